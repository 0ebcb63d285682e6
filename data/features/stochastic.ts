import { z } from 'zod';
import { here } from './here.ts';
import { type Advance, defineKernel, runKernel } from './kernel.ts';
import { openPriceRange } from './price-range.ts';
import { openRollingSum } from './rolling-sum.ts';
import { rows } from './rows-parameter.ts';

/**
 * Slow stochastic oscillator, 0 to 100: fast %K is the place of the close between the lowest low and the highest high
 * of `period` rows (0 when both are equal), slow %K its mean over `slowing` rows, slow %D the mean of slow %K over
 * `signal` rows. Both start at row period + slowing + signal - 3 (TA-Lib STOCH).
 */
export const stochasticKernel = defineKernel({
  name: 'stochastic',
  inputs: ['high', 'low', 'close'],
  outputs: ['slowK', 'slowD'],
  schema: z.strictObject({ period: rows(14), slowing: rows(3), signal: rows(3) }),
  lookback: ({ period, slowing, signal }) => Math.max(period, slowing, signal) - 1,
  warmUp: ({ period, slowing, signal }) => period + slowing + signal - 3,
  open({ inputs, outputs: { slowK, slowD }, parameters: { period, slowing, signal }, scratch }) {
    const [fastK, slow] = [scratch(), scratch()];
    const [first, last] = [slowing > 1 ? fastK : slow, signal > 1 ? slowD : slow];
    const stages = [openPlaceInRange(inputs, first, period, scratch)];
    if (slowing > 1) stages.push(openRollingSum(fastK, slow, slowing, slowing));
    if (signal > 1) stages.push(openRollingSum(slow, slowD, signal, signal));
    return (from, to) => {
      for (const stage of stages) stage(from, to);
      for (let i = from; i < to; i += 1) {
        const mean = here(last, i);
        slowK[i] = Number.isNaN(mean) ? Number.NaN : here(slow, i);
        slowD[i] = mean;
      }
    };
  },
});

type Prices = { high: Float64Array; low: Float64Array; close: Float64Array };

/** Fast %K: the place of the close in the range of the last `period` rows, 0 to 100; 0 in a range without width. */
export function openPlaceInRange(
  { high, low, close }: Prices,
  value: Float64Array,
  period: number,
  scratch: () => Float64Array,
): Advance {
  const [highest, lowest] = [scratch(), scratch()];
  const range = openPriceRange([high, low, close], highest, lowest, period);
  return (from, to) => {
    range(from, to);
    for (let i = from; i < to; i += 1) {
      const floor = here(lowest, i);
      const width = here(highest, i) - floor;
      value[i] = width === 0 ? 0 : (100 * (here(close, i) - floor)) / width;
    }
  };
}

/** `stochasticKernel` over whole columns. */
export const stochastic = (
  high: Float64Array,
  low: Float64Array,
  close: Float64Array,
  period: number,
  slowing: number,
  signal: number,
) => runKernel(stochasticKernel, { high, low, close }, { period, slowing, signal });
