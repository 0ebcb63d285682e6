import { describe, expect, it } from 'vitest';
import { proposalHash } from '../../agent/desk/proposal.ts';
import { ProposalStore } from '../../agent/desk/proposal-store.ts';
import { readRisk } from '../../agent/desk/risk-reader.ts';
import type { Broker } from '../../data/broker/broker.ts';
import { MemoryLedger } from '../../data/ledger.ts';
import type { Fill } from '../../data/ledger-row.ts';
import { dailySeries } from '../kit/candles.ts';
import { MovingMarket } from '../kit/moving-market.ts';
import { replayedAgent } from '../kit/replayed-agent.ts';
import { testAgent, testSettings } from '../kit/test-agent.ts';

const wallNow = Date.UTC(2030, 0, 1);
const flat = [100, 101, 99, 100] as const;
const rows = [flat, flat, [100, 101, 94, 96], flat, flat, flat] as const;

describe('a tap while the broker is asked', () => {
  /** An agent with one unsettled order and one pending proposal; `asked` runs when the broker is asked about the order. */
  async function asked(work: (world: Awaited<ReturnType<typeof testAgent>>) => void) {
    let on = false;
    const broker: Broker = {
      name: 'told',
      submit: () => Promise.resolve({ class: 'unresolved', reason: 'slow' }),
      cancel: () => Promise.reject(new Error('not here')),
      find: id => {
        if (on) work(world);
        return on ? Promise.resolve(undefined) : Promise.resolve({ clientOrderId: id, state: 'working', fills: [] });
      },
    };
    const world = await testAgent({ broker });
    const { desk, market } = world.agent.parts;
    const person = world.agent.person('test', 'owner');
    const draft = {
      accountId: 'paper',
      symbol: 'SPX',
      side: 'buy',
      sizing: { kind: 'quantity', amount: 1 },
      entry: market.quote('SPX').price,
      decisionId: 'D',
      tainted: false,
    } as const;
    const approve = () => {
      const made = desk.propose(draft, person);
      if (made.kind !== 'proposed') throw new Error('refused');
      const { id: proposalId, version, nonce } = made.proposal;
      return desk.decide({ verb: 'approve', proposalId, version, nonce }, person);
    };
    await approve();
    on = true;
    return { ...world, approve };
  }

  it('whose time runs out meanwhile is late', async () => {
    const { approve, agent } = await asked(({ wall }) => wall.advance(31 * 60_000));
    await expect(approve()).rejects.toMatchObject({ code: 'desk.expired' });
    expect(agent.parts.ledger.rows('fill')).toEqual([]);
    expect(agent.parts.desk.waiting(), 'and it is closed with the next look').toEqual([]);
  });

  it('an order that another process settled meanwhile is not failed again', async () => {
    const { approve, agent } = await asked(({ agent: { parts } }) => {
      parts.database.prepare("update proposal set state = 'done' where id = 'P-1'").run();
    });
    await approve();
    expect(agent.parts.desk.find('P-1')?.state).toBe('done');
    const failed = agent.parts.ledger.rows('note').filter(row => row.body.event === 'order-failed');
    expect(
      failed.map(row => row.body),
      'only the order of this tap, which the broker does not know',
    ).toMatchObject([{ clientOrderId: 'paper-P-2-v1' }]);
  });

  it('a process that died while it sent is not waited for', async () => {
    const { agent } = await asked(() => undefined);
    const { database, desk } = agent.parts;
    database.prepare('update proposal set executor_pid = 4194305').run();
    await desk.reconcile();
    expect(desk.find('P-1')?.state, 'no process has that id').toBe('failed');
  });
});

