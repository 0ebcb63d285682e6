import { sma } from './sma.ts';
import { standardDeviation } from './standard-deviation.ts';

export type Bollinger = { upper: Float64Array; middle: Float64Array; lower: Float64Array };

/**
 * Bollinger bands in the unit of the input: SMA(period) and `deviations` population standard deviations on each side.
 * First value at row period - 1 (TA-Lib BBANDS). A row that is not finite is NaN and restarts the warm-up.
 */
export function bollinger(values: Float64Array, period: number, deviations: number): Bollinger {
  const middle = sma(values, period);
  const upper = standardDeviation(values, period);
  const lower = new Float64Array(values.length);
  for (let i = 0; i < middle.length; i += 1) {
    const centre = middle[i] ?? Number.NaN;
    const reach = (upper[i] ?? Number.NaN) * deviations;
    upper[i] = centre + reach;
    lower[i] = centre - reach;
  }
  return { upper, middle, lower };
}
