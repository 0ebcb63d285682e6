import { defineKernel, wilderForgotten } from './kernel.ts';
import { periodOf } from './rows-parameter.ts';
import { openGainsAndLosses } from './rsi.ts';

/**
 * Chande momentum oscillator with Wilder averages, -100 to 100: 100 (g - l) / (g + l); 0 when nothing moved.
 * First value at row `period` (TA-Lib CMO).
 */
export const cmoKernel = defineKernel({
  name: 'cmo',
  inputs: ['values'],
  outputs: ['value'],
  schema: periodOf(14),
  lookback: () => 1,
  warmUp: ({ period }) => period,
  forgets: ({ period }) => wilderForgotten(period),
  open: ({ inputs: { values }, outputs: { value }, parameters: { period } }) =>
    openGainsAndLosses(values, value, period, balance),
});

const balance = (gain: number, loss: number): number => (gain + loss === 0 ? 0 : (100 * (gain - loss)) / (gain + loss));
