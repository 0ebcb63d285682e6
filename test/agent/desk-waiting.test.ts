import { describe, expect, it } from 'vitest';
import type { Broker } from '../../data/broker/broker.ts';
import type { Draft } from '../../models/risk/draft.ts';
import { dailySeries } from '../kit/candles.ts';
import { MovingMarket } from '../kit/moving-market.ts';
import { testAgent, testSettings } from '../kit/test-agent.ts';

const flat = [100, 101, 99, 100] as const;
const settings = testSettings({
  broker: { commissionRate: 0, commissionMinimumUsd: 0, halfSpreadRate: 0, slippageRate: 0 },
});

/** An agent whose market moves candle by candle while its own paper broker fills market orders at the last close. */
async function waitingAgent(rows: readonly (readonly [number, number, number, number])[]) {
  const market = new MovingMarket(dailySeries(rows));
  const { agent } = await testAgent({ settings, market });
  const { desk, ledger, database } = agent.parts;
  const person = agent.person('test', 'owner');
  let index = 0;
  return {
    desk,
    ledger,
    database,
    fills: () => ledger.rows('fill').map(({ body }) => [body.reason, body.side, body.price]),
    failures: () => ledger.rows('note').flatMap(({ body }) => (body.event === 'order-failed' ? [body.reason] : [])),
    async step() {
      index += 1;
      market.moveTo(index);
      await desk.reconcile();
    },
    move: () => {
      index += 1;
      market.moveTo(index);
    },
    async approve(draft: Partial<Draft>) {
      const made = desk.propose(
        {
          accountId: settings.broker.accountId,
          symbol: 'SPX',
          side: 'buy',
          sizing: { kind: 'quantity', amount: 1 },
          entry: 100,
          decisionId: 'D',
          tainted: false,
          ...draft,
        },
        person,
      );
      if (made.kind !== 'proposed') throw new Error(JSON.stringify(made.verdict.results));
      const { id: proposalId, version, nonce } = made.proposal;
      return desk.decide({ verb: 'approve', proposalId, version, nonce }, person);
    },
  };
}

const limit = { type: 'limit', limitPrice: 99.9 } as const;

