import { describe, expect, it } from 'vitest';
import type { FillRules } from '../../../data/broker/fill-rules.ts';
import type { Draft } from '../../../models/risk/draft.ts';
import { inWords, PlayedAccount, type Row } from '../../kit/played-account.ts';

type Scene = {
  /** Units held, with a stop and a target. */
  hold?: [quantity: number, stop?: number | undefined, target?: number | undefined] | undefined;
  order?: { side: 'buy' | 'sell'; terms?: Draft['order']; stop?: number; target?: number } | undefined;
  rules?: Partial<FillRules>;
  candle: Row;
  fills: unknown[][];
};

const buy = (terms?: Draft['order'], stop?: number, target?: number): Scene['order'] => ({
  side: 'buy',
  ...(terms ? { terms } : {}),
  ...(stop === undefined ? {} : { stop }),
  ...(target === undefined ? {} : { target }),
});
const stopAt = (triggerPrice: number): Draft['order'] => ({ type: 'stop', triggerPrice });
const limitAt = (limitPrice: number): Draft['order'] => ({ type: 'limit', limitPrice });
const stopLimit = (triggerPrice: number, limitPrice: number): Draft['order'] => ({
  type: 'stop-limit',
  triggerPrice,
  limitPrice,
});

const mirror = (price: number | undefined): number | undefined => (price === undefined ? undefined : 200 - price);
const other = (side: unknown): unknown => (side === 'buy' ? 'sell' : 'buy');
const mirrored = (value: unknown): unknown => (typeof value === 'number' ? 200 - value : value);

function mirroredTerms(terms: Draft['order']): Draft['order'] {
  if (!terms) return undefined;
  const { triggerPrice, limitPrice } = terms;
  return {
    ...terms,
    ...(triggerPrice === undefined ? {} : { triggerPrice: 200 - triggerPrice }),
    ...(limitPrice === undefined ? {} : { limitPrice: 200 - limitPrice }),
  };
}

/** The same scene with prices mirrored at 100 and sides exchanged. */
function asShort({ hold, order, rules, candle: [open, high, low, close], fills }: Scene): Scene {
  return {
    ...(hold ? { hold: [-hold[0], mirror(hold[1]), mirror(hold[2])] } : {}),
    ...(order ? { order: { side: 'sell' as const, ...shortOrder(order) } } : {}),
    ...(rules ? { rules } : {}),
    candle: [200 - open, 200 - low, 200 - high, 200 - close],
    fills: fills.map(([reason, side, ...rest]) => [reason, other(side), ...rest.map(mirrored)]),
  };
}

function shortOrder({ terms, stop, target }: NonNullable<Scene['order']>): Omit<NonNullable<Scene['order']>, 'side'> {
  const short = mirroredTerms(terms);
  return {
    ...(short ? { terms: short } : {}),
    ...(stop === undefined ? {} : { stop: 200 - stop }),
    ...(target === undefined ? {} : { target: 200 - target }),
  };
}

function played({ hold, order, rules, candle }: Scene): unknown[][] {
  const account = new PlayedAccount(rules ? { rules } : {});
  if (hold) account.hold(hold[0], { stop: hold[1], target: hold[2] });
  if (order) {
    const { side, terms, stop, target } = order;
    account.send('O', side, terms, { ...(stop ? { stop } : {}), ...(target ? { target } : {}) });
  }
  return account.play(candle).map(inWords);
}

const long = (stop?: number, target?: number): Scene['hold'] => [1, stop, target];
const stop = (price: number, ...rest: unknown[]) => ['stop', 'sell', price, ...rest];
const target = (price: number, ...rest: unknown[]) => ['target', 'sell', price, ...rest];
const entry = (price: number, ...rest: unknown[]) => ['order', 'buy', price, ...rest];

const adaptive = { sameCandle: 'adaptive' } as const;

