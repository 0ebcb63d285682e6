import { rollingFold } from './rolling-fold.ts';

const add = (left: number, right: number): number => left + right;

/**
 * Simple moving average: the mean of the last `period` rows, in the unit of the input.
 * First value at row period - 1 (TA-Lib SMA). A row that is not finite is NaN and restarts the warm-up.
 */
export function sma(values: Float64Array, period: number): Float64Array {
  const out = rollingFold(values, period, add);
  for (let i = 0; i < out.length; i += 1) out[i] = (out[i] ?? Number.NaN) / period;
  return out;
}
