import { defineKernel } from './kernel.ts';
import { openRollingSum } from './rolling-sum.ts';
import { periodOf } from './rows-parameter.ts';

/** Triangular moving average: a simple average of simple averages of half the period each (TA-Lib TRIMA). */
export const trimaKernel = defineKernel({
  name: 'trima',
  inputs: ['values'],
  outputs: ['value'],
  schema: periodOf(20),
  lookback: ({ period }) => period - 1,
  open({ inputs: { values }, outputs: { value }, parameters: { period }, scratch }) {
    const means = scratch();
    const first = Math.ceil(period / 2);
    const second = period + 1 - first;
    const stages = [openRollingSum(values, means, first, first), openRollingSum(means, value, second, second)];
    return (from, to) => {
      for (const stage of stages) stage(from, to);
    };
  },
});
