import { here } from './here.ts';
import { defineKernel } from './kernel.ts';
import { periodOf } from './rows-parameter.ts';

/** Rows in a row on the same side of 0, with the sign of the side, counted up to `period`; 0 at 0. */
export const runLengthKernel = defineKernel({
  name: 'run_length',
  inputs: ['values'],
  outputs: ['value'],
  schema: periodOf(20),
  forgets: ({ period }) => period,
  open({ inputs: { values }, outputs: { value }, parameters: { period } }) {
    let carried = 0;
    return (from, to) => {
      let run = carried;
      for (let i = from; i < to; i += 1) {
        const x = here(values, i);
        const side = Number.isFinite(x) ? Math.sign(x) : 0;
        run = side * run > 0 ? side * Math.min(Math.abs(run) + 1, period) : side;
        value[i] = Number.isFinite(x) ? run : Number.NaN;
      }
      carried = run;
    };
  },
});
