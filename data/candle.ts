import { z } from 'zod';
import { at } from './at.ts';

/** Timeframes a series may have, shortest first, with their length in milliseconds. A week starts on Monday. */
export const timeframeMs = {
  '1m': 60_000,
  '3m': 180_000,
  '5m': 300_000,
  '15m': 900_000,
  '30m': 1_800_000,
  '1h': 3_600_000,
  '2h': 7_200_000,
  '4h': 14_400_000,
  '6h': 21_600_000,
  '8h': 28_800_000,
  '12h': 43_200_000,
  '1d': 86_400_000,
  '1w': 604_800_000,
} as const;

export const Timeframe = z.enum(['1m', '3m', '5m', '15m', '30m', '1h', '2h', '4h', '6h', '8h', '12h', '1d', '1w']);
export type Timeframe = z.infer<typeof Timeframe>;

/** One closed bar. `openAt` is the UTC instant (ms) at which it starts; a daily candle starts at 00:00 UTC of its date. */
export const Candle = z.object({
  openAt: z.int(),
  open: z.number().positive(),
  high: z.number().positive(),
  low: z.number().positive(),
  close: z.number().positive(),
  volume: z.number().min(0),
});
export type Candle = z.infer<typeof Candle>;

/** Candles as columns of equal length, oldest first, strictly increasing in `openAt`. */
export type CandleSeries = {
  readonly symbol: string;
  readonly timeframe: Timeframe;
  readonly length: number;
  readonly openAt: Float64Array;
  readonly open: Float64Array;
  readonly high: Float64Array;
  readonly low: Float64Array;
  readonly close: Float64Array;
  readonly volume: Float64Array;
};

const columns = ['openAt', 'open', 'high', 'low', 'close', 'volume'] as const;

/** Builds a series from candles that are already valid and sorted. */
export function seriesOf(symbol: string, timeframe: Timeframe, candles: readonly Candle[]): CandleSeries {
  const column = (name: keyof Candle) => Float64Array.from(candles, candle => candle[name]);
  return {
    symbol,
    timeframe,
    length: candles.length,
    openAt: column('openAt'),
    open: column('open'),
    high: column('high'),
    low: column('low'),
    close: column('close'),
    volume: column('volume'),
  };
}

/** The candle at index i (negative counts from the end), or undefined outside the series. */
export function candleAt(series: CandleSeries, index: number): Candle | undefined {
  const i = index < 0 ? series.length + index : index;
  if (i < 0 || i >= series.length) return undefined;
  return {
    openAt: at(series.openAt, i),
    open: at(series.open, i),
    high: at(series.high, i),
    low: at(series.low, i),
    close: at(series.close, i),
    volume: at(series.volume, i),
  };
}

/** The candles of a series from index `from` on, oldest first. */
export function* candlesFrom(series: CandleSeries, from: number): Generator<Candle> {
  for (let i = from; i < series.length; i += 1) {
    const candle = candleAt(series, i);
    if (candle) yield candle;
  }
}

/** Candles [from, to) of a series as views on the same memory: nothing is copied. */
export function sliceSeries(series: CandleSeries, from: number, to = series.length): CandleSeries {
  const views = Object.fromEntries(columns.map(name => [name, series[name].subarray(from, to)]));
  return { ...series, ...views, length: views.close?.length ?? 0 };
}

/** The last instant (UTC ms) that belongs to the candle which starts at `openAt`. */
export const closedAt = (openAt: number, timeframe: Timeframe): number => openAt + timeframeMs[timeframe] - 1;

/** Index of the last candle that is closed at `instant`; -1 when there is none. Binary search, O(log n). */
export function lastClosedIndex(series: CandleSeries, instant: number): number {
  let low = 0;
  let high = series.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (closedAt(series.openAt[middle] ?? Number.POSITIVE_INFINITY, series.timeframe) <= instant) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** The candles of a series that are closed at `instant`, as views on the same memory. */
export const untilInstant = (series: CandleSeries, instant: number): CandleSeries =>
  sliceSeries(series, 0, lastClosedIndex(series, instant) + 1);

/** Calendar day (UTC) of an instant, as YYYY-MM-DD. */
export const dayOf = (instant: number): string => new Date(instant).toISOString().slice(0, 10);

/** Start (UTC ms) of a calendar day written as YYYY-MM-DD; NaN when there is no such day, such as 2021-02-30. */
export function instantOfDay(day: string): number {
  const instant = Date.parse(`${day}T00:00:00Z`);
  return Number.isFinite(instant) && dayOf(instant) === day ? instant : Number.NaN;
}
