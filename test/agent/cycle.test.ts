import { describe, expect, it } from 'vitest';
import { openAgent } from '../../agent/open-agent.ts';
import { openLog } from '../../config/log.ts';
import { openDatabase } from '../../data/database.ts';
import { InstrumentRegistry } from '../../data/instrument-registry.ts';
import { HistoryMarket } from '../../data/market/history-market.ts';
import { flatSeries } from '../kit/candles.ts';
import { memorySource } from '../kit/moving-market.ts';
import { testAgent, testSettings } from '../kit/test-agent.ts';

const cycleOn = (symbol: string, over: Record<string, unknown> = {}) =>
  testSettings({ cycle: { strategy: 'buy_and_hold', symbol, investPercent: 20 }, ...over });

describe('the decision cycle', () => {
  it('proposes what the strategy drafts, once on each candle, and writes the decision down', async () => {
    const { agent } = await testAgent({ settings: cycleOn('SPX') });
    const person = agent.person('test', 'owner');
    const first = await agent.parts.cycle.decide(person);
    expect(first.strategy).toMatchObject({
      strategy: 'buy_and_hold',
      candleOn: '2020-04-17',
      proposed: [{ kind: 'proposed' }],
    });
    expect(first).toMatchObject({ alerts: [], manager: undefined });
    expect((await agent.parts.cycle.decide(person)).strategy?.proposed, 'the candle is decided on').toEqual([]);
    expect(agent.parts.ledger.rows('decision').map(row => row.body)).toEqual([
      { decisionId: 'buy_and_hold-SPX-2020-04-17', strategy: 'buy_and_hold', candleOn: '2020-04-17', drafts: 1 },
    ]);
    expect(agent.parts.ledger.rows('fill'), 'a decision buys nothing').toEqual([]);
  });

  it('decides on each instrument: another one has candles of the same day', async () => {
    const database = openDatabase(':memory:');
    const market = new HistoryMarket(
      new InstrumentRegistry(),
      [memorySource(flatSeries([100, 100], 'SPX'), flatSeries([50, 50], 'SPY'))],
      'SPX',
    );
    for (const symbol of ['SPX', 'SPY']) {
      const agent = await openAgent({ settings: cycleOn(symbol), database, market, log: openLog('silent') });
      expect((await agent.parts.cycle.decide(agent.person('test', 'owner'))).strategy?.proposed, symbol).toHaveLength(
        1,
      );
    }
  });

  it('is silent while an order of the instrument waits', async () => {
    const settings = cycleOn('SPX');
    const { agent } = await testAgent({ settings });
    const person = agent.person('test', 'owner');
    agent.parts.desk.propose(
      {
        accountId: 'paper',
        symbol: 'SPX',
        side: 'buy',
        sizing: { kind: 'quantity', amount: 1 },
        entry: 1,
        decisionId: 'D',
        tainted: false,
      },
      person,
    );
    expect((await agent.parts.cycle.decide(person)).strategy?.proposed).toEqual([]);
  });

  it('takes as much as the regime leaves: 70 % of 20 % in the defensive spring of 2020', async () => {
    const { agent } = await testAgent({ settings: cycleOn('SPX') });
    const { strategy } = await agent.parts.cycle.decide(agent.person('test', 'owner'));
    const [first] = strategy?.proposed ?? [];
    if (first?.kind !== 'proposed') throw new Error('refused');
    expect(first.proposal.draft.sizing).toEqual({ kind: 'equity-percent', amount: 14 });
    const free = await testAgent({ settings: cycleOn('SPX', { risk: { regimeScale: null } }) });
    const whole = await free.agent.parts.cycle.decide(free.agent.person('test', 'owner'));
    expect(whole.strategy?.proposed[0]).toMatchObject({ proposal: { draft: { sizing: { amount: 20 } } } });
  });

  it('routed takes the strategy that suits the regime, and holds where it cannot be read', async () => {
    const { agent } = await testAgent({ settings: testSettings({ cycle: { strategy: 'routed' } }) });
    expect(await agent.parts.cycle.decide(agent.person('test', 'owner'))).toMatchObject({
      strategy: { strategy: 'volatility_targeting' },
    });
    const market = new HistoryMarket(new InstrumentRegistry(), [memorySource(flatSeries([100, 100], 'SPX'))], 'SPX');
    const short = await testAgent({ settings: testSettings({ cycle: { strategy: 'routed' } }), market });
    expect(await short.agent.parts.cycle.decide(short.agent.person('test', 'owner'))).toMatchObject({
      strategy: { strategy: 'routed', proposed: [] },
    });
  });

  it('without a strategy, or with one that nobody knows, says what to set', async () => {
    const none = await testAgent();
    await expect(none.agent.parts.cycle.decide(none.agent.person('test', 'owner'))).rejects.toMatchObject({
      code: 'config.missing-key',
      message: expect.stringContaining('cycle.strategy'),
    });
    const unknown = await testAgent({ settings: testSettings({ cycle: { strategy: 'astrology' } }) });
    await expect(unknown.agent.parts.cycle.decide(unknown.agent.person('test', 'owner'))).rejects.toMatchObject({
      code: 'backtest.unknown-strategy',
    });
  });
});
