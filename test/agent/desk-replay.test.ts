import { describe, expect, it } from 'vitest';
import { Desk } from '../../agent/desk/desk.ts';
import { ProposalStore } from '../../agent/desk/proposal-store.ts';
import type { Broker } from '../../data/broker/broker.ts';
import type { Fill } from '../../data/ledger-row.ts';
import { Gate } from '../../models/risk/gate.ts';
import { dailySeries } from '../kit/candles.ts';
import { type ReplayedAgent, replayedAgent } from '../kit/replayed-agent.ts';
import { testSettings } from '../kit/test-agent.ts';

const flat = [100, 101, 99, 100] as const;
const rows = [flat, flat, [100, 101, 94, 96], flat, flat, flat] as const;

const ledgerOf = ({ agent }: ReplayedAgent) => agent.parts.ledger;
const fillsOf = (made: ReplayedAgent) =>
  ledgerOf(made)
    .rows('fill')
    .map(({ body }) => [body.reason, body.side, body.price]);
const heldIn = ({ agent }: ReplayedAgent) => agent.parts.scenes.memory().valuation.positions[0]?.quantity ?? 0;
const free = testSettings({
  risk: { regimeScale: null },
  broker: { commissionRate: 0, commissionMinimumUsd: 0, halfSpreadRate: 0, slippageRate: 0 },
});

describe('an order that waits for the next candle', () => {
  it('stays executing until its candle opens, then it is booked and its stop is live', async () => {
    const world = await replayedAgent(dailySeries(rows), free);
    expect((await world.approve(world.propose({ stop: 95 }))).state).toBe('executing');
    expect(fillsOf(world)).toEqual([]);
    await world.step();
    expect(world.agent.parts.desk.find('P-1')?.state).toBe('done');
    expect(fillsOf(world)).toEqual([['order', 'buy', 100]]);
    await world.step();
    expect(fillsOf(world)).toEqual([
      ['order', 'buy', 100],
      ['stop', 'sell', 95],
    ]);
    expect(ledgerOf(world).rows('trade')).toHaveLength(1);
    await world.step();
    expect(fillsOf(world), 'a stop acts once').toHaveLength(2);
    expect(ledgerOf(world).verify()).toBeGreaterThan(0);
  });

  it('is counted by the gate: what is out and what is new stay within the limits together', async () => {
    const world = await replayedAgent(dailySeries(rows), free);
    await world.approve(world.propose({ sizing: { kind: 'quantity', amount: 200 } }));
    expect(
      world.propose({ sizing: { kind: 'quantity', amount: 60 } }),
      '20 % and 6 % are over a quarter',
    ).toMatchObject({ kind: 'refused' });
    expect(world.propose({ sizing: { kind: 'quantity', amount: 50 } })).toMatchObject({ kind: 'proposed' });
    await world.step();
    expect(world.propose({ sizing: { kind: 'quantity', amount: 60 } }), 'and after its fill').toMatchObject({
      kind: 'refused',
    });
  });

  it('a position proposed to be closed twice is closed once', async () => {
    const world = await replayedAgent(dailySeries(rows), free);
    await world.approve(world.propose({ sizing: { kind: 'quantity', amount: 5 } }));
    await world.step();
    const close = { side: 'sell', sizing: { kind: 'close' } } as const;
    const [first, second] = [world.propose(close), world.propose(close)];
    await world.approve(first);
    await expect(world.approve(second)).rejects.toMatchObject({ code: 'desk.refused' });
    await world.step();
    expect(heldIn(world)).toBe(0);
  });

  it('a close whose position became smaller is not what was approved', async () => {
    const world = await replayedAgent(dailySeries([flat, flat, flat]), free);
    await world.approve(world.propose({ sizing: { kind: 'quantity', amount: 5 } }));
    await world.step();
    const close = world.propose({ side: 'sell', sizing: { kind: 'close' } });
    await world.approve(world.propose({ side: 'sell', sizing: { kind: 'quantity', amount: 2 } }));
    await world.step();
    await expect(world.approve(close)).rejects.toMatchObject({ code: 'desk.changed' });
    expect(heldIn(world)).toBe(3);
  });

  it('a proposal whose time is over does not keep the strategy waiting', async () => {
    const world = await replayedAgent(dailySeries(rows), free);
    world.propose({});
    const { desk } = world.agent.parts;
    expect(desk.busyWith('SPX')).toBe(true);
    expect(desk.busyWith('SPY')).toBe(false);
    world.wall.advance(31 * 60_000);
    expect(desk.busyWith('SPX')).toBe(false);
    expect(desk.find('P-1')?.state).toBe('expired');
  });

  it('a position without stop and target is held through everything', async () => {
    const world = await replayedAgent(dailySeries(rows), free);
    await world.approve(world.propose({}));
    for (let i = 0; i < 4; i += 1) await world.step();
    expect(heldIn(world)).toBe(1);
  });
});

