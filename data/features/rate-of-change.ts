import { at } from '../at.ts';
import { here } from './here.ts';
import { defineKernel } from './kernel.ts';
import { periodOf } from './rows-parameter.ts';

/** Change over `period` rows in percent; 0 where the value before is 0 (TA-Lib ROC). */
export const rocKernel = defineKernel({
  name: 'roc',
  inputs: ['values'],
  outputs: ['value'],
  schema: periodOf(12),
  lookback: ({ period }) => period,
  open:
    ({ inputs: { values }, outputs: { value }, parameters: { period } }) =>
    (from, to) => {
      for (let i = from; i < to; i += 1) {
        const before = at(values, i - period);
        value[i] = before === 0 ? 0 * here(values, i) : 100 * (here(values, i) / before - 1);
      }
    },
});
