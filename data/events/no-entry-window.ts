import { concerns, type EconomicEvent, type Impact } from './economic-event.ts';

export type NoEntry = {
  readonly beforeMinutes: number;
  readonly afterMinutes: number;
  /** Least impact of an event that keeps us out. */
  readonly impact: Impact;
};

const minuteMs = 60_000;

/**
 * The event because of which no position in a currency is opened at an instant (UTC ms): the nearest one with at most
 * `beforeMinutes` to go or `afterMinutes` gone, both ends included. Undefined where there is none among the events given;
 * whether these cover the instant at all is for their source to say.
 */
export function noEntryWindow(
  events: readonly EconomicEvent[],
  currency: string,
  at: number,
  { beforeMinutes, afterMinutes, impact }: NoEntry,
): EconomicEvent | undefined {
  return events
    .filter(event => concerns(event, currency, impact))
    .filter(event => event.at - at <= beforeMinutes * minuteMs && at - event.at <= afterMinutes * minuteMs)
    .sort((a, b) => Math.abs(a.at - at) - Math.abs(b.at - at))[0];
}
