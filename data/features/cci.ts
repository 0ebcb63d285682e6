import { at } from '../at.ts';
import { here } from './here.ts';
import { defineKernel } from './kernel.ts';
import { openRollingSum } from './rolling-sum.ts';
import { periodOf } from './rows-parameter.ts';
import { typicalPrice } from './typical-price.ts';

/**
 * Commodity channel index: distance of the typical price from its mean in units of 0.015 mean absolute deviations; 0 where
 * the typical price stands still. First value at row period - 1 (TA-Lib CCI).
 * Source: Lambert, Commodities, October 1980.
 */
export const cciKernel = defineKernel({
  name: 'cci',
  inputs: ['high', 'low', 'close'],
  outputs: ['value'],
  schema: periodOf(20),
  lookback: ({ period }) => period - 1,
  open({ inputs: { high, low, close }, outputs: { value }, parameters: { period }, scratch }) {
    const [typical, means] = [scratch(), scratch()];
    const mean = openRollingSum(typical, means, period, period);
    return (from, to) => {
      for (let i = from; i < to; i += 1) typical[i] = typicalPrice(high, low, close, i);
      mean(from, to);
      for (let i = from; i < to; i += 1) {
        const centre = here(means, i);
        const deviation = Number.isNaN(centre) ? Number.NaN : meanDeviation(typical, i, period, centre);
        value[i] = inDeviations(here(typical, i) - centre, deviation, centre);
      }
    };
  },
});

function meanDeviation(values: Float64Array, row: number, period: number, centre: number): number {
  let sum = 0;
  for (let k = row - period + 1; k <= row; k += 1) sum += Math.abs(at(values, k) - centre);
  return sum / period;
}

/** A deviation within the rounding of the mean is none: the quotient would be noise. */
const inDeviations = (distance: number, deviation: number, centre: number): number =>
  deviation <= 1e-14 * Math.abs(centre) ? 0 : distance / (0.015 * deviation);
