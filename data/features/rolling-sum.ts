import { here } from './here.ts';
import { type Advance, defineKernel } from './kernel.ts';
import { openBlocks } from './rolling-blocks.ts';
import { periodOf } from './rows-parameter.ts';

/** Sum (or, divided by `divisor`, mean) of the last `period` rows, in O(n) and without drift by `openBlocks`. */
export function openRollingSum(values: Float64Array, value: Float64Array, period: number, divisor: number): Advance {
  const tails = new Float64Array(period + 1).fill(Number.NaN, 0, period);
  let carriedHead = 0;
  return openBlocks(period, {
    grow(from, to, place) {
      const ahead = place + 1 - from;
      let head = carriedHead;
      for (let i = from; i < to; i += 1) {
        head += here(values, i);
        value[i] = (here(tails, ahead + i) + head) / divisor;
      }
      carriedHead = head;
      return Number.isFinite(head) ? to : firstMissing(values, from, to);
    },
    close(first) {
      sumTails(values, first, tails);
      carriedHead = 0;
    },
    restart(row) {
      value[row] = Number.NaN;
      tails.fill(Number.NaN, 0, period);
      carriedHead = 0;
    },
  });
}

/** The first row of [from, to) that is not finite; `to` where all are. */
function firstMissing(values: Float64Array, from: number, to: number): number {
  let i = from;
  while (i < to && Number.isFinite(here(values, i))) i += 1;
  return i;
}

/** Sums of the block that starts at row `first` from its k-th row to its end, for every k but the first. */
function sumTails(values: Float64Array, first: number, tails: Float64Array): void {
  let tail = 0;
  for (let k = tails.length - 2; k > 0; k -= 1) {
    tail += here(values, first + k);
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
