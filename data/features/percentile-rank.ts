import { here } from './here.ts';
import { defineKernel } from './kernel.ts';
import { periodOf } from './rows-parameter.ts';

/**
 * Share of the last `period` rows that lie below the newest of them: 0 at the lowest. Rows are counted one by one, which
 * at the usual periods is faster than keeping them in order.
 */
export const percentileRankKernel = defineKernel({
  name: 'percentile_rank',
  inputs: ['values'],
  outputs: ['value'],
  schema: periodOf(63, 2),
  lookback: ({ period }) => period - 1,
  open({ inputs: { values }, outputs: { value }, parameters: { period } }) {
    let carried = 0;
    return (from, to) => {
      let run = carried;
      for (let i = from; i < to; i += 1) {
        const x = here(values, i);
        run = Number.isFinite(x) ? run + 1 : 0;
        value[i] = run >= period ? countBelow(values, i - period + 1, i, x) / period : Number.NaN;
      }
      carried = run;
    };
  },
});

/** How many of the rows [from, to) lie below x, four at a time: the loop's own bookkeeping costs as much as one row. */
function countBelow(values: Float64Array, from: number, to: number, x: number): number {
  let count = 0;
  let i = from;
  for (; i + 3 < to; i += 4) {
    count +=
      Number((values[i] ?? 0) < x) +
      Number((values[i + 1] ?? 0) < x) +
      Number((values[i + 2] ?? 0) < x) +
      Number((values[i + 3] ?? 0) < x);
  }
  for (; i < to; i += 1) count += Number((values[i] ?? 0) < x);
  return count;
}
