import { describe, expect, it } from 'vitest';
import type { Agent } from '../../agent/agent.ts';
import type { Tap } from '../../agent/desk/desk.ts';
import type { AgentEvent } from '../../agent/events.ts';
import type { ScriptedStep } from '../kit/scripted-model.ts';
import { answerOf, eventOf, say, testAgent, testSettings } from '../kit/test-agent.ts';

const buy = (args: Record<string, unknown> = {}): ScriptedStep[] => [
  {
    calls: [
      { name: 'propose_trade', args: { symbol: 'SPX', side: 'buy', quantity: 5, stop: 2700, target: 3200, ...args } },
    ],
  },
  { text: 'I proposed it.' },
];

async function proposed(over: Parameters<typeof testAgent>[0] = {}) {
  const made = await testAgent({ steps: buy(), ...over });
  const events = await say(made.agent, 'Buy five', 'trader');
  const card = eventOf(events, 'proposal-made').card;
  const action = card.actions.find(one => one.kind === 'approve');
  const tap: Tap = {
    verb: 'approve',
    proposalId: action?.proposalId ?? '',
    version: action?.version ?? 0,
    nonce: action?.nonce ?? '',
  };
  return { ...made, events, card, tap };
}

async function press(agent: Agent, tap: Tap, personId = 'approver', language?: 'en' | 'fr'): Promise<AgentEvent[]> {
  const events: AgentEvent[] = [];
  await agent.tap(tap, 'test', personId, event => events.push(event), language);
  return events;
}

const fills = (agent: Agent) => agent.parts.ledger.rows('fill').map(row => row.body);

describe('the trade and approval flows', () => {
  it('a draft becomes a proposal whose card is made from ledger rows', async () => {
    const { agent, events, card } = await proposed();
    expect(agent.parts.ledger.rows().map(row => row.kind)).toEqual(['note', 'draft', 'verdict', 'proposal']);
    expect(card.title).toBe('P-1: buy S&P 500');
    expect(card.table?.rows.flat().join(' ')).toContain('$14,372.80');
    expect(card.chart?.levels.map(level => level.value)).toEqual([2874.560059, 2700, 3200]);
    expect(answerOf(events)).toBe('I proposed it.');
    expect(fills(agent), 'a proposal buys nothing').toEqual([]);
  });

  it('an approval becomes one order, one fill and a card that says so', async () => {
    const { agent, tap } = await proposed();
    const events = await press(agent, tap);
    expect(eventOf(events, 'proposal-changed')).toMatchObject({ state: 'done' });
    expect(answerOf(events)).toBe('Filled: bought 5 SPX at 2,875.43 on 2020-04-17, commission $7.19.');
    expect(fills(agent)).toHaveLength(1);
    expect(
      agent.parts.ledger
        .rows()
        .map(row => row.kind)
        .slice(4),
    ).toEqual(['approval', 'order', 'fill']);
    expect(agent.parts.ledger.verify()).toBe(7);
  });

  it('a rejection sends nothing and ends the proposal', async () => {
    const { agent, tap } = await proposed();
    expect(eventOf(await press(agent, { ...tap, verb: 'reject' }), 'proposal-changed').state).toBe('rejected');
    expect(eventOf(await press(agent, tap), 'error').code).toBe('desk.already-decided');
    expect(fills(agent)).toEqual([]);
  });

  it('a draft that breaks a rule is refused with the rule, its numbers and what would pass', async () => {
    const { agent } = await testAgent({ steps: buy({ quantity: 50 }) });
    const events = await say(agent, 'Buy fifty');
    expect(eventOf(events, 'tool-result').card?.lead).toMatch(
      /143.7% of equity; the limit is 25.0%. At most 8.69 more units pass/,
    );
    expect(agent.parts.desk.waiting()).toEqual([]);
  });

  it('closing a position makes a trade with its result after costs of both sides', async () => {
    const { agent, tap } = await proposed({
      steps: [
        ...buy(),
        ...buy({ side: 'sell', quantity: undefined, stop: undefined, target: undefined, closePosition: true }),
      ],
    });
    await press(agent, tap);
    const card = eventOf(await say(agent, 'Close it'), 'proposal-made').card;
    const { proposalId = '', version = 0, nonce = '' } = card.actions[0] ?? {};
    await press(agent, { verb: 'approve', proposalId, version, nonce });
    const [trade] = agent.parts.ledger.rows('trade').map(row => row.body);
    expect(trade).toMatchObject({
      direction: 'long',
      quantity: 5,
      entryPrice: 2875.43,
      exitPrice: 2873.69,
      exitReason: 'order',
    });
    expect(trade?.profitUsd, '5 * (2873.69 - 2875.43) - 7.19 - 7.18').toBeCloseTo(-23.07, 9);
    expect(agent.parts.scenes.memory().valuation.positions).toEqual([]);
  });
});

