import { at } from '../at.ts';
import { here } from './here.ts';
import { defineKernel } from './kernel.ts';
import { quotient } from './pointwise.ts';
import { openRollingSum } from './rolling-sum.ts';
import { periodOf } from './rows-parameter.ts';

/**
 * Distance covered in `period` rows over the length of the way: 1 for a straight line, near 0 for noise, NaN where nothing
 * moves. Source: Kaufman, "Smarter Trading", 1995.
 */
export const efficiencyRatioKernel = defineKernel({
  name: 'efficiency_ratio',
  inputs: ['values'],
  outputs: ['value'],
  schema: periodOf(10),
  lookback: ({ period }) => period,
  open({ inputs: { values }, outputs: { value }, parameters: { period }, scratch }) {
    const [steps, way] = [scratch(), scratch()];
    const add = openRollingSum(steps, way, period, 1);
    return (from, to) => {
      for (let i = from; i < to; i += 1) steps[i] = Math.abs(here(values, i) - at(values, i - 1));
      add(from, to);
      for (let i = from; i < to; i += 1) {
        value[i] = quotient(Math.abs(here(values, i) - at(values, i - period)), here(way, i));
      }
    };
  },
});
