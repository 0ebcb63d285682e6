import { dayMs } from '../../data/calendar/calendar-days.ts';
import { type CandleSeries, closedAt, lastClosedIndex, type Timeframe, timeframeMs } from '../../data/candle.ts';
import type { Feed } from './invalidation.ts';
import { readSeriesName, valuesOf } from './market-series.ts';

export type FeedOptions = {
  /** Market instant, UTC ms: a candle that is not closed by then does not exist. */
  now: number;
  /** A series whose last candle closed longer ago than this many of its own lengths, and this many days, is stale. */
  staleAfterDays: number;
  /** When the position was opened; `candles_held` counts from it. */
  openedAt?: number | undefined;
};

/** Old by more than the days that the settings allow, and by more than a candle: a weekly candle is not stale on a Friday. */
const isStale = (candles: CandleSeries, last: number, { now, staleAfterDays }: FeedOptions): boolean =>
  now - closedAt(candles.openAt[last] ?? Number.NaN, candles.timeframe) >
  staleAfterDays * dayMs + timeframeMs[candles.timeframe];

/**
 * Series of closed candles for invalidations: what is missing, stale or not yet warm is not there.
 * @param candlesOf candles of a timeframe, or undefined where there are none
 */
export function seriesFeed(candlesOf: (timeframe: Timeframe) => CandleSeries | undefined, options: FeedOptions): Feed {
  return {
    last(series, count) {
      const known = readSeriesName(series);
      const candles = known && candlesOf(known.timeframe);
      if (!known || !candles) return undefined;
      const last = lastClosedIndex(candles, options.now);
      if (last < 0 || isStale(candles, last, options)) return undefined;
      const since = options.openedAt === undefined ? undefined : lastClosedIndex(candles, options.openedAt);
      const values = [...valuesOf(known, candles, since).subarray(Math.max(0, last + 1 - count), last + 1)];
      return values.length === count && values.every(Number.isFinite) ? values : undefined;
    },
  };
}
