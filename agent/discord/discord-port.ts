import { oneLine } from '../../config/clean-text.ts';
import type { Card } from '../../tools/card.ts';
import type { QuestionShelf } from '../channels/button-code.ts';
import type { ChatPort } from '../channels/chat-turn.ts';
import type { Outgoing } from '../delivery/channel.ts';
import { saysCode } from './discord-api.ts';
import { cardPayload, textPayload } from './discord-card.ts';
import type { DiscordPlace } from './discord-place.ts';
import { cutTo, splitText } from './discord-text.ts';

/** Messages of one answer that stand in a channel; what follows them goes to a thread. */
const mostInChannel = 2;
const mostThreadName = 100;
const unknownMessage = 10_008;

type Part = { readonly place: DiscordPlace; readonly id: string; readonly shown: string };

/** A text in as many messages as it needs. */
type LongText = { parts: Part[]; thread?: Promise<DiscordPlace | undefined> };

/** True for the card of a proposal that waits: its message is edited later, which only one that all see can be. */
const isLiving = ({ actions }: Card): boolean => actions.some(({ kind }) => kind === 'approve' || kind === 'reject');

export type DiscordPortOptions = {
  readonly place: DiscordPlace;
  readonly shelf: QuestionShelf;
  readonly editEveryMs: number;
  /** What was asked: the name of a thread. */
  readonly topic: string;
};

/** One place as a turn writes to it: a text that grows goes on in further messages, and a long one in a thread. */
export class DiscordPort implements ChatPort {
  readonly editEveryMs: number;
  readonly #options: DiscordPortOptions;
  readonly #texts = new Map<string, LongText>();

  constructor(options: DiscordPortOptions) {
    this.#options = options;
    this.editEveryMs = options.editEveryMs;
  }

  async send({ text, card, language }: Outgoing): Promise<string | undefined> {
    const { place, shelf } = this.#options;
    if (card) return place.create(await cardPayload(card, language, shelf), isLiving(card));
    const long: LongText = { parts: [] };
    await this.#show(long, text ?? '');
    const [first] = long.parts;
    if (first) this.#texts.set(first.id, long);
    return first?.id;
  }

  async edit(messageId: string, { text, card, language }: Outgoing): Promise<void> {
    const { place, shelf } = this.#options;
    const long = this.#texts.get(messageId);
    if (card) await place.change(messageId, await cardPayload(card, language, shelf));
    else if (long) await this.#show(long, text ?? '');
  }

  /** Brings every part where it belongs; only what differs is sent. */
  async #show(long: LongText, text: string): Promise<void> {
    const wanted = splitText(text);
    for (const [i, content] of wanted.entries()) {
      const part = long.parts[i];
      if (part?.shown !== content) long.parts[i] = await this.#write(long, i, content);
    }
    for (const { place, id } of long.parts.splice(wanted.length)) await place.remove(id);
  }

  /** Edits a part, or sends it where there is none or it was deleted meanwhile. */
  async #write(long: LongText, i: number, content: string): Promise<Part> {
    const known = long.parts[i];
    try {
      if (known) {
        await known.place.change(known.id, textPayload(content));
        return { ...known, shown: content };
      }
    } catch (thrown) {
      if (!saysCode(thrown, unknownMessage)) throw thrown;
    }
    const place = await this.#placeOf(long, i);
    return { place, id: await place.create(textPayload(content)), shown: content };
  }

  async #placeOf(long: LongText, i: number): Promise<DiscordPlace> {
    const { place, topic } = this.#options;
    const above = long.parts[mostInChannel - 1];
    if (i < mostInChannel || !above) return place;
    long.thread ??= place.thread(above.id, cutTo(oneLine(topic), mostThreadName) || 'Quaestor');
    return (await long.thread) ?? place;
  }
}
