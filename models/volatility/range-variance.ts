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

/** Variance of one candle by its range, as a plain fraction. Source: Parkinson, Journal of Business 53 (1980) 61-65. */
export const parkinson = (series: CandleSeries, i: number): number =>
  logRatio(series.high, i, series.low, i) ** 2 / (4 * Math.LN2);

/** Variance of one candle, as a plain fraction. Source: Garman and Klass, Journal of Business 53 (1980) 67-78. */
export const garmanKlass = (series: CandleSeries, i: number): number =>
  logRatio(series.high, i, series.low, i) ** 2 / 2 - closeShare * logRatio(series.close, i, series.open, i) ** 2;

/** Variance of one candle, free of drift, as a plain fraction. Source: Rogers and Satchell, Annals of Applied Probability 1 (1991) 504-512. */
export function rogersSatchell(series: CandleSeries, i: number): number {
  const up = logRatio(series.high, i, series.open, i);
  const down = logRatio(series.low, i, series.open, i);
  const change = logRatio(series.close, i, series.open, i);
  return up * (up - change) + down * (down - change);
}

function sampleVariance(values: readonly number[]): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1);
}

/**
 * Mean daily variance of the last `candles` candles with opening gaps, as a plain fraction; NaN when there are not
 * `candles` + 1 or fewer than 2 are asked for. Source: Yang and Zhang, Journal of Business 73 (2000) 477-491.
 */
export function yangZhang(series: CandleSeries, candles: number): number {
  if (candles < 2 || series.length <= candles) return Number.NaN;
  const rows = Array.from({ length: candles }, (_, k) => series.length - candles + k);
  const overnight = sampleVariance(rows.map(i => logRatio(series.open, i, series.close, i - 1)));
  const openToClose = sampleVariance(rows.map(i => logRatio(series.close, i, series.open, i)));
  const within = rows.reduce((sum, i) => sum + rogersSatchell(series, i), 0) / candles;
  const weight = 0.34 / (1.34 + (candles + 1) / (candles - 1));
  return overnight + weight * openToClose + (1 - weight) * within;
}
