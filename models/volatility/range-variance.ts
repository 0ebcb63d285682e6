import type { CandleSeries } from '../../data/candle.ts';

/**
 * Least daily variance in %^2 that models and scores work with (0.01 % a day): a candle without any range has variance
 * 0, of which no logarithm exists.
 */
export const leastVariance = 1e-4;

const closeShare = 2 * Math.LN2 - 1;
const at = (column: Float64Array, row: number): number => column[row] ?? Number.NaN;
const logRatio = (above: Float64Array, i: number, below: Float64Array, j: number): number =>
  Math.log(at(above, i) / at(below, j));

/**
 * Daily variance proxy in %^2: Garman-Klass on the range widened to the close before, so that gaps count,
 * 1e4 (ln(H'/L')^2 / 2 - (2 ln 2 - 1) ln(C/C-1)^2) with H' = max(H, C-1) and L' = min(L, C-1).
 * Row 0 is NaN, as is a row with a missing price. Values below `least` are raised to it.
 */
export function rangeVariance(series: CandleSeries, least = 0): Float64Array {
  const out = new Float64Array(series.length).fill(Number.NaN);
  for (let i = 1; i < series.length; i += 1) {
    const before = at(series.close, i - 1);
    const range = Math.log(Math.max(at(series.high, i), before) / Math.min(at(series.low, i), before));
    const change = logRatio(series.close, i, series.close, i - 1);
    out[i] = Math.max(1e4 * (range ** 2 / 2 - closeShare * change ** 2), least);
  }
  return out;
}
