import { here } from './here.ts';
import { defineKernel } from './kernel.ts';
import { periodOf } from './rows-parameter.ts';

/** How many of the last `period` values lie within `width` of the present level, both ends included. */
export const touchesKernel = defineKernel({
  name: 'touches',
  inputs: ['values', 'level', 'width'],
  outputs: ['value'],
  schema: periodOf(50),
  lookback: ({ period }) => period - 1,
  open({ inputs: { values, level, width }, outputs: { value }, parameters: { period } }) {
    let carriedRun = 0;
    return (from, to) => {
      let run = carriedRun;
      for (let i = from; i < to; i += 1) {
        const missing = 0 * (here(values, i) + here(level, i) + here(width, i));
        run = missing === 0 ? run + 1 : 0;
        value[i] = run < period ? Number.NaN : near(values, i, period, here(level, i), here(width, i));
      }
      carriedRun = run;
    };
  },
});

// Counted without branches: whether a row is near is a coin toss, and a processor that guesses wrong waits.
function near(values: Float64Array, last: number, period: number, level: number, width: number): number {
  const floor = level - width;
  const ceiling = level + width;
  const odd = period % 2;
  let count = odd * within(here(values, last), floor, ceiling);
  // Two at a time: the loop's own bookkeeping costs as much as one row.
  for (let k = last - period + 1; k <= last - odd; k += 2) {
    count += within(here(values, k), floor, ceiling) + within(here(values, k + 1), floor, ceiling);
  }
  return count;
}

const within = (x: number, floor: number, ceiling: number): number => Number(x >= floor) & Number(x <= ceiling);
