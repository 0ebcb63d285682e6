import type { Text } from '../../config/text.ts';
import type { Agent } from '../agent.ts';
import { readChange } from '../commands/desk-commands.ts';
import type { CardRef } from '../desk/approval.ts';
import type { Press } from '../press.ts';

type EditPress = Extract<Press, { verb: 'edit' }>;

/** Asks for the change of a proposal. The words name its version, so that an answer is understood after a restart too. */
export const editPrompt = ({ proposalId, version }: Pick<CardRef, 'proposalId' | 'version'>): Text => ({
  en: `✎ ${proposalId} (version ${version})\nReply with: quantity 5 stop 2700 target 3200. What you leave out stays.`,
  fr: `✎ ${proposalId} (version ${version})\nRépondez avec : quantité 5 stop 2700 objectif 3200. Ce que vous omettez reste.`,
});

/** What is shown in the empty field in which the reply is written. */
export const editPlaceholder: Text = {
  en: 'quantity 5 stop 2700 target 3200',
  fr: 'quantité 5 stop 2700 objectif 3200',
};

/** The card that a prompt asks about; undefined for any other text. */
export function promptedCard(agent: Agent, prompt: string): CardRef | undefined {
  const [, proposalId, said] = /✎ (P-\d+) \(version (\d+)\)/.exec(prompt) ?? [];
  if (proposalId === undefined) return undefined;
  const version = Number(said);
  const proposal = agent.parts.desk.find(proposalId);
  return { proposalId, version, nonce: proposal?.version === version ? proposal.nonce : '' };
}

/** @throws QuaestorError `user.bad-request` that says how to put it */
export const editPress = (card: CardRef, said: string): EditPress => ({
  verb: 'edit',
  ...card,
  change: readChange(said),
});
