import { at } from '../../data/at.ts';

function centred(first: ArrayLike<number>, second: ArrayLike<number>): { mean: number; rest: Float64Array } {
  const rest = Float64Array.from(first, (loss, i) => loss - (second[i] ?? Number.NaN));
  const mean = rest.reduce((sum, d) => sum + d, 0) / rest.length;
  return { mean, rest: rest.map(d => d - mean) };
}

function autocovariance(values: Float64Array, lag: number): number {
  let sum = 0;
  for (let i = lag; i < values.length; i += 1) sum += at(values, i) * at(values, i - lag);
  return sum / values.length;
}

/** Losses that differ by no more than rounding are the same. */
const rounding = 1e-10;

/** Long-run variance with `lags` lags, each weighted by `weight`. */
function longRun(values: Float64Array, lags: number, weight: (lag: number) => number): number {
  let sum = autocovariance(values, 0);
  for (let lag = 1; lag <= lags; lag += 1) sum += 2 * weight(lag) * autocovariance(values, lag);
  return sum;
}

/**
 * t statistic of the Diebold-Mariano test of equal expected loss; negative when the first forecaster loses less. Long-run
 * variance by Newey and West with Bartlett weights and max(horizon, floor(4 (n / 100)^(2/9))) lags. 0 where both losses
 * are the same in every row, up to rounding.
 *
 * With `counts` it is the test of equal expected loss on the rows that count, known when the forecast was made: those rows
 * keep their places in time and the others are zeros in the long-run variance, so that a gap is no neighbourhood.
 * Source: Diebold and Mariano, Journal of Business and Economic Statistics 13 (1995) 253-263; Newey and West,
 * Econometrica 55 (1987) 703-708; their lags: Review of Economic Studies 61 (1994) 631-653; the test on a condition:
 * Giacomini and White, Econometrica 74 (2006) 1545-1578.
 * @param first losses of the same rows as `second`
 * @param horizon days that each forecast covers
 */
export function dieboldMariano(
  first: ArrayLike<number>,
  second: ArrayLike<number>,
  horizon: number,
  counts: (row: number) => boolean = () => true,
): number {
  const differences = Float64Array.from(first, (loss, i) => loss - (second[i] ?? Number.NaN));
  const { length } = differences;
  const rows = Array.from({ length }, (_, i) => i).filter(counts);
  const mean = rows.reduce((sum, row) => sum + at(differences, row), 0) / rows.length;
  const scale = rows.reduce((sum, row) => sum + Math.abs(first[row] ?? 0), 0) / rows.length;
  if (rows.every(row => Math.abs(at(differences, row)) <= rounding * scale)) return 0;
  const rest = differences.map((difference, i) => (counts(i) ? difference - mean : 0));
  const lags = Math.max(horizon, Math.floor(4 * (length / 100) ** (2 / 9)));
  const variance = longRun(rest, lags, lag => 1 - lag / (lags + 1));
  return (mean * rows.length) / Math.sqrt(variance * length);
}

/**
 * The test for small samples: rectangular weights over horizon - 1 lags (`plain`), and that times the factor of Harvey,
 * Leybourne and Newbold (`corrected`), to be held against Student's t with n - 1 degrees of freedom. NaN where the
 * long-run variance is not positive.
 * Source: Harvey, Leybourne and Newbold, International Journal of Forecasting 13 (1997) 281-291.
 */
export function smallSampleDieboldMariano(
  first: ArrayLike<number>,
  second: ArrayLike<number>,
  horizon: number,
): { plain: number; corrected: number } {
  const { mean, rest } = centred(first, second);
  const n = rest.length;
  const plain = mean / Math.sqrt(longRun(rest, horizon - 1, () => 1) / n);
  const factor = Math.sqrt((n + 1 - 2 * horizon + (horizon * (horizon - 1)) / n) / n);
  return { plain, corrected: plain * factor };
}
