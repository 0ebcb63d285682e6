import { z } from 'zod';
import { atrKernel } from './atr.ts';
import { openEma } from './ema.ts';
import { here } from './here.ts';
import { defineKernel, emaForgotten, wilderForgotten } from './kernel.ts';
import { rows } from './rows-parameter.ts';

/**
 * Keltner channels in the unit of the prices: EMA of the close and `widths` average true ranges on each side.
 * Source: Raschke's version of Keltner, "How To Make Money in Commodities", 1960.
 */
export const keltnerKernel = defineKernel({
  name: 'keltner',
  inputs: ['high', 'low', 'close'],
  outputs: ['upper', 'middle', 'lower'],
  schema: z.strictObject({ period: rows(20), range: rows(10), widths: z.number().positive().max(20).default(2) }),
  lookback: () => 1,
  warmUp: ({ period, range }) => Math.max(period - 1, range),
  forgets: ({ period, range }) => Math.max(emaForgotten(period), wilderForgotten(range)),
  open({ inputs, outputs: { upper, middle, lower }, parameters: { period, range, widths }, scratch }) {
    const [centres, ranges] = [scratch(), scratch()];
    const stages = [
      openEma(inputs.close, centres, period),
      atrKernel.open({ inputs, outputs: { value: ranges }, parameters: { period: range }, scratch }),
    ];
    return (from, to) => {
      for (const stage of stages) stage(from, to);
      for (let i = from; i < to; i += 1) {
        const centre = here(centres, i);
        const reach = widths * here(ranges, i);
        middle[i] = centre + 0 * reach;
        upper[i] = centre + reach;
        lower[i] = centre - reach;
      }
    };
  },
});
