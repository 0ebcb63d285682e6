import { z } from 'zod';
import { at } from '../../data/at.ts';
import { rsi } from '../../data/features/rsi.ts';
import { OrShort } from './or-short.ts';
import { arrayRule, sideOf, wantedBy } from './signals.ts';

/** Buys weakness: in when the RSI closes below `entry`, out when it closes above `exit`. */
export const rsiMeanReversion = arrayRule({
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
      short: OrShort,
    })
    .refine(({ entry, exit }) => entry < exit, { path: ['entry'], message: 'entry must be smaller than exit' }),
  ranges: { period: [7, 14, 21], entry: [20, 25, 30, 35], exit: [50, 55, 60, 65] },
  wanted({ close, length }, { period = 14, entry = 30, exit = 55, short = 0 }) {
    const strength = rsi(close, period);
    // The short side is the mirror at 50: in above 100 - entry, out below 100 - exit.
    return wantedBy(length, period, (i, side) => {
      const value = at(strength, i);
      return sideOf(side, value < entry, short > 0 && value > 100 - entry, value > exit, value < 100 - exit);
    });
  },
  thesis: ({ entry = 30 }, side) => (side === 'buy' ? `RSI below ${entry}` : `RSI above ${100 - entry}`),
});
