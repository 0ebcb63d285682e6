import { describe, expect, it } from 'vitest';
import type { Costs } from '../../../data/broker/costs.ts';
import type { FillRules } from '../../../data/broker/fill-rules.ts';
import type { Fill } from '../../../data/ledger-row.ts';
import type { Draft } from '../../../models/risk/draft.ts';
import { noCosts } from '../../kit/candles.ts';
import { PlayedAccount, type Row } from '../../kit/played-account.ts';
import { units } from '../../kit/risk-view.ts';
import { seeded } from '../../kit/seeded.ts';

type Random = () => number;
type Sent = { id: string; side: 'buy' | 'sell'; order: NonNullable<Draft['order']>; reduces: boolean; units: number };
/** A fill with its candle (by number), its order, and what was held before and after it. */
type Seen = { fill: Fill; candle: number; row: Row; sent: Sent | undefined; before: number; after: number };

const pick = <T>(random: Random, first: T, ...others: T[]): T => {
  const all = [first, ...others];
  return all[Math.floor(random() * all.length)] ?? first;
};

function* walk(random: Random, count: number): Generator<Row> {
  let last = 100;
  for (let i = 0; i < count; i += 1) {
    const open = last * (1 + (random() - 0.5) * 0.02);
    const close = open * (1 + (random() - 0.5) * 0.06);
    const high = Math.max(open, close) * (1 + random() * 0.03);
    const low = Math.min(open, close) * (1 - random() * 0.03);
    last = close * 0.9 + 10;
    yield [open, high, low, close, Math.floor(random() * 60)];
  }
}

function terms(random: Random, price: number): NonNullable<Draft['order']> {
  const near = () => price * (1 + (random() - 0.5) * 0.06);
  const group = random() < 0.4 ? { ocoGroup: `G${Math.floor(random() * 40)}` } : {};
  const rest = { ...group, timeInForce: pick(random, 'gtc', 'gtc', 'day', 'ioc') } as const;
  return pick<NonNullable<Draft['order']>>(
    random,
    { type: 'market', ...rest },
    { type: 'limit', limitPrice: near(), ...rest },
    { type: 'stop', triggerPrice: near(), ...rest },
    { type: 'stop-limit', triggerPrice: near(), limitPrice: near(), ...rest },
    { type: 'trailing-stop', trailShare: 0.01 + random() * 0.05, ...rest },
  );
}

/** An account that sends orders of all kinds at random over random candles, with what it sent and what happened. */
function world(seed: number, rules: Partial<FillRules> = {}, costs: Costs = noCosts) {
  const random = seeded(seed);
  const account = new PlayedAccount({ costs, rules });
  const sent = new Map<string, Sent>();
  const seen: Seen[] = [];
  for (const [candle, row] of [...walk(random, 120)].entries()) {
    let before = account.quantity;
    for (const fill of account.play(row)) {
      const after = before + (fill.side === 'buy' ? fill.quantity : -fill.quantity);
      seen.push({ fill, candle, row, sent: sent.get(fill.clientOrderId), before, after });
      before = after;
    }
    const one = draftAt(random, `O${candle}`, row[3]);
    if (random() < 0.5) continue;
    sent.set(one.id, one);
    if (one.reduces) account.sendExit(one.id, one.side, one.order, one.units);
    else account.send(one.id, one.side, one.order, { sizing: units(one.units), ...one.plan });
  }
  return { account, sent, seen };
}

function draftAt(random: Random, id: string, price: number): Sent & { plan: Partial<Draft> } {
  const side = pick<Sent['side']>(random, 'buy', 'sell');
  const [stop, target] = side === 'buy' ? [price * 0.97, price * 1.03] : [price * 1.03, price * 0.97];
  const plan = random() < 0.5 ? { stop, target } : {};
  return { id, side, order: terms(random, price), reduces: random() < 0.3, units: 1 + Math.floor(random() * 9), plan };
}

/** How many there are of each key. */
function totals<T>(list: readonly T[], key: (one: T) => string, amount: (one: T) => number): Map<string, number> {
  const sums = new Map<string, number>();
  for (const one of list) sums.set(key(one), (sums.get(key(one)) ?? 0) + amount(one));
  return sums;
}

const seeds = Array.from({ length: 60 }, (_, i) => i + 1);
const profiles: [string, Partial<FillRules>][] = [
  ['the contract', {}],
  ['a volume cap', { maxVolumeShare: 0.1 }],
  [
    'touch, improve, adaptive, highFirst',
    { limits: 'touch', favourableGap: 'improve', sameCandle: 'adaptive', trailing: 'highFirst' },
  ],
  ['deferred exits', { entryCandle: 'defer' }],
];

