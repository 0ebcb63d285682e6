import { at } from '../../data/at.ts';
import { dayMs } from '../../data/calendar/calendar-days.ts';
import type { Timeframe } from '../../data/candle.ts';
import type { Trade } from '../../data/ledger-row.ts';

/** An account through time: one row per candle, oldest first. */
export type EquityCurve = {
  /** Starts of the candles (UTC ms), strictly increasing. */
  readonly openAt: Float64Array;
  /** Equity in USD at the close of each candle. */
  readonly equityUsd: Float64Array;
  /** 1 where a position was held at some moment of the candle. */
  readonly exposed: Uint8Array;
  readonly trades: readonly Trade[];
  /** Trading days a year of the instrument's calendar. */
  readonly daysPerYear: number;
  readonly timeframe: Timeframe | '1M' | '1y';
};

/** What may stand beside a curve for comparison. */
export type Benchmark = Pick<EquityCurve, 'openAt' | 'equityUsd'>;

const coarse: Readonly<Partial<Record<EquityCurve['timeframe'], number>>> = { '1w': 52, '1M': 12, '1y': 1 };

/** Returns a year of the series that statistics are made of: 52, 12 or 1 of coarse candles, else the trading days. */
export const periodsPerYear = ({ timeframe, daysPerYear }: Pick<EquityCurve, 'timeframe' | 'daysPerYear'>): number =>
  coarse[timeframe] ?? daysPerYear;

/** The curve on which returns are taken: its last value of each UTC day, with the start of the day. */
export function dailyCloses({ openAt, equityUsd }: Benchmark): Benchmark {
  const days: number[] = [];
  const values: number[] = [];
  for (let i = 0; i < openAt.length; i += 1) {
    const day = Math.floor(at(openAt, i) / dayMs) * dayMs;
    if (days.at(-1) !== day) days.push(day);
    values[days.length - 1] = at(equityUsd, i);
  }
  return { openAt: Float64Array.from(days), equityUsd: Float64Array.from(values) };
}

/** Simple returns of consecutive values: one fewer than values. */
export function returnsOf(values: Float64Array): Float64Array {
  const returns = new Float64Array(Math.max(0, values.length - 1));
  for (let i = 1; i < values.length; i += 1) returns[i - 1] = at(values, i) / at(values, i - 1) - 1;
  return returns;
}

/** Days from the first candle to the last. */
export const daysOf = ({ openAt }: Benchmark): number =>
  openAt.length < 2 ? 0 : (at(openAt, openAt.length - 1) - at(openAt, 0)) / dayMs;

/** Years from the first candle to the last, of 365.25 days. */
export const yearsOf = (curve: Benchmark): number => daysOf(curve) / 365.25;
