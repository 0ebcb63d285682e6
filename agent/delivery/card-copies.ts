import type { Clock } from '../../config/clock.ts';
import { asQuaestorError } from '../../config/errors.ts';
import type { Log } from '../../config/log.ts';
import { Language } from '../../config/settings.ts';
import type { CardCopy, OutboxStore } from '../../data/outbox-store.ts';
import type { Card } from '../../tools/card.ts';
import type { Proposal } from '../desk/proposal.ts';
import type { Channel } from './channel.ts';
import { pauseOf } from './pause.ts';

export type CardCopiesParts = {
  store: OutboxStore;
  log: Log;
  wall: Clock;
  findProposal: (id: string) => Proposal | undefined;
  /** The card of a proposal in the state that it has now. */
  cardOf: (proposal: Proposal, language: Language) => Card;
};

/** What a copy shows of a proposal as it is now. */
export const copyOf = (
  { id: proposalId, version, state, approvals }: Proposal,
  place: Pick<CardCopy, 'channel' | 'chat' | 'messageId' | 'language'>,
): CardCopy => ({ ...place, proposalId, version, state, approvals: JSON.stringify(approvals) });

const keyOf = ({ channel, chat, messageId }: CardCopy): string => `${channel} ${chat} ${messageId}`;

/** Edits every copy of a proposal's card to what the proposal is now; a copy that has to wait delays no other. */
export class CardCopies {
  readonly #parts: CardCopiesParts;
  /** Copies whose edit failed: not before `until` (UTC ms) again. */
  readonly #pauses = new Map<string, { until: number; tries: number }>();

  constructor(parts: CardCopiesParts) {
    this.#parts = parts;
  }

  /** Copies on a channel that show what is no longer so, and may be edited now. */
  stale(channel: Channel): CardCopy[] {
    if (!channel.edit) return [];
    const now = this.#parts.wall.now();
    const mayNow = (copy: CardCopy): boolean => now >= (this.#pauses.get(keyOf(copy))?.until ?? now);
    return this.#parts.store.staleCopies(channel.name).filter(mayNow);
  }

  async edit(channel: Channel): Promise<void> {
    for (const copy of this.stale(channel)) await this.#editOne(channel, copy);
  }

  async #editOne(channel: Channel, copy: CardCopy): Promise<void> {
    const { store, findProposal, cardOf, log, wall } = this.#parts;
    const proposal = findProposal(copy.proposalId);
    if (!proposal) return store.dropCopy(copy);
    const key = keyOf(copy);
    const tries = this.#pauses.get(key)?.tries ?? 0;
    this.#pauses.delete(key);
    const language = Language.parse(copy.language);
    try {
      await channel.edit?.(copy.chat, copy.messageId, { language, card: cardOf(proposal, language) });
      store.keepCopy(copyOf(proposal, copy));
    } catch (thrown) {
      const error = asQuaestorError(thrown);
      if (error.retryable) {
        this.#pauses.set(key, { until: wall.now() + pauseOf(error, tries), tries: tries + 1 });
        return;
      }
      log.warn('a card could not be edited', { channel: channel.name, proposalId: copy.proposalId, error });
      store.dropCopy(copy);
    }
  }
}
