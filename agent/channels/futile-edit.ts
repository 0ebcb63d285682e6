import type { Agent } from '../agent.ts';
import type { CardRef } from '../desk/approval.ts';
import { atLeast, type Person } from '../people.ts';
import type { Press } from '../press.ts';

/**
 * The press that the desk is bound to refuse, and to write down, where a person may not edit this card now: nobody is
 * asked for figures in vain. Undefined where they may.
 */
export function futileEdit(agent: Agent, card: CardRef, person: Person): Extract<Press, { verb: 'edit' }> | undefined {
  const proposal = agent.parts.desk.waiting().find(({ id }) => id === card.proposalId);
  const current = proposal?.version === card.version && proposal.nonce === card.nonce;
  if (current && atLeast(person.role, 'trader')) return undefined;
  const quantity = agent.parts.desk.find(card.proposalId)?.verdict.order?.quantity ?? 1;
  return { verb: 'edit', ...card, change: { quantity } };
}