describe('an approved order that waits at the paper broker', () => {
  it('is listed while it waits, and taken back it never fills and its proposal has failed', async () => {
    const world = await waitingAgent([flat, [100, 101, 90, 95], flat]);
    await world.approve({ order: limit });
    const [order] = world.desk.working('SPX');
    expect([order?.limitPrice, world.desk.working('SPY')]).toEqual([99.9, []]);
    await world.desk.withdraw(order?.clientOrderId ?? '');
    expect([world.desk.working('SPX'), world.desk.find('P-1')?.state]).toEqual([[], 'failed']);
    await world.step();
    expect(world.fills(), 'the low of 90 would have filled it').toEqual([]);
  });

  it('its draft is written down with the market instant at which it was decided', async () => {
    const world = await waitingAgent([flat, flat]);
    await world.approve({});
    const [draft] = world.ledger.rows('draft');
    expect(draft?.body.decidedAt, 'the close of the first candle').toBe(Date.UTC(2020, 0, 7) - 1);
  });

  it('is filled by the first candle after it that reaches its price, and its stop is live from then on', async () => {
    const world = await waitingAgent([[100, 101, 90, 100], [100, 101, 99.95, 100], flat, [100, 101, 94, 96], flat]);
    expect((await world.approve({ order: limit, stop: 95 })).state).toBe('executing');
    await world.step();
    expect([world.fills(), world.desk.find('P-1')?.state], 'the low of 90 was before it').toEqual([[], 'executing']);
    await world.step();
    expect([world.fills(), world.desk.find('P-1')?.state]).toEqual([[['order', 'buy', 99.9]], 'done']);
    await world.step();
    expect(world.fills()).toEqual([
      ['order', 'buy', 99.9],
      ['stop', 'sell', 95],
    ]);
    await world.step();
    expect(world.fills(), 'each acts once').toHaveLength(2);
    expect(world.ledger.rows('trade')).toHaveLength(1);
  });

  it('is caught up with over all candles that came, oldest first, before the next decision', async () => {
    const world = await waitingAgent([flat, flat, [100, 101, 94, 96], flat, flat]);
    await world.approve({ order: limit, stop: 95 });
    world.move();
    world.move();
    world.move();
    await world.approve({ sizing: { kind: 'quantity', amount: 2 } });
    expect(world.fills(), 'candle 1 bought, candle 2 stopped it, then the market order').toEqual([
      ['order', 'buy', 99.9],
      ['stop', 'sell', 95],
      ['order', 'buy', 100],
    ]);
  });

  it('that ends without a fill has failed, with what became of it', async () => {
    const still = [100, 100.5, 99.95, 100] as const;
    const world = await waitingAgent([still, still, still]);
    await world.approve({ order: { ...limit, timeInForce: 'ioc' } });
    await world.approve({ order: { ...limit, timeInForce: 'day' } });
    await world.step();
    expect(world.desk.find('P-1')?.state).toBe('failed');
    expect(world.desk.find('P-2')?.state).toBe('executing');
    await world.step();
    expect(world.desk.find('P-2')?.state).toBe('failed');
    expect(world.failures()).toEqual(['cancelled before it was filled', 'expired before it was filled']);
  });

  it('a trailing exit follows the closed candles of the desk', async () => {
    const world = await waitingAgent([flat, [100, 120, 100, 118], [118, 119, 107, 110], flat]);
    await world.approve({});
    await world.approve({ side: 'sell', sizing: { kind: 'close' }, order: { type: 'trailing-stop', trailShare: 0.1 } });
    await world.step();
    expect(world.fills()).toHaveLength(1);
    await world.step();
    expect(world.fills().at(-1), '10 % below 120').toEqual(['order', 'sell', 108]);
  });

  it('lets an old order catch up without touching what was bought after those candles', async () => {
    const world = await waitingAgent([flat, [100, 101, 94, 96], flat, flat]);
    await world.approve({ order: { type: 'limit', limitPrice: 99.6 } });
    world.move();
    world.move();
    const [order] = world.ledger.rows('order').map(({ body }) => body);
    if (!order) throw new Error('no order');
    const actor = { channel: 'test', id: 'test' };
    const { type: _type, limitPrice: _limit, ...rest } = order;
    world.ledger.append('order', { ...rest, type: 'market', clientOrderId: 'O', stop: 95 }, actor);
    const filledAt = Date.UTC(2020, 0, 8, 23, 59, 59, 999);
    const bought = {
      clientOrderId: 'O',
      symbol: 'SPX',
      side: 'buy',
      quantity: 1,
      price: 100,
      commissionUsd: 0,
    } as const;
    world.ledger.append('fill', { ...bought, filledAt, reason: 'order' }, actor);
    await world.desk.reconcile();
    expect(world.fills(), 'the low of 94 was before the fill at 100').toEqual([
      ['order', 'buy', 100],
      ['order', 'buy', 99.6],
    ]);
  });

  it('and its fill are written together or not at all', async () => {
    const world = await waitingAgent([flat, flat, flat]);
    await world.approve({ order: limit });
    world.database.exec(
      "create temp trigger full before insert on main.ledger when new.kind = 'fill' begin select raise(abort, 'disk full'); end",
    );
    await expect(world.step()).rejects.toThrow('disk full');
    const state = world.database.prepare('select state from paper_order').pluck();
    expect([state.get(), world.desk.find('P-1')?.state], 'the venue has forgotten the fill too').toEqual([
      'working',
      'executing',
    ]);
    world.database.exec('drop trigger full');
    await world.desk.reconcile();
    expect([state.get(), world.fills().length]).toEqual(['filled', 1]);
  });
});

it('an order that was taken back after a part of it was filled is done, with that part', async () => {
  const fill = { symbol: 'SPX', side: 'buy', quantity: 1, price: 2875, commissionUsd: 1, filledAt: 1 } as const;
  const broker: Broker = {
    name: 'told',
    submit: () => Promise.resolve({ class: 'unresolved', reason: 'slow' }),
    cancel: () => Promise.reject(new Error('not here')),
    find: clientOrderId =>
      Promise.resolve({ clientOrderId, state: 'cancelled', fills: [{ ...fill, clientOrderId, reason: 'order' }] }),
  };
  const { agent } = await testAgent({ broker });
  const { desk, ledger, market } = agent.parts;
  const person = agent.person('test', 'owner');
  const made = desk.propose(
    {
      accountId: 'paper',
      symbol: 'SPX',
      side: 'buy',
      sizing: { kind: 'quantity', amount: 2 },
      entry: market.quote('SPX').price,
      decisionId: 'D',
      tainted: false,
    },
    person,
  );
  if (made.kind !== 'proposed') throw new Error('refused');
  const { id: proposalId, version, nonce } = made.proposal;
  expect((await desk.decide({ verb: 'approve', proposalId, version, nonce }, person)).state).toBe('done');
  expect(ledger.rows('fill')).toHaveLength(1);
});
