import type { RawCandles } from '../quality/raw-candles.ts';
import type { CandlePage } from './live-source.ts';

/** `ratio` new shares for one old one, from the session that starts at `at` (UTC ms) on: 4 for four to one, 0.1 for one to ten. */
export type Split = { at: number; ratio: number };

/** `amount` a share, in today's shares, to who held it before the session that starts at `at` (UTC ms). */
export type Dividend = { at: number; amount: number };

/**
 * Prices as they were traded, from prices that are adjusted for splits: every candle before a split is multiplied by its
 * ratio, its volume divided by it.
 */
export function tradedPrices(adjusted: RawCandles, splits: readonly Split[]): RawCandles {
  const factors = adjusted.openAt.map(openAt =>
    splits.reduce((factor, split) => (openAt < split.at ? factor * split.ratio : factor), 1),
  );
  const scaled = (column: Float64Array, power: 1 | -1) => column.map((value, i) => value * (factors[i] ?? 1) ** power);
  return {
    ...adjusted,
    open: scaled(adjusted.open, 1),
    high: scaled(adjusted.high, 1),
    low: scaled(adjusted.low, 1),
    close: scaled(adjusted.close, 1),
    volume: scaled(adjusted.volume, -1),
  };
}

/** A page of prices that are adjusted for splits, so that a new one moved every price before it. */
export type AdjustedPage = CandlePage & { splits: Split[]; dividends: Dividend[] };

export const hasSplits = (page: CandlePage): page is AdjustedPage => 'splits' in page;