describe.each(profiles)('random orders over random candles under %s', (_name, rules) => {
  const worlds = seeds.map(seed => world(seed, rules));
  const seen = worlds.flatMap(one => one.seen);

  it('there is something to look at: fills of every kind of order, stops, targets and ambiguous ones', () => {
    expect(new Set(seen.flatMap(({ sent }) => sent?.order.type ?? [])).size).toBe(5);
    expect(new Set(seen.map(({ fill }) => fill.reason))).toEqual(new Set(['order', 'stop', 'target']));
    expect(seen.some(({ fill }) => fill.ambiguous)).toBe(true);
    expect(seen.some(({ sent }) => sent?.reduces)).toBe(true);
  });

  it('no fill is better than its candle, nor worse but at the limit of its own order', () => {
    for (const { row, fill, sent } of seen) {
      const [, high, low] = row;
      const sign = fill.side === 'buy' ? 1 : -1;
      const [best, worst] = fill.side === 'buy' ? [low, high] : [-high, -low];
      expect(fill.price * sign, 'to the tick').toBeGreaterThanOrEqual(best - 1e-6);
      const limited = fill.reason === 'target' || sent?.order.limitPrice !== undefined;
      expect(fill.price * sign).toBeLessThanOrEqual(limited ? Number.POSITIVE_INFINITY : worst + 1e-6);
    }
  });

  it('a limit is never passed', () => {
    for (const { fill, sent } of seen) {
      const { limitPrice = fill.price } = sent?.order ?? {};
      const passed = fill.side === 'buy' ? fill.price - limitPrice : limitPrice - fill.price;
      expect(passed, 'but for the tick').toBeLessThanOrEqual(1e-6);
    }
  });

  it('of a group only one order is ever filled', () => {
    for (const one of worlds) {
      const filled = [...one.sent.values()].filter(({ id }) => one.seen.some(({ fill }) => fill.clientOrderId === id));
      const grouped = filled.filter(({ order }) => order.ocoGroup !== undefined);
      const members = totals(
        grouped,
        ({ order }) => `${order.ocoGroup}`,
        () => 1,
      );
      expect(new Set(members.values())).toEqual(new Set([1]));
    }
  });

  it('what may only reduce never opens and never turns a position', () => {
    for (const { fill, sent, before, after } of seen.filter(one => one.fill.reason !== 'order' || one.sent?.reduces)) {
      expect(Math.abs(after), fill.clientOrderId).toBeLessThan(Math.abs(before));
      expect(after * before, sent?.order.type).toBeGreaterThanOrEqual(0);
    }
  });

  it('no order is filled beyond its quantity, and its state says how much', () => {
    for (const { account, sent, seen: own } of worlds) {
      const filled = totals(
        own,
        ({ fill }) => fill.clientOrderId,
        ({ fill }) => fill.quantity,
      );
      for (const { id, units: quantity } of sent.values()) {
        const total = filled.get(id) ?? 0;
        expect(total).toBeLessThanOrEqual(quantity);
        expect(account.stateOf(id) === 'filled').toBe(total === quantity);
      }
    }
  });
});

it('fills of one candle stay within the share of its volume', () => {
  for (const one of seeds.map(seed => world(seed, { maxVolumeShare: 0.1 }))) {
    const taken = totals(
      one.seen,
      ({ candle }) => `${candle}`,
      ({ fill }) => fill.quantity,
    );
    for (const { candle, row } of one.seen) expect(taken.get(`${candle}`)).toBeLessThanOrEqual((row[4] ?? 0) * 0.1);
  }
});

describe('more costs', () => {
  it('never give a better price, and never less commission', () => {
    for (const seed of seeds) {
      const free = world(seed).account.fills;
      const dear = world(
        seed,
        {},
        {
          commissionRate: 0.001,
          commissionMinimumUsd: 0.01,
          halfSpreadRate: 0.0002,
          slippageRate: 0.001,
        },
      ).account.fills;
      expect(dear.length, 'the same fills').toBe(free.length);
      for (const [i, fill] of dear.entries()) {
        const cheap = free[i];
        expect(fill.clientOrderId).toBe(cheap?.clientOrderId);
        const worse = fill.price - (cheap?.price ?? Number.NaN);
        expect(fill.side === 'buy' ? worse : -worse).toBeGreaterThanOrEqual(-1e-9);
        expect(fill.commissionUsd).toBeGreaterThanOrEqual(cheap?.commissionUsd ?? Number.NaN);
      }
    }
  });
});
