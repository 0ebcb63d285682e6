import { z } from 'zod';
import { sma } from '../../data/features/sma.ts';
import { OrShort } from './or-short.ts';
import { arrayRule } from './signals.ts';

/** Long while the fast average stands above the slow one: in on the upward cross, out on the downward one. */
export const smaCross = arrayRule({
  name: 'sma_cross',
  title: { en: 'SMA cross', fr: 'Croisement de moyennes mobiles' },
  nicknames: [
    'sma cross',
    'sma crossover',
    'golden cross',
    'death cross',
    'moving average cross',
    'moving average crossover',
    'ma cross',
    'ma crossover',
    'moving averages cross',
    'crossing averages',
    'crossing moving averages',
    'croisement de moyennes mobiles',
    'croisement de moyennes',
    'croisement des moyennes mobiles',
    'croisement des moyennes',
    'croisement sma',
    'croix doree',
    'croisement de sma',
    'moyennes mobiles croisees',
    'croisement',
    'crossover',
    'crossovers',
    'crossing',
  ],
  parameters: z
    .strictObject({
      fast: z.int().min(2).max(400).default(50),
      slow: z.int().min(3).max(800).default(200),
      short: OrShort,
    })
    .refine(({ fast, slow }) => fast < slow, { path: ['fast'], message: 'fast must be smaller than slow' }),
  ranges: { fast: [5, 10, 20, 30, 50, 75], slow: [50, 100, 150, 200, 250, 300] },
  wanted({ close, length }, { fast = 50, slow = 200, short = 0 }) {
    const [quick, slack] = [sma(close, fast), sma(close, slow)];
    const wanted = new Float64Array(length).fill(Number.NaN);
    let before = 0;
    for (let i = slow - 1; i < length; i += 1) {
      const side = (quick[i] ?? 0) > (slack[i] ?? 0) ? 1 : -1;
      if (before !== 0 && side !== before) wanted[i] = side > 0 ? 1 : -short;
      before = side;
    }
    return wanted;
  },
  thesis: (_parameters, side) => `fast SMA crossed ${side === 'buy' ? 'above' : 'below'} slow SMA`,
});
