import { z } from 'zod';
import { at } from '../../data/at.ts';
import { donchianKernel } from '../../data/features/channel-middle.ts';
import { runKernel } from '../../data/features/kernel.ts';
import { OrShort } from './or-short.ts';
import { arrayRule, sideOf, wantedBy } from './signals.ts';

/** Follows breakouts: in on a close above the highest high of the `entry` candles before, out below the lowest low of `exit`. */
export const donchianBreakout = arrayRule({
  name: 'donchian_breakout',
  title: { en: 'Donchian breakout', fr: 'Cassure de Donchian' },
  nicknames: [
    'donchian breakout',
    'donchian channel breakout',
    'breakout',
    'breakouts',
    'channel breakout',
    'turtle',
    'turtle trading',
    'turtles',
    'trend following',
    'cassure',
    'cassure de donchian',
    'cassures',
    'suivi de tendance',
    'tortues',
  ],
  parameters: z.strictObject({
    entry: z.int().min(2).max(400).default(20),
    exit: z.int().min(2).max(400).default(10),
    short: OrShort,
  }),
  ranges: { entry: [10, 20, 40, 55, 100], exit: [5, 10, 20, 40] },
  wanted({ high, low, close, length }, { entry = 20, exit = 10, short = 0 }) {
    const outer = runKernel(donchianKernel, { high, low }, { period: entry });
    const inner = runKernel(donchianKernel, { high, low }, { period: exit });
    return wantedBy(length, 1, (i, side) => {
      const price = at(close, i);
      const [above, below] = [price > at(outer.upper, i - 1), price < at(outer.lower, i - 1)];
      const [out, back] = [price < at(inner.lower, i - 1), price > at(inner.upper, i - 1)];
      return sideOf(side, above, short > 0 && below, out, back);
    });
  },
  thesis: ({ entry }, side) =>
    `close ${side === 'buy' ? 'above the highest high' : 'below the lowest low'} of ${entry} candles`,
});
