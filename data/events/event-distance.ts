import { concerns, type EconomicEvent, type Impact } from './economic-event.ts';

export type EventDistance = {
  /** Minutes until the next event that was known of; NaN where none was. */
  readonly minutesToNext: Float64Array;
  /** Minutes since the last one; NaN where there was none. */
  readonly minutesSincePrevious: Float64Array;
};

const minuteMs = 60_000;

/**
 * How far the events about candles are. An event counts from the instant at which the calendar first showed it, so that
 * a date set later changes nothing before.
 * @param at instants (UTC ms), oldest first
 */
export function eventDistance(
  at: Float64Array,
  events: readonly EconomicEvent[],
  currency: string,
  impact: Impact,
): EventDistance {
  const matter = events.filter(event => concerns(event, currency, impact)).sort((a, b) => a.at - b.at);
  const minutesToNext = new Float64Array(at.length);
  const minutesSincePrevious = new Float64Array(at.length);
  let ahead = 0;
  for (const [i, now] of at.entries()) {
    while ((matter[ahead]?.at ?? Number.POSITIVE_INFINITY) <= now) ahead += 1;
    minutesToNext[i] = (nearestKnown(matter, ahead, 1, now) - now) / minuteMs;
    minutesSincePrevious[i] = (now - nearestKnown(matter, ahead - 1, -1, now)) / minuteMs;
  }
  return { minutesToNext, minutesSincePrevious };
}

/** The instant of the first event, from an index on in one direction, that the calendar had shown; NaN where there is none. */
function nearestKnown(events: readonly EconomicEvent[], from: number, step: 1 | -1, now: number): number {
  for (let i = from; i >= 0 && i < events.length; i += step) {
    const event = events[i];
    if (event && event.seenAt <= now) return event.at;
  }
  return Number.NaN;
}
