import type { Agent } from '../../agent/agent.ts';
import type { CardRef } from '../../agent/desk/approval.ts';
import type { AgentEvent } from '../../agent/events.ts';
import type { Press } from '../../agent/press.ts';
import type { Draft } from '../../models/risk/draft.ts';
import { eventOf, testAgent, testSettings } from './test-agent.ts';

/** A bracket that the gate passes on the bundled history. */
export const draft: Draft = {
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

/** An agent with one proposal of a trader that waits, and the reference of its card. */
export async function waiting(desk: Record<string, unknown> = {}, over: Partial<Draft> = {}) {
  const made = await testAgent({ settings: testSettings({ desk }) });
  const { agent } = made;
  const proposed = agent.parts.desk.propose({ ...draft, ...over }, agent.person('test', 'trader'));
  if (proposed.kind !== 'proposed') throw new Error('refused');
  const { id: proposalId, version, nonce } = proposed.proposal;
  return { ...made, card: { proposalId, version, nonce } };
}

/** Presses a button and collects the events. */
export async function press(agent: Agent, pressed: Press, personId = 'approver'): Promise<AgentEvent[]> {
  const events: AgentEvent[] = [];
  await agent.tap(pressed, 'test', personId, event => events.push(event));
  return events;
}

/** The reference of the newest version. */
export const cardNow = (agent: Agent, id = 'P-1'): CardRef => {
  const { version, nonce } = agent.parts.desk.find(id) ?? { version: 0, nonce: '' };
  return { proposalId: id, version, nonce };
};

export const notes = (agent: Agent) => agent.parts.ledger.rows('note').map(({ body }) => body.event);
export const fills = (agent: Agent) => agent.parts.ledger.rows('fill');
export const codeOf = (events: readonly AgentEvent[]) => eventOf(events, 'error').code;
