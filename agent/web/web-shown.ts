import type { AccountId } from '../../data/people-store.ts';
import { ShownCards } from './shown-cards.ts';

/** Conversations whose cards are remembered at once: memory stays flat however many people come. */
const mostConversations = 400;

const keyOf = ({ channel, id }: AccountId): string => `${channel}:${id}`;

/** The cards that were shown, by conversation; the one that has been silent the longest is forgotten first. */
export class ShownShelf {
  readonly #shelf = new Map<string, ShownCards>();

  of(conversation: AccountId): ShownCards {
    const key = keyOf(conversation);
    const cards = this.#shelf.get(key) ?? new ShownCards();
    this.#shelf.delete(key);
    this.#shelf.set(key, cards);
    const [oldest] = this.#shelf.keys();
    if (this.#shelf.size > mostConversations && oldest !== undefined) this.#shelf.delete(oldest);
    return cards;
  }

  /** Forgets one conversation, or all of a person. */
  forget(conversation: AccountId): void {
    this.#shelf.delete(keyOf(conversation));
  }

  forgetAll({ channel, id }: AccountId): void {
    for (const key of this.#shelf.keys()) {
      if (key === `${channel}:${id}` || key.startsWith(`${channel}:${id}@`)) this.#shelf.delete(key);
    }
  }
}
