import { here } from './here.ts';
import { defineKernel } from './kernel.ts';
import { openRollingLine } from './rolling-line.ts';
import { periodOf } from './rows-parameter.ts';

/** Weighted moving average: weights 1 (oldest) to `period` (newest), in the unit of the input (TA-Lib WMA). */
export const wmaKernel = defineKernel({
  name: 'wma',
  inputs: ['values'],
  outputs: ['value'],
  schema: periodOf(20),
  lookback: ({ period }) => period - 1,
  open({ inputs: { values }, outputs: { value }, parameters: { period }, scratch }) {
    const line = openRollingLine(values, scratch(), value, period);
    const weights = (period * (period + 1)) / 2;
    return (from, to) => {
      line(from, to);
      for (let i = from; i < to; i += 1) value[i] = here(value, i) / weights;
    };
  },
});
