import { defineKernel, runKernel } from './kernel.ts';
import { period as checked } from './period.ts';
import { openRollingSum } from './rolling-sum.ts';
import { periodOf } from './rows-parameter.ts';

/** Simple moving average: the mean of the last `period` rows, in the unit of the input (TA-Lib SMA). */
export const smaKernel = defineKernel({
  name: 'sma',
  inputs: ['values'],
  outputs: ['value'],
  schema: periodOf(20),
  lookback: ({ period }) => period - 1,
  open: ({ inputs: { values }, outputs: { value }, parameters: { period } }) =>
    openRollingSum(values, value, period, period),
});

/** `smaKernel` over a whole column. */
export const sma = (values: Float64Array, period: number): Float64Array =>
  runKernel(smaKernel, { values }, { period: checked(period) }).value;