const scenes: [string, Scene][] = [
  ['1: a market order fills at the next open', { order: buy(), candle: [101, 103, 99, 102], fills: [entry(101)] }],
  ['3: low on the stop', { hold: long(95), candle: [100, 101, 95, 99], fills: [stop(95)] }],
  ['3: low just above the stop', { hold: long(95), candle: [100, 101, 95.01, 99], fills: [] }],
  ['3: open on the stop', { hold: long(95), candle: [95, 101, 94, 99], fills: [stop(95)] }],
  ['3: gap through the stop', { hold: long(95), candle: [90, 101, 88, 99], fills: [stop(90)] }],
  ['4: a stop entry inside', { order: buy(stopAt(103)), candle: [100, 103, 99, 101], fills: [entry(103)] }],
  ['4: a stop entry that is not reached', { order: buy(stopAt(103)), candle: [100, 102.9, 99, 101], fills: [] }],
  ['4: a gap over a stop entry', { order: buy(stopAt(103)), candle: [105, 106, 104, 105], fills: [entry(105)] }],
  ['5: a limit is penetrated', { order: buy(limitAt(98)), candle: [100, 101, 97.9, 99], fills: [entry(98)] }],
  ['5: a limit is touched', { order: buy(limitAt(98)), candle: [100, 101, 98, 99], fills: [] }],
  [
    '5: a limit is touched, and that is enough',
    { order: buy(limitAt(98)), rules: { limits: 'touch' }, candle: [100, 101, 98, 99], fills: [entry(98)] },
  ],
  ['5: a gap under a limit', { order: buy(limitAt(98)), candle: [96, 97, 95, 96], fills: [entry(98)] }],
  [
    '5: a gap under a limit, improved',
    { order: buy(limitAt(98)), rules: { favourableGap: 'improve' }, candle: [96, 97, 95, 96], fills: [entry(96)] },
  ],
  ['5: high on the target', { hold: long(undefined, 110), candle: [100, 110, 99, 105], fills: [] }],
  [
    '5: high on the target, and that is enough',
    { hold: long(undefined, 110), rules: { limits: 'touch' }, candle: [100, 110, 99, 105], fills: [target(110)] },
  ],
  ['5: high above the target', { hold: long(undefined, 110), candle: [100, 110.01, 99, 105], fills: [target(110)] }],
  ['5: open on the target', { hold: long(undefined, 110), candle: [110, 110, 99, 105], fills: [] }],
  ['5: gap over the target', { hold: long(undefined, 110), candle: [115, 116, 112, 113], fills: [target(110)] }],
  [
    '5: gap over the target, improved',
    {
      hold: long(undefined, 110),
      rules: { favourableGap: 'improve' },
      candle: [115, 116, 112, 113],
      fills: [target(115)],
    },
  ],
  [
    '5: gap over the target, then down to the stop',
    { hold: long(95, 110), candle: [115, 116, 90, 92], fills: [target(110)] },
  ],
  ['6: both inside', { hold: long(95, 110), candle: [100, 111, 94, 100], fills: [stop(95, 110)] }],
  [
    '6: both inside, the open nearer the high',
    { hold: long(95, 110), rules: adaptive, candle: [105, 111, 94, 100], fills: [target(110, 95)] },
  ],
  [
    '6: both inside, the open nearer the low',
    { hold: long(95, 110), rules: adaptive, candle: [98, 111, 94, 100], fills: [stop(95, 110)] },
  ],
  [
    '6: both inside, the open in the middle: the stop',
    { hold: long(95, 110), rules: adaptive, candle: [102.5, 111, 94, 100], fills: [stop(95, 110)] },
  ],
  [
    '7: after a market entry the stop is live',
    { order: buy(undefined, 95, 110), candle: [100, 101, 94, 99], fills: [entry(100), stop(95)] },
  ],
  [
    '7: after a market entry the target is live',
    { order: buy(undefined, 95, 110), candle: [100, 111, 96, 99], fills: [entry(100), target(110)] },
  ],
  [
    '7: a market entry beyond its stop leaves at the open',
    { order: buy(undefined, 95, 110), candle: [94, 99, 93, 98], fills: [entry(94), stop(94)] },
  ],
  [
    '7: after a stop entry inside the target is live',
    { order: buy(stopAt(103), 99.5, 106), candle: [100, 107, 99.9, 104], fills: [entry(103), target(106)] },
  ],
  [
    '7: after a stop entry inside a close beyond the stop is certain',
    { order: buy(stopAt(103), 98, 120), candle: [100, 104, 96, 97], fills: [entry(103), stop(98)] },
  ],
  [
    '7: after a stop entry inside a low beyond the stop is not',
    { order: buy(stopAt(103), 98, 120), candle: [100, 104, 97, 103.5], fills: [entry(103, 98)] },
  ],
  [
    '7: after a stop entry inside a stop above the open is not certain either',
    { order: buy(stopAt(103), 102, 120), candle: [100, 104, 99, 103.5], fills: [entry(103, 102)] },
  ],
  [
    '7: a stop that the entry has passed already acts at once',
    { order: buy(stopAt(103), 103.5), candle: [100, 104, 99, 103.8], fills: [entry(103), stop(103)] },
  ],
  [
    '7: a target that is certain, and a stop that may have come before it',
    { order: buy(stopAt(103), 98, 105), candle: [100, 106, 97, 104], fills: [entry(103, 98), target(105)] },
  ],
  [
    '7: both certain after a stop entry: the stop first',
    { order: buy(stopAt(103), 98, 105), candle: [100, 106, 97, 97.5], fills: [entry(103), stop(98, 105)] },
  ],
  [
    '7: both certain after a stop entry, adaptive: the way to the target goes on',
    {
      order: buy(stopAt(103), 98, 105),
      rules: adaptive,
      candle: [100, 106, 97, 97.5],
      fills: [entry(103), target(105, 98)],
    },
  ],
  [
    '7: after a gap over a stop entry both are live from the open',
    { order: buy(stopAt(103), 98, 120), candle: [104, 105, 97, 104], fills: [entry(104), stop(98)] },
  ],
  [
    '7: after a limit entry inside the stop is live',
    { order: buy(limitAt(98), 96, 120), candle: [100, 101, 95, 99], fills: [entry(98), stop(96)] },
  ],
  [
    '7: after a limit entry inside a close beyond the target is certain',
    { order: buy(limitAt(98), 90, 103), candle: [100, 105, 97, 104], fills: [entry(98), target(103)] },
  ],
  [
    '7: after a limit entry inside a high beyond the target is not',
    { order: buy(limitAt(98), 90, 103), candle: [100, 105, 97, 101], fills: [entry(98, 103)] },
  ],
  [
    '7: after a limit entry the stop, though the target may have come before it',
    { order: buy(limitAt(98), 96, 103), candle: [100, 105, 95, 97], fills: [entry(98, 103), stop(96)] },
  ],
  [
    '7: deferred: a certain stop is left to the next candle',
    {
      order: buy(stopAt(103), 98, 120),
      rules: { entryCandle: 'defer' },
      candle: [100, 104, 96, 97],
      fills: [entry(103, 98)],
    },
  ],
  [
    '7: deferred: a target is taken where the stop was not reached',
    {
      order: buy(stopAt(103), 98, 105),
      rules: { entryCandle: 'defer' },
      candle: [100, 106, 99, 104],
      fills: [entry(103), target(105)],
    },
  ],
  [
    '7: deferred: and not where it was',
    {
      order: buy(stopAt(103), 98, 105),
      rules: { entryCandle: 'defer' },
      candle: [100, 106, 97, 104],
      fills: [entry(103, 98)],
    },
  ],
  [
    '7: deferred: a target without a stop is taken on the way of a stop entry only',
    {
      order: buy(limitAt(98), undefined, 103),
      rules: { entryCandle: 'defer' },
      candle: [100, 105, 97, 104],
      fills: [entry(98, 103)],
    },
  ],
  [
    'a stop-limit takes the price that wakes it',
    { order: buy(stopLimit(103, 104)), candle: [100, 105, 99, 101], fills: [entry(103)] },
  ],
  [
    'a stop-limit that gaps within its limit takes the open',
    { order: buy(stopLimit(103, 104)), candle: [103.5, 105, 103, 104], fills: [entry(103.5)] },
  ],
  [
    'a stop-limit that gaps over its limit waits for it',
    { order: buy(stopLimit(103, 104)), candle: [105, 106, 104, 105], fills: [] },
  ],
  [
    'a stop-limit that gapped over its limit is filled when the price comes back',
    { order: buy(stopLimit(103, 104)), candle: [105, 106, 103.9, 105], fills: [entry(104)] },
  ],
  [
    'a stop-limit with a limit below its trigger is filled where the close proves it',
    { order: buy(stopLimit(103, 101)), candle: [100, 104, 99, 100.5], fills: [entry(101)] },
  ],
  [
    'a stop-limit with a limit below its trigger waits where the close does not',
    { order: buy(stopLimit(103, 101)), candle: [100, 104, 99, 102], fills: [] },
  ],
];

describe('the fill contract, rules 1 to 7', () => {
  it.each(scenes)('%s', (_what, scene) => {
    expect(played(scene)).toEqual(scene.fills);
  });

  it.each(scenes)('short: %s', (_what, scene) => {
    const short = asShort(scene);
    expect(played(short)).toEqual(short.fills);
  });
});
