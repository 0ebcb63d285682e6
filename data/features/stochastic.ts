import { z } from 'zod';
import { at } from '../at.ts';
import { type Advance, defineKernel, runKernel } from './kernel.ts';
import { openPriceRange } from './price-range.ts';
import { rows } from './rows-parameter.ts';
import { smaKernel } from './sma.ts';

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
    const place = openPlaceInRange(inputs, fastK, period, scratch);
    const mean = (values: Float64Array, value: Float64Array, rowsOfMean: number) =>
      smaKernel.open({ inputs: { values }, outputs: { value }, parameters: { period: rowsOfMean }, scratch });
    const stages = [place, mean(fastK, slow, slowing), mean(slow, slowD, signal)];
    return (from, to) => {
      for (const stage of stages) stage(from, to);
      for (let i = from; i < to; i += 1) slowK[i] = Number.isNaN(slowD[i]) ? Number.NaN : at(slow, i);
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
  const range = openPriceRange([high, low, close], highest, lowest, period, scratch);
  return (from, to) => {
    range(from, to);
    for (let i = from; i < to; i += 1) {
      const floor = at(lowest, i);
      const width = at(highest, i) - floor;
      value[i] = width === 0 ? 0 : (100 * (at(close, i) - floor)) / width;
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
