import { at } from '../at.ts';
import { type Advance, defineKernel } from './kernel.ts';
import { periodOf } from './rows-parameter.ts';

/**
 * Sum (or, divided by `divisor`, mean) of the last `period` rows, in O(n).
 *
 * Nothing is ever taken out of a running total, so sums cannot drift and a spike leaves no trace once it has left the
 * window: a window is the tail of the block before it plus the head of its own block.
 * Source: van Herk, Pattern Recognition Letters 13 (1992) 517-521; Gil and Werman, IEEE PAMI 15 (1993) 504-507.
 */
export function openRollingSum(values: Float64Array, value: Float64Array, period: number, divisor: number): Advance {
  const tails = new Float64Array(period + 1).fill(Number.NaN, 0, period);
  let carriedPlace = 0;
  let carriedHead = 0;
  return (from, to) => {
    let [place, head] = [carriedPlace, carriedHead];
    for (let i = from; i < to; i += 1) {
      const x = at(values, i);
      if (!Number.isFinite(x)) {
        place = -1;
        tails.fill(Number.NaN, 0, period);
        head = 0;
      } else head += x;
      place += 1;
      value[i] = (at(tails, place) + head) / divisor;
      if (place < period) continue;
      sumTails(values, i + 1 - period, tails);
      place = 0;
      head = 0;
    }
    [carriedPlace, carriedHead] = [place, head];
  };
}

/** Sums of the block that starts at row `first` from its k-th row to its end, for every k but the first. */
function sumTails(values: Float64Array, first: number, tails: Float64Array): void {
  let tail = 0;
  for (let k = tails.length - 2; k > 0; k -= 1) {
    tail += at(values, first + k);
    tails[k] = tail;
  }
}

/** Sum of the last `period` rows. */
export const rollingSumKernel = defineKernel({
  name: 'rolling_sum',
  inputs: ['values'],
  outputs: ['value'],
  schema: periodOf(20),
  lookback: ({ period }) => period - 1,
  open: ({ inputs: { values }, outputs: { value }, parameters: { period } }) =>
    openRollingSum(values, value, period, 1),
});
