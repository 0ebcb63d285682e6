import { describe, expect, it } from 'vitest';
import type { Agent } from '../../agent/agent.ts';
import type { CardRef } from '../../agent/desk/approval.ts';
import type { AgentEvent } from '../../agent/events.ts';
import type { Press } from '../../agent/press.ts';
import type { Draft } from '../../models/risk/draft.ts';
import { eventOf, testAgent, testSettings } from '../kit/test-agent.ts';

const draft: Draft = {
  accountId: 'paper',
  symbol: 'SPX',
  side: 'buy',
  sizing: { kind: 'quantity', amount: 5 },
  entry: 2874.56,
  stop: 2700,
  target: 3200,
  decisionId: 'D-1',
  tainted: false,
};

async function waiting(desk: Record<string, unknown> = {}, over: Partial<Draft> = {}) {
  const made = await testAgent({ settings: testSettings({ desk }) });
  const { agent } = made;
  const proposed = agent.parts.desk.propose({ ...draft, ...over }, agent.person('test', 'trader'));
  if (proposed.kind !== 'proposed') throw new Error('refused');
  const { id: proposalId, version, nonce } = proposed.proposal;
  return { ...made, card: { proposalId, version, nonce } };
}

async function press(agent: Agent, pressed: Press, personId = 'approver'): Promise<AgentEvent[]> {
  const events: AgentEvent[] = [];
  await agent.tap(pressed, 'test', personId, event => events.push(event));
  return events;
}

const cardNow = (agent: Agent, id = 'P-1'): CardRef => {
  const { version, nonce } = agent.parts.desk.find(id) ?? { version: 0, nonce: '' };
  return { proposalId: id, version, nonce };
};

const notes = (agent: Agent) => agent.parts.ledger.rows('note').map(({ body }) => body.event);
const fills = (agent: Agent) => agent.parts.ledger.rows('fill');
const codeOf = (events: readonly AgentEvent[]) => eventOf(events, 'error').code;

describe('the question before a first approval', () => {
  const asked = { checkQuestion: 'always' };

  it('is asked once, with the money at risk among its answers, and a wrong one opens nothing', async () => {
    const { agent, card } = await waiting(asked);
    const question = eventOf(await press(agent, { verb: 'approve', ...card }), 'tool-result').card;
    expect(question?.lead).toContain('about how much is lost');
    const labels = question?.actions.map(({ label }) => label) ?? [];
    expect(labels.toSorted(), '5 * (2874.56 - 2700) + round trip').toEqual(
      ['$8,958.04', '$895.80', '$89.58'].toSorted(),
    );
    const right = labels.indexOf('$895.80');
    expect(fills(agent)).toEqual([]);
    const wrong = await press(agent, { verb: 'answer', ...card, choice: (right + 1) % 3 });
    expect(eventOf(wrong, 'tool-result')).toMatchObject({ ok: false });
    await expect(
      agent.parts.desk.decide({ verb: 'approve', ...card }, agent.person('test', 'approver')),
    ).rejects.toMatchObject({ code: 'desk.check-first' });
    const answered = await press(agent, { verb: 'answer', ...card, choice: right });
    expect(eventOf(answered, 'tool-result').card?.lead).toContain('Right');
    await press(agent, { verb: 'approve', ...card });
    expect(fills(agent)).toHaveLength(1);
    const next = agent.parts.desk.propose(
      { ...draft, sizing: { kind: 'quantity', amount: 1 } },
      agent.person('test', 'trader'),
    );
    expect(next.kind).toBe('proposed');
    const once = await agent.parts.desk.question(cardNow(agent, 'P-2'), agent.person('test', 'approver'));
    expect(once, 'once for all').toBeUndefined();
  });

  it('asks for the value where there is no stop, and rejecting needs no answer', async () => {
    const { agent, card } = await waiting(asked, { stop: undefined, target: undefined });
    const question = eventOf(await press(agent, { verb: 'approve', ...card }), 'tool-result').card;
    expect(question?.lead).toContain('how much money does this SPX order move');
    expect(eventOf(await press(agent, { verb: 'reject', ...card }), 'proposal-changed').state).toBe('rejected');
  });

  it('is not shown to who may not approve, and their click is written down', async () => {
    const { agent, card } = await waiting(asked);
    expect(codeOf(await press(agent, { verb: 'approve', ...card }, 'trader'))).toBe('desk.not-yours');
    expect(notes(agent)).toContain('click-refused');
  });

  it('is not asked on paper by default', async () => {
    const { agent, card } = await waiting();
    expect(await agent.parts.desk.question(card, agent.person('test', 'approver'))).toBeUndefined();
  });
});
