import { defineKernel } from './kernel.ts';
import { periodOf } from './rows-parameter.ts';
import { openRollingVariance } from './standard-deviation.ts';

/** Population variance (divisor `period`) of the last rows (TA-Lib VAR). */
export const varianceKernel = defineKernel({
  name: 'variance',
  inputs: ['values'],
  outputs: ['value'],
  schema: periodOf(20),
  lookback: ({ period }) => period - 1,
  open: ({ inputs: { values }, outputs: { value }, parameters: { period } }) =>
    openRollingVariance(values, value, period, period, false),
});
