import { at } from '../at.ts';
import { defineKernel } from './kernel.ts';
import { periodOf } from './rows-parameter.ts';

/** The signs of the last `period` rows as one number in base 3, the newest as its last digit: 0 down, 1 flat, 2 up. */
export const signPatternKernel = defineKernel({
  name: 'sign_pattern',
  inputs: ['values'],
  outputs: ['value'],
  schema: periodOf(3).refine(({ period }) => period <= 20, 'at most 20 signs fit one number'),
  lookback: ({ period }) => period - 1,
  open:
    ({ inputs: { values }, outputs: { value }, parameters: { period } }) =>
    (from, to) => {
      for (let i = from; i < to; i += 1) {
        let code = 0;
        for (let k = period - 1; k >= 0; k -= 1) {
          const x = at(values, i - k);
          code = 3 * code + (Number.isFinite(x) ? Math.sign(x) + 1 : Number.NaN);
        }
        value[i] = code;
      }
    },
});
