import { z } from 'zod';
import type { Strategy } from './strategy.ts';

/** Buys once and keeps: the baseline that every other strategy is shown beside. */
export const buyAndHold: Strategy = {
  name: 'buy_and_hold',
  title: { en: 'Buy and hold', fr: 'Acheter et conserver' },
  nicknames: [
    'buy and hold',
    'buy & hold',
    'buy-and-hold',
    'just held',
    'held',
    'hold',
    'holding',
    'just hold',
    'just holding',
    'bought',
    'invested',
    'achete',
    'investi',
    'detenir',
    'detenu',
    'gardant',
    'achetant',
    'investissant',
    'conservant',
    'detenant',
    'acheter et conserver',
    'acheter et garder',
    'conserver',
    'garde',
    'garder',
    'conserve',
    'achat et conservation',
  ],
  parameters: z.strictObject({}),
  decide: (_candle, { position, waiting, investPercent, draft }) =>
    position || waiting
      ? []
      : [draft({ side: 'buy', sizing: { kind: 'equity-percent', amount: investPercent }, thesis: 'buy and hold' })],
};
