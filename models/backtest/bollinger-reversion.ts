import { z } from 'zod';
import { at } from '../../data/at.ts';
import { bollingerKernel } from '../../data/features/bollinger.ts';
import { runKernel } from '../../data/features/kernel.ts';
import { OrShort } from './or-short.ts';
import { arrayRule, sideOf, wantedBy } from './signals.ts';

/** Buys below the lower Bollinger band and leaves at the middle one. */
export const bollingerReversion = arrayRule({
  name: 'bollinger_reversion',
  title: { en: 'Bollinger reversion', fr: 'Retour dans les bandes de Bollinger' },
  // The bare word "bollinger" is the indicator's.
  nicknames: [
    'bollinger reversion',
    'bollinger mean reversion',
    'bollinger strategy',
    'strategie bollinger',
    'retour dans les bandes de bollinger',
  ],
  parameters: z.strictObject({
    period: z.int().min(2).max(400).default(20),
    deviations: z.number().min(0.5).max(5).default(2),
    short: OrShort,
  }),
  ranges: { period: [10, 20, 30, 50], deviations: [1.5, 2, 2.5, 3] },
  wanted({ close, length }, { period = 20, deviations = 2, short = 0 }) {
    const { upper, middle, lower } = runKernel(bollingerKernel, { values: close }, { period, deviations });
    return wantedBy(length, period - 1, (i, side) => {
      const price = at(close, i);
      const centre = at(middle, i);
      return sideOf(side, price < at(lower, i), short > 0 && price > at(upper, i), price >= centre, price <= centre);
    });
  },
  thesis: ({ deviations }, side) =>
    `close ${side === 'buy' ? 'below the lower' : 'above the upper'} band at ${deviations} standard deviations`,
});
