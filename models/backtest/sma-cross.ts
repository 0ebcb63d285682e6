import { z } from 'zod';
import { sma } from '../../data/features/sma.ts';
import type { Strategy } from './strategy.ts';

/** Long while the fast average stands above the slow one: in on the upward cross, out on the downward one. */
export const smaCross: Strategy = {
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
    .strictObject({ fast: z.int().min(2).max(400).default(50), slow: z.int().min(3).max(800).default(200) })
    .refine(({ fast, slow }) => fast < slow, { path: ['fast'], message: 'fast must be smaller than slow' }),
  prepare: ({ close }, { fast = 50, slow = 200 }) => ({ fast: sma(close, fast), slow: sma(close, slow) }),
  decide: (_candle, { index, columns, position, waiting, investPercent, draft }) => {
    const above = (i: number): boolean | undefined => {
      const [fast = Number.NaN, slow = Number.NaN] = [columns.fast?.[i], columns.slow?.[i]];
      return Number.isNaN(fast - slow) ? undefined : fast > slow;
    };
    const now = above(index);
    const before = above(index - 1);
    if (waiting || now === undefined || before === undefined || now === before) return [];
    if (now && !position) {
      return [
        draft({
          side: 'buy',
          sizing: { kind: 'equity-percent', amount: investPercent },
          thesis: 'fast SMA crossed above slow SMA',
        }),
      ];
    }
    return !now && position ? [draft({ side: 'sell', sizing: { kind: 'close' } })] : [];
  },
};
