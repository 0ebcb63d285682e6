import { here } from './here.ts';
import { type Advance, defineKernel, runKernel } from './kernel.ts';
import { period as checked } from './period.ts';
import { openBlocks } from './rolling-blocks.ts';
import { periodOf } from './rows-parameter.ts';

/**
 * Squared deviations from their mean of the last `period` rows, handed to `finish` as a sum, in O(n).
 *
 * Windows are merged from two blocks, as in `openBlocks`: the head of a block grows by Welford's update (Technometrics
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
  const { shares, apartness } = mergeWeights(period);
  const means = new Float64Array(period + 1).fill(Number.NaN, 0, period);
  const tails = new Float64Array(period + 1);
  let carriedMean = 0;
  let carriedSquares = 0;
  return openBlocks(period, {
    grow(from, to, place) {
      const ahead = place + 1 - from;
      let mean = carriedMean;
      let squares = carriedSquares;
      let i = from;
      for (; i < to; i += 1) {
        const x = here(values, i);
        if (!Number.isFinite(x)) break;
        const head = ahead + i;
        const before = x - mean;
        mean += before * here(shares, head);
        squares += before * (x - mean);
        const apart = here(means, head) - mean;
        const variance = (squares + here(tails, head) + apart * apart * here(apartness, head)) / divisor;
        value[i] = root ? Math.sqrt(variance) : variance;
      }
      carriedMean = mean;
      carriedSquares = squares;
      return i;
    },
    close(first) {
      collectTails(values, first, shares, means, tails);
      carriedMean = 0;
      carriedSquares = 0;
    },
    restart(row) {
      value[row] = Number.NaN;
      means.fill(Number.NaN, 0, period);
      carriedMean = 0;
      carriedSquares = 0;
    },
  });
}

/** By rows in the head of a window: their reciprocal, and the weight of the squared distance of its mean from the tail's. */
export const mergeWeights = (period: number) => ({
  shares: Float64Array.from({ length: period + 1 }, (_, place) => 1 / place),
  apartness: Float64Array.from({ length: period + 1 }, (_, place) => (place * (period - place)) / period),
});

/** Mean and squared deviations of the block that starts at row `first` from its k-th row to its end. */
function collectTails(
  values: Float64Array,
  first: number,
  shares: Float64Array,
  means: Float64Array,
  squares: Float64Array,
): void {
  const period = means.length - 1;
  let mean = 0;
  let sum = 0;
  for (let k = period - 1; k > 0; k -= 1) {
    const x = here(values, first + k);
    const delta = x - mean;
    mean += delta * here(shares, period - k);
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
