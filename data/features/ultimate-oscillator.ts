import { z } from 'zod';
import { at } from '../at.ts';
import { here } from './here.ts';
import { type Advance, defineKernel } from './kernel.ts';
import { openRollingSum } from './rolling-sum.ts';
import { rows } from './rows-parameter.ts';
import { trueRangeKernel } from './true-range.ts';

/**
 * Ultimate oscillator, 0 to 100: buying pressure as a share of the true range over three periods, weighted 4, 2 and 1; a
 * period without range adds 0. First value at row `long` (TA-Lib ULTOSC).
 * Source: Williams, Technical Analysis of Stocks & Commodities, August 1985.
 */
export const ultimateOscillatorKernel = defineKernel({
  name: 'ultosc',
  inputs: ['high', 'low', 'close'],
  outputs: ['value'],
  schema: z
    .strictObject({ short: rows(7), middle: rows(14), long: rows(28) })
    .refine(({ short, middle, long }) => short < middle && middle < long, 'the periods do not rise'),
  lookback: ({ long }) => long,
  open({ inputs, outputs: { value }, parameters: { short, middle, long }, scratch }) {
    const { low, close } = inputs;
    const [pressure, ranges] = [scratch(), scratch()];
    const range = trueRangeKernel.open({ inputs, outputs: { value: ranges }, parameters: {}, scratch });
    const share = (period: number) => openShare(pressure, ranges, period, scratch);
    const [quick, medium, slow] = [share(short), share(middle), share(long)];
    return (from, to) => {
      range(from, to);
      for (let i = from; i < to; i += 1)
        pressure[i] = here(close, i) - Math.min(here(low, i), at(close, i - 1)) + 0 * here(ranges, i);
      for (const { advance } of [quick, medium, slow]) advance(from, to);
      for (let i = from; i < to; i += 1)
        value[i] = (100 * (4 * here(quick.value, i) + 2 * here(medium.value, i) + here(slow.value, i))) / 7;
    };
  },
});

/** Sum of the parts over the sum of the wholes of the last `period` rows; 0 where the wholes sum to 0. */
function openShare(
  parts: Float64Array,
  wholes: Float64Array,
  period: number,
  scratch: () => Float64Array,
): { value: Float64Array; advance: Advance } {
  const [value, part, whole] = [scratch(), scratch(), scratch()];
  const stages = [openRollingSum(parts, part, period, 1), openRollingSum(wholes, whole, period, 1)];
  const advance: Advance = (from, to) => {
    for (const stage of stages) stage(from, to);
    for (let i = from; i < to; i += 1) value[i] = here(whole, i) === 0 ? 0 : here(part, i) / here(whole, i);
  };
  return { value, advance };
}
