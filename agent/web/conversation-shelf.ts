import type { AccountId } from '../../data/people-store.ts';
import { ConversationCards } from './conversation-cards.ts';

/** What is remembered at once: memory stays flat however many people come and whatever they ask for. */
export type ShelfRoom = { readonly conversations: number; readonly characters: number };

const room: ShelfRoom = { conversations: 400, characters: 3_000_000 };

const keyOf = ({ channel, id }: AccountId): string => `${channel}:${id}`;

/** The cards that were shown, by conversation; the one that has been silent the longest is forgotten first. */
export class ConversationShelf {
  readonly #shelf = new Map<string, ConversationCards>();
  readonly #room: ShelfRoom;

  constructor(most: ShelfRoom = room) {
    this.#room = most;
  }

  /** The cards of a conversation, which is now the last that spoke. */
  of(conversation: AccountId): ConversationCards {
    const key = keyOf(conversation);
    const cards = this.#shelf.get(key) ?? new ConversationCards();
    this.#shelf.delete(key);
    this.#shelf.set(key, cards);
    this.#forgetOldest();
    return cards;
  }

  /** Never the conversation that speaks just now. */
  #forgetOldest(): void {
    let characters = [...this.#shelf.values()].reduce((sum, cards) => sum + cards.characters, 0);
    for (const [key, cards] of this.#shelf) {
      const isFull = this.#shelf.size > this.#room.conversations || characters > this.#room.characters;
      if (!isFull || this.#shelf.size === 1) return;
      characters -= cards.characters;
      this.#shelf.delete(key);
    }
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
