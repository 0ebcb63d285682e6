import type { TradingCalendar } from '../calendar/trading-calendar.ts';
import type { Timeframe } from '../candle.ts';
import type { Finding } from './finding.ts';
import type { RawCandles } from './raw-candles.ts';

/** What candles are looked at against. */
export type Expected = {
  readonly timeframe: Timeframe;
  readonly calendar: TradingCalendar;
  /** UTC ms; a candle that ends later is not closed yet. */
  readonly now: number;
};

/** A table that one repair has gone over, and what it found. */
export type Repaired = { raw: RawCandles; findings: Finding[] };

/** Repairs or drops what is certainly wrong. It leaves nothing behind that it would change again. */
export type Repair = (raw: RawCandles, expected: Expected) => Repaired;

/** Looks and changes nothing. Its table is sorted, without duplicates, with positive prices. */
export type Check = (raw: RawCandles, expected: Expected) => Finding[];