describe('what was stored', () => {
  it('an expiry and its ledger row are written together or not at all', async () => {
    const world = await replayedAgent(dailySeries(rows));
    world.propose({});
    const { database, desk, ledger } = world.agent.parts;
    database.exec(
      "create temp trigger full before insert on main.ledger when new.kind = 'approval' begin select raise(abort, 'disk full'); end",
    );
    world.wall.advance(31 * 60_000);
    expect(() => desk.waiting()).toThrow('disk full');
    expect(desk.find('P-1')?.state).toBe('pending');
    database.exec('drop trigger full');
    expect(desk.waiting()).toEqual([]);
    expect(ledger.rows('approval').map(row => row.body.decision)).toEqual(['expired']);
  });

  it('a proposal whose price is gone at the tap no longer holds', async () => {
    const world = await replayedAgent(dailySeries(rows));
    const made = world.propose({});
    world.market.quote = () => {
      throw new Error('no quote');
    };
    await expect(world.approve(made)).rejects.toMatchObject({ code: 'desk.price-moved' });
    expect(world.agent.parts.ledger.rows('order')).toEqual([]);
  });

  it('a pending proposal without an order is answered as changed, even with a fitting hash', async () => {
    const world = await replayedAgent(dailySeries(rows));
    const made = world.propose({});
    if (made.kind !== 'proposed') throw new Error('refused');
    const { database, settings } = world.agent.parts;
    const store = new ProposalStore(database, settings.broker.accountId);
    const { order: _order, ...verdict } = made.proposal.verdict;
    const content = { ...made.proposal, verdict };
    const { draft, proposedBy } = content;
    database
      .prepare('update proposal set body = ?, hash = ?')
      .run(JSON.stringify({ draft, verdict, proposedBy }), proposalHash(content));
    expect(store.get('P-1').verdict.order).toBeUndefined();
    await expect(world.approve(made)).rejects.toMatchObject({ code: 'desk.changed' });
  });
});

describe('what the gate is given', () => {
  const settings = testSettings();

  it('is undefined where it cannot be read', () => {
    const market = new MovingMarket(dailySeries(rows));
    const view = readRisk('NOPE', market, new MemoryLedger('paper'), settings, new Set(), wallNow);
    expect(view).toMatchObject({ instrument: undefined, quote: undefined, dayStartEquityUsd: undefined });
    expect(view.now).toBeNaN();
    expect(view.regimeOf(), 'nobody reads regimes here').toBeUndefined();
    expect(view.priceOf('NOPE')).toBeUndefined();
  });

  it('has no equity at the start of a day before which a position had no close', () => {
    const ledger = new MemoryLedger('paper');
    const fill: Fill = {
      clientOrderId: 'O',
      symbol: 'SPX',
      side: 'buy',
      quantity: 1,
      price: 100,
      commissionUsd: 0,
      filledAt: 0,
      reason: 'order',
    };
    ledger.append('fill', fill, { channel: 'test', id: 'test' });
    expect(
      readRisk('SPX', new MovingMarket(dailySeries(rows)), ledger, settings, new Set(), wallNow).dayStartEquityUsd,
      'the first candle',
    ).toBeUndefined();
    expect(
      readRisk('SPX', new MovingMarket(dailySeries(rows), 3), ledger, settings, new Set(), wallNow).dayStartEquityUsd,
      '-100 + the close of 96',
    ).toBe(-4);
    ledger.append('fill', { ...fill, symbol: 'GLD' }, { channel: 'test', id: 'test' });
    expect(
      readRisk('SPX', new MovingMarket(dailySeries(rows), 3), ledger, settings, new Set(), wallNow).dayStartEquityUsd,
    ).toBeUndefined();
  });

  it('holds what is left of orders that are out, and nothing of those that are settled or filled', () => {
    const ledger = new MemoryLedger('paper');
    const actor = { channel: 'test', id: 'test' };
    for (const id of ['settled', 'half', 'full', 'none']) {
      ledger.append(
        'order',
        {
          clientOrderId: id,
          symbol: 'SPX',
          side: 'buy',
          quantity: 4,
          type: 'market',
          referencePrice: 100,
          reduceOnly: false,
          decisionId: 'D',
        },
        actor,
      );
    }
    const fill: Fill = {
      clientOrderId: 'half',
      symbol: 'SPX',
      side: 'buy',
      quantity: 3,
      price: 100,
      commissionUsd: 0,
      filledAt: 0,
      reason: 'order',
    };
    ledger.append('fill', fill, actor);
    ledger.append('fill', { ...fill, clientOrderId: 'full', quantity: 4 }, actor);
    ledger.append('fill', { ...fill, clientOrderId: 'SPX:0:stop', reason: 'stop' }, actor);
    const { working } = readRisk(
      'SPX',
      new MovingMarket(dailySeries(rows)),
      ledger,
      settings,
      new Set(['half', 'full', 'none']),
      wallNow,
    );
    expect(working.map(order => [order.clientOrderId, order.quantity])).toEqual([
      ['half', 1],
      ['none', 4],
    ]);
  });
});
