import { describe, expect, it } from 'vitest';
import { flatten } from '../../agent/desk/flatten.ts';
import { ProposalStore } from '../../agent/desk/proposal-store.ts';
import { PaperBroker } from '../../data/broker/paper-broker.ts';
import { SqliteVenue } from '../../data/broker/paper-venue.ts';
import type { AccountId } from '../../data/people-store.ts';
import { Gate } from '../../models/risk/gate.ts';
import { dailySeries } from '../kit/candles.ts';
import { type ReplayedAgent, replayedAgent } from '../kit/replayed-agent.ts';
import { testSettings } from '../kit/test-agent.ts';

const at = (price: number) => [price, price + 0.5, price - 0.5, price] as const;
const settingsWith = (risk: Record<string, unknown> = {}) =>
  testSettings({
    broker: { commissionRate: 0, commissionMinimumUsd: 0, halfSpreadRate: 0, slippageRate: 0, startingCashUsd: 10_000 },
    risk: { maxPositionShare: 1, maxDailyLossShare: 10, regimeScale: null, ...risk },
  });

/** An account with 90 of 100 USD each, over candles at these prices. */
async function invested(prices: readonly number[], risk?: Record<string, unknown>): Promise<ReplayedAgent> {
  const world = await replayedAgent(dailySeries([at(100), at(100), ...prices.map(at)]), settingsWith(risk));
  await world.approve(world.propose({ sizing: { kind: 'quantity', amount: 90 } }));
  await world.step();
  return world;
}

const switches = ({ agent }: ReplayedAgent) => agent.parts.ledger.rows('kill-switch').map(({ body }) => body);
const fills = ({ agent }: ReplayedAgent) => agent.parts.ledger.rows('fill').map(({ body }) => [body.side, body.price]);

/** The parts of a desk with a venue that answers as a test wants. */
function partsOf({ agent, market, wall }: ReplayedAgent) {
  const { database, ledger, settings, log } = agent.parts;
  const broker = new PaperBroker({
    costs: settings.broker,
    venue: new SqliteVenue(database, settings.broker.accountId),
    instrument: symbol => market.instrument(symbol),
    fillOn: 'next-candle',
    now: symbol => market.now(symbol),
  });
  const store = new ProposalStore(database, settings.broker.accountId);
  const gate = Gate.open(settings.risk.rules);
  return {
    database,
    ledger,
    market,
    broker,
    venue: broker,
    gate,
    store,
    settings,
    log,
    wall,
    outlookOf: () => ({}),
    personOf: () => undefined,
    kinOf: (account: AccountId) => [account],
  };
}