describe('a tap that must not count', () => {
  it('approving twice fills once, also when both taps come at the same moment', async () => {
    const { agent, tap } = await proposed();
    const [first, second] = await Promise.all([press(agent, tap), press(agent, tap, 'owner')]);
    expect(eventOf(first, 'proposal-changed').state).toBe('done');
    expect(eventOf(second, 'error')).toMatchObject({ code: 'desk.already-decided' });
    expect(answerOf(second)).toContain('by approver');
    expect(fills(agent)).toHaveLength(1);
  });

  it('approving late is refused, and expired means no', async () => {
    const { agent, tap, wall } = await proposed();
    wall.advance(30 * 60_000);
    expect(eventOf(await press(agent, tap), 'error').code).toBe('desk.expired');
    expect(agent.parts.ledger.rows('approval').map(row => row.body.decision)).toEqual(['expired']);
    expect(fills(agent)).toEqual([]);
  });

  it('a viewer cannot approve, and the attempt is written down', async () => {
    const { agent, tap } = await proposed();
    expect(eventOf(await press(agent, tap, 'reader'), 'error').code).toBe('desk.not-yours');
    expect(eventOf(await press(agent, tap, 'stranger', 'fr'), 'error').text).toContain('lecteur');
    expect(agent.parts.ledger.rows('note').filter(row => row.body.event === 'click-refused')).toHaveLength(2);
    expect(fills(agent)).toEqual([]);
  });

  it('a wrong nonce, an old version and an unknown proposal are refused', async () => {
    const { agent, tap } = await proposed();
    expect(eventOf(await press(agent, { ...tap, nonce: 'forged' }), 'error').code).toBe('desk.changed');
    expect(eventOf(await press(agent, { ...tap, version: 2 }), 'error').code).toBe('desk.changed');
    expect(eventOf(await press(agent, { ...tap, proposalId: 'P-99' }), 'error').code).toBe('desk.not-found');
    expect(fills(agent)).toEqual([]);
  });

  it('approving after the content changed is refused', async () => {
    const { agent, tap } = await proposed();
    agent.parts.database.prepare('update proposal set body = replace(body, \'"quantity":5\', \'"quantity":6\')').run();
    expect(eventOf(await press(agent, tap), 'error').code, 'the approval is bound to the hash of what was shown').toBe(
      'desk.changed',
    );
    expect(fills(agent)).toEqual([]);
  });

  it('a stop between proposal and tap wins', async () => {
    const { agent, tap } = await proposed();
    await say(agent, '/stop');
    const events = await press(agent, tap);
    expect(eventOf(events, 'error').code).toBe('desk.refused');
    expect(answerOf(events)).toContain('kill switch');
    expect(agent.parts.desk.find('P-1')?.state).toBe('refused');
    expect(fills(agent)).toEqual([]);
  });

  it('a proposal that is too old on the price no longer holds', async () => {
    const { agent, tap } = await proposed({ settings: testSettings({ desk: { priceBandShare: 0.000001 } }) });
    const quote = agent.parts.market.quote.bind(agent.parts.market);
    agent.parts.market.quote = symbol => ({ ...quote(symbol), price: quote(symbol).price * 1.01 });
    const events = await press(agent, tap);
    expect(eventOf(events, 'error').code).toBe('desk.price-moved');
    expect(agent.parts.desk.find('P-1')?.state).toBe('expired');
    expect(fills(agent)).toEqual([]);
  });

  it('a price that is not a number is outside every band', async () => {
    const { agent, tap } = await proposed();
    const quote = agent.parts.market.quote.bind(agent.parts.market);
    agent.parts.market.quote = symbol => ({ ...quote(symbol), price: Number.NaN });
    expect(eventOf(await press(agent, tap), 'error').code).toBe('desk.price-moved');
    expect(fills(agent)).toEqual([]);
  });
});

describe('the stop flow', () => {
  it('stops new risk for everybody, lets positions be reduced, and only an admin lifts it', async () => {
    const sell = buy({ side: 'sell', quantity: 2, stop: undefined, target: undefined });
    const { agent, tap } = await proposed({ steps: [...buy(), ...buy(), ...sell] });
    await press(agent, tap);
    expect(answerOf(await say(agent, '/stop', 'reader')), 'anybody may stop').toContain('Trading is stopped');
    expect(eventOf(await say(agent, 'Buy more', 'trader'), 'tool-result').card?.lead).toContain('kill switch');
    const reduce = eventOf(await say(agent, 'Sell two', 'trader'), 'proposal-made').card.actions[0];
    await press(agent, {
      verb: 'approve',
      proposalId: reduce?.proposalId ?? '',
      version: 1,
      nonce: reduce?.nonce ?? '',
    });
    expect(agent.parts.scenes.memory().valuation.positions[0]?.quantity).toBe(3);
    expect(eventOf(await say(agent, '/resume', 'trader'), 'error').code).toBe('tool.forbidden');
    expect(answerOf(await say(agent, '/resume', 'owner'))).toContain('on again');
    expect(agent.parts.desk.halted()).toBe(false);
  });
});

describe('roles at the door', () => {
  it('a viewer cannot propose, and a trader cannot import', async () => {
    const { agent } = await testAgent({
      steps: [
        ...buy(),
        { calls: [{ name: 'import_candles', args: { path: '/tmp/x.csv', symbol: 'SPX' } }] },
        { text: 'no' },
      ],
    });
    expect(eventOf(await say(agent, 'Buy', 'reader'), 'tool-result').card?.lead).toMatch(
      /needs the role trader; you are a viewer/,
    );
    expect(eventOf(await say(agent, 'Import', 'trader'), 'tool-result').card?.lead).toMatch(/needs the role admin/);
    expect(agent.parts.ledger.rows('note').filter(row => row.body.event === 'role-refused')).toHaveLength(2);
    expect(agent.parts.desk.waiting()).toEqual([]);
  });
});