/** A desk on the parts of an agent, with what a test changes. */
function deskOn({ agent, wall }: ReplayedAgent, over: Partial<ConstructorParameters<typeof Desk>[0]>): Desk {
  const { database, ledger, market, settings, log } = agent.parts;
  const store = new ProposalStore(database, settings.broker.accountId);
  const broker: Broker = {
    name: 'none',
    submit: () => Promise.reject(new Error('not here')),
    cancel: () => Promise.reject(new Error('not here')),
    find: () => Promise.resolve(undefined),
  };
  return new Desk({
    database,
    ledger,
    market,
    broker,
    venue: undefined,
    gate: new Gate(settings.risk.rules),
    store,
    settings,
    log,
    wall,
    outlookOf: () => ({}),
    personOf: () => undefined,
    kinOf: account => [account],
    ...over,
  });
}

describe('stops and targets', () => {
  it('are left to the venue where it is a real one', async () => {
    const world = await replayedAgent(dailySeries(rows), free);
    await world.approve(world.propose({ stop: 95 }));
    await world.step();
    world.market.moveTo(2);
    await deskOn(world, {}).reconcile();
    expect(fillsOf(world), 'a real venue guards its stop itself').toHaveLength(1);
  });

  it('wait while no candle came since the fill', async () => {
    const world = await replayedAgent(dailySeries(rows), free);
    const fill: Fill = {
      clientOrderId: 'O',
      symbol: 'SPX',
      side: 'buy',
      quantity: 1,
      price: 100,
      commissionUsd: 0,
      filledAt: world.market.now(),
      reason: 'order',
    };
    ledgerOf(world).append(
      'order',
      {
        clientOrderId: 'O',
        symbol: 'SPX',
        side: 'buy',
        quantity: 1,
        type: 'market',
        referencePrice: 100,
        reduceOnly: false,
        decisionId: 'D',
        stop: 99.5,
      },
      { channel: 'test', id: 'test' },
    );
    ledgerOf(world).append('fill', fill, { channel: 'test', id: 'test' });
    await world.agent.parts.desk.reconcile();
    expect(fillsOf(world), 'the low of 99 was before the fill at the close').toHaveLength(1);
    await world.step();
    expect(fillsOf(world).at(-1)).toEqual(['stop', 'sell', 99.5]);
  });

  it('a fault of the venue is passed on and is no refused click', async () => {
    const world = await replayedAgent(dailySeries(rows), free);
    await world.approve(world.propose({ stop: 95 }));
    await world.step();
    const venue = {
      waiting: () => new Map<string, number>(),
      step: () => {
        throw new Error('venue down');
      },
    };
    const desk = deskOn(world, { venue });
    const made = world.propose({});
    if (made.kind !== 'proposed') throw new Error('refused');
    const { id: proposalId, version, nonce } = made.proposal;
    world.market.moveTo(2);
    await expect(
      desk.decide({ verb: 'approve', proposalId, version, nonce }, world.agent.person('test', 'owner')),
    ).rejects.toThrow('venue down');
    expect(
      ledgerOf(world)
        .rows('note')
        .map(row => row.body.event),
    ).toEqual(['account-opened']);
    expect(desk.find(proposalId)?.state, 'nothing was decided').toBe('pending');
  });
});