describe('the last step of the drawdown ladder', () => {
  it('falls at 20 % below the peak: the kill switch with its numbers, and a closing order through the gate', async () => {
    // 1,000 in cash and 90 units: the equity is 10,000 at 100, 8,020 at 78 and 7,930 at 77.
    const world = await invested([78, 77, 76, 75]);
    await world.step();
    expect(switches(world), '19.8 %').toEqual([]);
    await world.step();
    expect(switches(world)).toEqual([
      {
        state: 'halted',
        reason:
          'drawdown-ladder: equity 7930.00 USD is 20.7% below its peak of 10000.00 USD; from 20.0% on everything is closed',
      },
    ]);
    const order = world.agent.parts.ledger.rows('order').at(-1)?.body;
    expect(order).toMatchObject({ side: 'sell', quantity: 90, reduceOnly: true, type: 'market' });
    await world.step();
    expect(fills(world), 'at the next open').toEqual([
      ['buy', 100],
      ['sell', 76],
    ]);
    await world.step();
    expect([switches(world).length, fills(world).length], 'once').toEqual([1, 2]);
    expect(world.propose({}).kind, 'no new risk until an admin resumes').toBe('refused');
  });

  it('does nothing where null switches the ladder off', async () => {
    const world = await invested([70, 60], { drawdownLadder: null });
    await world.step();
    await world.step();
    expect([switches(world), fills(world).length]).toEqual([[], 1]);
  });

  it('an admin who resumes goes on from what is left: the peak begins there', async () => {
    const world = await invested([70, 70, 70, 69]);
    for (let i = 0; i < 2; i += 1) await world.step();
    const { desk } = world.agent.parts;
    expect(desk.halted()).toBe(true);
    desk.resume(world.agent.person('test', 'owner'));
    await world.step();
    expect(desk.risk('SPX').peakEquityUsd, '1,000 in cash and 90 sold at 70').toBe(7300);
    expect([desk.halted(), world.propose({}).kind]).toEqual([false, 'proposed']);
  });

  it('closes what is held after a stop by hand, without a second switch', async () => {
    const world = await invested([70, 70]);
    world.agent.parts.desk.halt(world.agent.person('test', 'owner'), 'by hand');
    await world.step();
    await world.step();
    expect(switches(world).map(({ reason }) => reason)).toEqual(['by hand']);
    expect(fills(world)).toHaveLength(2);
  });

  it('takes orders back that would open something', async () => {
    const world = await invested([95, 70, 70]);
    await world.step();
    const limit = { type: 'limit', limitPrice: 94.5 } as const;
    const made = world.propose({ order: limit, sizing: { kind: 'quantity', amount: 5 } });
    expect((await world.approve(made)).state).toBe('executing');
    const parts = partsOf(world);
    const view = () => ({ ...world.agent.parts.desk.risk('SPX'), priceOf: () => 70, peakEquityUsd: 10_000 });
    expect(await flatten(parts, view)).toBe(true);
    expect(parts.store.get('P-2').state, 'cancelled before it was filled').toBe('failed');
    expect(world.agent.parts.ledger.rows('order').map(({ body }) => [body.quantity, body.reduceOnly])).toEqual([
      [90, false],
      [5, false],
      [90, true],
    ]);
    expect(await flatten(parts, view), 'the close is out').toBe(false);
  });

  it('goes on where the venue does not answer, and the gate may refuse a close', async () => {
    const world = await invested([95, 70, 70]);
    await world.step();
    const limit = { type: 'limit', limitPrice: 94.5 } as const;
    await world.approve(world.propose({ order: limit, sizing: { kind: 'quantity', amount: 5 } }));
    const own = partsOf(world);
    const dumb = {
      name: 'dumb',
      submit: () => Promise.reject(new Error('no line')),
      cancel: () => Promise.resolve({ class: 'unresolved', reason: 'no line' } as const),
      find: (id: string) => own.broker.find(id),
    };
    const fallen = () => ({ ...world.agent.parts.desk.risk('SPX'), peakEquityUsd: 20_000 });
    const parts = { ...own, broker: dumb };
    expect(await flatten(parts, fallen), 'an order for the same symbol is out').toBe(false);
    own.store.move('P-2', 'executing', 'failed');
    expect(await flatten(parts, () => ({ ...fallen(), instrument: undefined })), 'refused').toBe(false);
    expect(own.store.get('P-3').state).toBe('refused');
    const seen: string[] = [];
    const unpriced = (symbol: string) => ({ ...fallen(), priceOf: seen.push(symbol) > 1 ? () => undefined : () => 70 });
    expect(await flatten(parts, unpriced), 'the price is gone').toBe(false);
    expect(await flatten(parts, fallen)).toBe(true);
    expect(own.store.get('P-4').state, 'reconciliation settles it').toBe('executing');
  });

  it('an equity that is not known closes nothing', async () => {
    const world = await invested([95]);
    const unknown = () => ({
      ...world.agent.parts.desk.risk('SPX'),
      priceOf: () => undefined,
      peakEquityUsd: undefined,
    });
    expect(await flatten(partsOf(world), unknown)).toBe(false);
    const peakless = () => ({ ...world.agent.parts.desk.risk('SPX'), peakEquityUsd: undefined });
    expect(await flatten(partsOf(world), peakless)).toBe(false);
    expect(switches(world)).toEqual([]);
  });
});

describe('pauses', () => {
  it('end by the longer of two clocks: where the history stands still, by ours', async () => {
    const world = await replayedAgent(dailySeries([at(100), at(100), at(100)]), settingsWith());
    await world.approve(world.propose({}));
    await world.step();
    await world.approve(world.propose({ side: 'sell', sizing: { kind: 'close' } }));
    await world.step();
    expect(world.propose({}).kind, 'a day of the market has passed').toBe('proposed');
    const still = await replayedAgent(dailySeries([at(100), at(100)]), settingsWith({ reEntryPauseMinutes: 3000 }));
    await still.approve(still.propose({}));
    await still.step();
    const { ledger } = still.agent.parts;
    const close = { ...ledger.rows('fill')[0]?.body, clientOrderId: 'X', side: 'sell', commissionUsd: 0 };
    ledger.append('fill', close as never, { channel: 'test', id: 'test' });
    const refused = still.propose({});
    expect(refused.kind === 'refused' && refused.verdict.results.find(one => !one.passed)?.rule).toBe('re-entry-pause');
    still.wall.advance(3000 * 60_000);
    expect(still.propose({}).kind).toBe('proposed');
  });
});

describe('what the gate is told of other instruments', () => {
  it('is the multiplier of a contract and the correlation of daily returns, where there are candles', async () => {
    const falling = Array.from({ length: 62 }, (_, i) => at(100 - (i % 7)));
    const world = await replayedAgent(dailySeries(falling), settingsWith(), 61);
    const { multiplierOf, correlationWith } = world.agent.parts.desk.risk('SPX');
    expect([multiplierOf('SPX'), multiplierOf('ES'), multiplierOf('NOPE')]).toEqual([1, 50, undefined]);
    expect(correlationWith('SPX'), 'with itself').toBeCloseTo(1, 12);
    expect(correlationWith('SPY'), 'without candles').toBeUndefined();
    expect(world.agent.parts.desk.risk('SPY').correlationWith('SPX')).toBeUndefined();
  });
});
