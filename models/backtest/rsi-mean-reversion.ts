import { z } from 'zod';
import { rsi } from '../../data/features/rsi.ts';
import type { Strategy } from './strategy.ts';

/** Buys weakness: in when the RSI closes below `entry`, out when it closes above `exit`. */
export const rsiMeanReversion: Strategy = {
  name: 'rsi_mean_reversion',
  title: { en: 'RSI mean reversion', fr: 'Retour à la moyenne sur RSI' },
  nicknames: [
    'rsi mean reversion',
    'mean reversion',
    'rsi reversion',
    'rsi strategy',
    'rsi',
    'mean reverting',
    'oversold rsi',
    'buy the dip',
    'buying dips',
    'buying the dip',
    'buying the dips',
    'retour a la moyenne',
    'retour a la moyenne rsi',
    'retour a la moyenne sur rsi',
    'strategie rsi',
    'rsi survendu',
  ],
  parameters: z
    .strictObject({
      period: z.int().min(2).max(100).default(14),
      entry: z.number().min(1).max(99).default(30),
      exit: z.number().min(1).max(99).default(55),
    })
    .refine(({ entry, exit }) => entry < exit, { path: ['entry'], message: 'entry must be smaller than exit' }),
  prepare: ({ close }, { period = 14 }) => ({ rsi: rsi(close, period) }),
  decide: (_candle, { index, columns, parameters, position, waiting, investPercent, draft }) => {
    const value = columns.rsi?.[index] ?? Number.NaN;
    const { entry = 30, exit = 55 } = parameters;
    if (waiting || Number.isNaN(value)) return [];
    if (!position && value < entry) {
      return [
        draft({ side: 'buy', sizing: { kind: 'equity-percent', amount: investPercent }, thesis: `RSI below ${entry}` }),
      ];
    }
    return position && value > exit ? [draft({ side: 'sell', sizing: { kind: 'close' } })] : [];
  },
};
