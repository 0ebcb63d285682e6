import type { Server } from '@modelcontextprotocol/sdk/server/index.js';
import { asQuaestorError } from '../../config/errors.ts';
import { errorText } from '../../config/messages.ts';
import { translateTo } from '../../config/text.ts';
import type { Agent } from '../agent.ts';
import { cardText } from '../channels/card-text.ts';
import { atLeast, type Person } from '../people.ts';

/** What a person at the client is asked; anything but a clear yes leaves the proposal where it is. */
const requestedSchema = {
  type: 'object' as const,
  properties: {
    approve: { type: 'boolean' as const, title: 'Approve / Approuver', description: 'true: approve, false: reject' },
  },
  required: ['approve'],
};

/**
 * Asks the person at the client about a proposal, where the client can ask and the account is simulated; else says that it
 * waits. The answer goes to the desk like a tap: gate again, on fresh prices.
 */
export async function askToApprove(
  agent: Agent,
  server: Server,
  person: Person,
  proposalId: string,
): Promise<{ text: string; settled: boolean }> {
  const { desk, scenes, settings } = agent.parts;
  const t = translateTo(person.language);
  const waiting = t({
    en: `Proposal ${proposalId} waits for a person: approve or reject it in Quaestor.`,
    fr: `La proposition ${proposalId} attend une personne : approuvez-la ou rejetez-la dans Quaestor.`,
  });
  const proposal = desk.find(proposalId);
  const canAsk = server.getClientCapabilities()?.elicitation !== undefined;
  if (!proposal || !canAsk || settings.broker.kind !== 'paper' || !atLeast(person.role, 'approver'))
    return { text: waiting, settled: false };
  const message = cardText(scenes.proposal(proposal, t), { withLead: true, width: 92, approve: () => '' });
  const answer = await server.elicitInput({ message, requestedSchema }).catch(() => undefined);
  if (answer?.action !== 'accept' || typeof answer.content?.approve !== 'boolean')
    return { text: waiting, settled: false };
  const verb = answer.content.approve ? 'approve' : 'reject';
  try {
    const decided = await desk.decide({ verb, proposalId, version: proposal.version, nonce: proposal.nonce }, person);
    const text = cardText(scenes.outcome(decided, t), { withLead: true, width: 92, approve: () => '' });
    return { text, settled: true };
  } catch (thrown) {
    return { text: t(errorText(asQuaestorError(thrown), agent.reference())), settled: false };
  }
}
