import { z } from 'zod';
import { at } from '../at.ts';
import { here } from './here.ts';
import { type Advance, defineKernel } from './kernel.ts';
import { rows } from './rows-parameter.ts';

/** What is read off the last rows in ascending order. */
type Reading = (sorted: Float64Array) => number;

/** Keeps the last `period` rows in ascending order: two binary searches and one shift a row. */
function openSortedWindow(values: Float64Array, value: Float64Array, period: number, read: Reading): Advance {
  const sorted = new Float64Array(period);
  let carried = 0;
  return (from, to) => {
    let run = carried;
    for (let i = from; i < to; i += 1) {
      const x = here(values, i);
      run = Number.isFinite(x) ? run + 1 : 0;
      if (run > 0) place(sorted, x, holeOf(sorted, values, i, run), run);
      value[i] = run >= period ? read(sorted) : Number.NaN;
    }
    carried = run;
  };
}

/** The entry that makes room: that of the row which leaves, or the first that is not yet there. */
const holeOf = (sorted: Float64Array, values: Float64Array, row: number, run: number): number =>
  run > sorted.length ? rank(sorted, sorted.length, at(values, row - sorted.length)) : run - 1;

/** How many of the first `count` entries lie below x. */
function rank(sorted: Float64Array, count: number, x: number): number {
  let below = 0;
  // Without branches: whether the middle lies below is a coin toss, and a processor that guesses wrong waits.
  for (let left = count; left > 0; left >>= 1) {
    const half = (left + 1) >> 1;
    below += Number(here(sorted, below + half - 1) < x) * half;
  }
  return below;
}

/** Puts x in its place among the entries, where the entry at `hole` is to go or is not yet there. */
function place(sorted: Float64Array, x: number, hole: number, run: number): void {
  const target = rank(sorted, run > sorted.length ? sorted.length : hole, x);
  if (target > hole) {
    for (let k = hole + 1; k < target; k += 1) sorted[k - 1] = here(sorted, k);
    sorted[target - 1] = x;
  } else {
    for (let k = hole; k > target; k -= 1) sorted[k] = here(sorted, k - 1);
    sorted[target] = x;
  }
}

/** Quantile of the last `period` rows, linear between neighbours (type 7 of Hyndman and Fan, 1996). */
export const quantileKernel = defineKernel({
  name: 'quantile',
  inputs: ['values'],
  outputs: ['value'],
  schema: z.strictObject({ period: rows(63), probability: z.number().min(0).max(1).default(0.5) }),
  lookback: ({ period }) => period,
  warmUp: ({ period }) => period - 1,
  open({ inputs: { values }, outputs: { value }, parameters: { period, probability } }) {
    const below = Math.floor(probability * (period - 1));
    const share = probability * (period - 1) - below;
    const above = Math.min(below + 1, period - 1);
    return openSortedWindow(
      values,
      value,
      period,
      sorted => at(sorted, below) + share * (at(sorted, above) - at(sorted, below)),
    );
  },
});
