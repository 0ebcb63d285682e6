import { at } from '../at.ts';
import { type Advance, defineKernel, runKernel } from './kernel.ts';
import { period as checked } from './period.ts';
import { periodOf } from './rows-parameter.ts';

/**
 * Squared deviations from their mean of the last `period` rows, handed to `finish` as a sum, in O(n).
 *
 * Windows are merged from two blocks, as in `openRollingSum`: the head of a block grows by Welford's update (Technometrics
 * 4, 1962, 419-420), the tails of the block before are kept, both merge by the rule of Chan, Golub and LeVeque (The
 * American Statistician 37, 1983, 242-247). Nothing cancels, and a spike leaves no trace behind.
 * `root` gives sqrt(sum / divisor), else sum / divisor.
 */
export function openRollingVariance(
  values: Float64Array,
  value: Float64Array,
  period: number,
  divisor: number,
  root: boolean,
): Advance {
  const tails = {
    means: new Float64Array(period + 1).fill(Number.NaN, 0, period),
    squares: new Float64Array(period + 1),
  };
  let carriedPlace = 0;
  let carriedMean = 0;
  let carriedSquares = 0;
  return (from, to) => {
    let [place, mean, squares] = [carriedPlace, carriedMean, carriedSquares];
    for (let i = from; i < to; i += 1) {
      const x = at(values, i);
      if (!Number.isFinite(x)) {
        place = -1;
        tails.means.fill(Number.NaN, 0, period);
      }
      place += 1;
      const before = mean;
      mean = grownMean(before, x, place);
      squares = grownSquares(squares, x - before, x - mean, place);
      value[i] = merged(tails, place, mean, squares, period) / divisor;
      if (place < period) continue;
      collectTails(values, i + 1 - period, tails);
      place = 0;
    }
    if (root) rootOf(value, from, to);
    [carriedPlace, carriedMean, carriedSquares] = [place, mean, squares];
  };
}

/** Welford's mean after the `place`-th value of a block. */
export const grownMean = (mean: number, x: number, place: number): number =>
  place <= 1 ? x : mean + (x - mean) / place;

/** Welford's sum of products of deviations, `before` from the mean before the value and `after` from the mean with it. */
export const grownSquares = (squares: number, before: number, after: number, place: number): number =>
  place <= 1 ? 0 : squares + before * after;

function rootOf(value: Float64Array, from: number, to: number): void {
  for (let i = from; i < to; i += 1) value[i] = Math.sqrt(at(value, i));
}

type Tails = { means: Float64Array; squares: Float64Array };

/** Squared deviations of `place` head rows together with the tail that fills the window up to `period` rows. */
function merged(tails: Tails, place: number, mean: number, squares: number, period: number): number {
  const apart = at(tails.means, place) - mean;
  return squares + at(tails.squares, place) + (apart * apart * place * (period - place)) / period;
}

/** Mean and squared deviations of the block that starts at row `first` from its k-th row to its end. */
function collectTails(values: Float64Array, first: number, { means, squares }: Tails): void {
  const period = means.length - 1;
  let mean = 0;
  let sum = 0;
  for (let k = period - 1; k > 0; k -= 1) {
    const x = at(values, first + k);
    const delta = x - mean;
    mean += delta / (period - k);
    sum += delta * (x - mean);
    means[k] = mean;
    squares[k] = sum;
  }
}

/** Population standard deviation (divisor `period`) of the last rows (TA-Lib STDDEV); a flat window gives exactly 0. */
export const standardDeviationKernel = defineKernel({
  name: 'standard_deviation',
  inputs: ['values'],
  outputs: ['value'],
  schema: periodOf(20),
  lookback: ({ period }) => period - 1,
  open: ({ inputs: { values }, outputs: { value }, parameters: { period } }) =>
    openRollingVariance(values, value, period, period, true),
});

/** `standardDeviationKernel` over a whole column. */
export const standardDeviation = (values: Float64Array, period: number): Float64Array =>
  runKernel(standardDeviationKernel, { values }, { period: checked(period) }).value;
