import type { CandleSeries } from '../../data/candle.ts';
import { sma } from '../../data/features/sma.ts';
import { leastVariance, rangeVariance } from './range-variance.ts';

/** Days of the longest mean; the first of them needs the close before it, so regressors start at row 22. */
export const longestMean = 22;

export type HarDesign = {
  /** Daily variance proxy in %^2, at least `leastVariance`; NaN at row 0. */
  variance: Float64Array;
  /** Regressors by name, NaN before row 22. */
  regressors: Record<'lnDay' | 'lnWeek' | 'lnMonth' | 'leverage', Float64Array>;
};

/**
 * Regressors of log-HAR, known at the close of their row: logs of the mean variance of 1, 5 and 22 days (logs of the
 * means, not means of the logs) and the leverage term 1[r < 0] |r| / sqrt(month mean) with the day's log return r in %.
 * Source: Corsi, Journal of Financial Econometrics 7 (2009) 174-196; leverage as in Corsi and Reno, Journal of
 * Business and Economic Statistics 30 (2012) 368-380.
 */
export function harDesign(series: CandleSeries): HarDesign {
  const variance = rangeVariance(series, leastVariance);
  const month = sma(variance, longestMean);
  const leverage = new Float64Array(series.length).fill(Number.NaN);
  for (let i = 1; i < series.length; i += 1) {
    const change = 100 * Math.log((series.close[i] ?? Number.NaN) / (series.close[i - 1] ?? Number.NaN));
    leverage[i] = Math.max(-change, 0) / Math.sqrt(month[i] ?? Number.NaN);
  }
  return {
    variance,
    regressors: {
      lnDay: logarithms(variance),
      lnWeek: logarithms(sma(variance, 5)),
      lnMonth: logarithms(month),
      leverage,
    },
  };
}

function logarithms(values: Float64Array): Float64Array {
  const out = new Float64Array(values.length);
  for (let i = 0; i < values.length; i += 1) out[i] = Math.log(values[i] ?? Number.NaN);
  return out;
}

/** Mean variance of the `days` rows after `row`, in %^2: what a forecast made at the close of `row` is about. */
export function varianceAhead(variance: Float64Array, row: number, days: number): number {
  let sum = 0;
  for (let step = 1; step <= days; step += 1) sum += variance[row + step] ?? Number.NaN;
  return sum / days;
}

/** Logs of `varianceAhead` for every row, NaN where its days have not all passed. */
export function logVarianceAhead(variance: Float64Array, days: number): Float64Array {
  const out = new Float64Array(variance.length);
  for (let row = 0; row < out.length; row += 1) out[row] = Math.log(varianceAhead(variance, row, days));
  return out;
}
