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
    const slow = signal > 1 ? scratch() : slowK;
    const fastK = slowing > 1 ? scratch() : slow;
    const stages = [openPlaceInRange(inputs, fastK, period, scratch)];
    if (slowing > 1) stages.push(openRollingSum(fastK, slow, slowing, slowing));
    if (signal > 1) stages.push(openRollingSum(slow, slowD, signal, signal));
    return (from, to) => {
      for (const stage of stages) stage(from, to);
      if (signal === 1) slowD.set(slowK.subarray(from, to), from);
      else for (let i = from; i < to; i += 1) slowK[i] = Number.isNaN(slowD[i]) ? Number.NaN : here(slow, i);
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
  if (period === 1) return placeInRow({ high, low, close }, value);
  const [highest, lowest] = [scratch(), scratch()];
  const range = openPriceRange([high, low, close], highest, lowest, period);
  return (from, to) => {
    range(from, to);
    for (let i = from; i < to; i += 1) value[i] = placeOf(here(close, i), here(lowest, i), here(highest, i));
  };
}

const placeInRow =
  ({ high, low, close }: Prices, value: Float64Array): Advance =>
  (from, to) => {
    for (let i = from; i < to; i += 1) {
      const [top, bottom, x] = [here(high, i), here(low, i), here(close, i)];
      value[i] = Number.isFinite(top + bottom + x) ? placeOf(x, bottom, top) : Number.NaN;
    }
  };

const placeOf = (x: number, floor: number, ceiling: number): number =>
  ceiling === floor ? 0 : (100 * (x - floor)) / (ceiling - floor);

/** `stochasticKernel` over whole columns. */
export const stochastic = (
  high: Float64Array,
  low: Float64Array,
  close: Float64Array,
  period: number,
  slowing: number,
  signal: number,
) => runKernel(stochasticKernel, { high, low, close }, { period, slowing, signal });
