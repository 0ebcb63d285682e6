import { instantOfWall } from '../calendar/zone-clock.ts';
import { instantOfDay } from '../candle.ts';
import type { Right } from './black-scholes.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const yearMs = 365 * dayMs;
const closeHour = 16;

/** One option of a chain; what its source did not carry is NaN. Prices per share, volume and open interest in contracts. */
export type OptionQuote = {
  /** The day it expires, YYYY-MM-DD. */
  readonly expiryOn: string;
  readonly strike: number;
  readonly right: Right;
  readonly price: number;
  readonly volume: number;
  readonly openInterest: number;
  /** The source's own figure, as a yearly fraction. */
  readonly givenVolatility: number;
};

/** All options on one underlying as they stood at `asOf` (UTC ms). */
export type OptionChain = {
  readonly symbol: string;
  readonly asOf: number;
  /** Price of the underlying. */
  readonly spot: number;
  readonly quotes: readonly OptionQuote[];
};

/**
 * The instant (UTC ms) at which an American equity option stops trading: 16:00 in New York, on the Friday before where
 * the expiry is a Saturday, as it was until 2015.
 */
export function expiryAt(expiryOn: string): number {
  const day = instantOfDay(expiryOn);
  const past = Math.max(0, ((new Date(day).getUTCDay() + 6) % 7) - 4);
  return instantOfWall('America/New_York', day - past * dayMs + closeHour * hourMs);
}

/** Years of 365 days that an option has left; negative once it has expired. */
export const yearsLeft = (chain: OptionChain, expiryOn: string): number => (expiryAt(expiryOn) - chain.asOf) / yearMs;

/** The expiries that are still ahead, nearest first. */
export const expiriesOf = (chain: OptionChain): string[] =>
  [...new Set(chain.quotes.map(quote => quote.expiryOn))].filter(day => expiryAt(day) > chain.asOf).sort();

/** The instant (UTC ms) of the New York close of a day: when a file of closing prices stands. */
export const newYorkClose = (day: string): number =>
  instantOfWall('America/New_York', instantOfDay(day) + closeHour * hourMs);
