import { at } from '../at.ts';
import { concerns, type EconomicEvent } from '../events/economic-event.ts';
import { eventDistance } from '../events/event-distance.ts';
import type { NoEntry } from '../events/no-entry-window.ts';
import type { Columns } from './kernel.ts';

const minuteMs = 60_000;
const dayMs = 86_400_000;
const minutesPerHour = 60;

/** Instants (UTC ms) from one to before another. */
type Span = { readonly from: number; readonly until: number };

/**
 * The economic calendar beside candles, as far as it was known at each close: hours to the next event of high impact and
 * since the last, how many of at least medium impact the next 24 hours hold, and whether the close lies in a no-entry
 * window. NaN before the calendar was first read and after its last event, where nobody knows what it would say.
 * @param closeAt instants (UTC ms), oldest first
 */
export function eventColumns(
  closeAt: Float64Array,
  events: readonly EconomicEvent[],
  currency: string,
  { beforeMinutes, afterMinutes, impact }: NoEntry,
): Columns {
  const { minutesToNext, minutesSincePrevious } = eventDistance(closeAt, events, currency, 'high');
  const ahead = events
    .filter(event => concerns(event, currency, 'medium'))
    .map(({ at: eventAt, seenAt }) => ({ from: Math.max(seenAt, eventAt - dayMs), until: eventAt }));
  // Milliseconds are whole, and the window holds its last one.
  const shut = events
    .filter(event => concerns(event, currency, impact))
    .map(({ at: eventAt, seenAt }) => ({
      from: Math.max(seenAt, eventAt - beforeMinutes * minuteMs),
      until: eventAt + afterMinutes * minuteMs + 1,
    }));
  const known = horizonOf(closeAt, events);
  return {
    'events.hours_to_next': minutesToNext.map(minutes => minutes / minutesPerHour),
    'events.hours_since': minutesSincePrevious.map(minutes => minutes / minutesPerHour),
    'events.ahead': holding(closeAt, ahead, known),
    'events.no_entry': holding(closeAt, shut, known).map(count => Math.min(count, 1)),
  };
}

/** For each instant that of the last event that the calendar had shown by then; NaN before it was first read. */
function horizonOf(instants: Float64Array, events: readonly EconomicEvent[]): Float64Array {
  const inOrder = [...events].sort((a, b) => a.seenAt - b.seenAt);
  let next = 0;
  let last = Number.NaN;
  return instants.map(now => {
    for (let event = inOrder[next]; event && event.seenAt <= now; event = inOrder[next]) {
      last = Math.max(event.at, next === 0 ? event.at : last);
      next += 1;
    }
    return last;
  });
}

/** How many spans hold each instant; NaN beyond its horizon. O(n + m log m). */
function holding(instants: Float64Array, spans: readonly Span[], horizon: Float64Array): Float64Array {
  const real = spans.filter(({ from, until }) => from < until);
  const froms = Float64Array.from(real, span => span.from).sort();
  const untils = Float64Array.from(real, span => span.until).sort();
  let [begun, over] = [0, 0];
  return instants.map((now, i) => {
    while (at(froms, begun) <= now) begun += 1;
    while (at(untils, over) <= now) over += 1;
    return now <= at(horizon, i) ? begun - over : Number.NaN;
  });
}
