import { here } from './here.ts';
import { defineKernel } from './kernel.ts';
import { openRollingLine } from './rolling-line.ts';
import { periodOf } from './rows-parameter.ts';

/**
 * Least-squares line through the last `period` rows: its `value` at the current row, its `slope` per row, and its
 * `forecast` one row ahead (TA-Lib LINEARREG, LINEARREG_SLOPE and TSF).
 */
export const linearRegressionKernel = defineKernel({
  name: 'linear_regression',
  inputs: ['values'],
  outputs: ['value', 'slope', 'forecast'],
  schema: periodOf(14, 2),
  lookback: ({ period }) => period - 1,
  open({ inputs: { values }, outputs: { value, slope, forecast }, parameters: { period }, scratch }) {
    const [sums, weighted] = [scratch(), scratch()];
    const line = openRollingLine(values, sums, weighted, period);
    const middle = (period + 1) / 2;
    const spread = (period * (period * period - 1)) / 12;
    return (from, to) => {
      line(from, to);
      for (let i = from; i < to; i += 1) {
        const sum = here(sums, i);
        const steepness = (here(weighted, i) - middle * sum) / spread;
        const end = sum / period + steepness * (period - middle);
        value[i] = end;
        slope[i] = steepness;
        forecast[i] = end + steepness;
      }
    };
  },
});
