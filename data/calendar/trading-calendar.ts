import type { Timeframe } from '../candle.ts';

/** One stretch of trading. `day` is the exchange's date (YYYY-MM-DD), which an overnight session shares with its close. */
export type Session = { openAt: number; closeAt: number; day: string };

/** When a market trades. Instants are UTC milliseconds; intervals hold their start and not their end. */
export interface TradingCalendar {
  readonly name: string;
  /** IANA name of the zone in which the market's clock runs. */
  readonly timeZone: string;
  /** Usual number of trading days a year, for annualisation. */
  readonly daysPerYear: number;
  isTradingDay(day: string): boolean;
  /** Sessions that overlap [fromAt, untilAt), oldest first. */
  sessions(fromAt: number, untilAt: number): Session[];
  isOpen(at: number): boolean;
  sessionOf(at: number): Session | undefined;
  /**
   * Starts in [fromAt, untilAt) of the candles that a complete history holds, ascending. Days are stamped 00:00 UTC of
   * their date, weeks on their Monday; intraday candles lie on the UTC clock grid moved by `phaseMs` and begin with the
   * one that contains the open: an hour of New York's 09:30 starts at 09:00.
   */
  expectedOpens(timeframe: Timeframe, fromAt: number, untilAt: number, phaseMs?: number): Float64Array;
}
