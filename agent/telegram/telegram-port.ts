import { QuaestorError } from '../../config/errors.ts';
import type { ChatPort } from '../channels/chat-turn.ts';
import { plainOf, type Span } from '../channels/split-spans.ts';
import type { Outgoing } from '../delivery/channel.ts';
import { messageSpans, splitMessage, type TelegramSender } from './telegram-sender.ts';

/** A text in as many messages as it needs. */
type LongText = { ids: number[]; shown: string[] };

const isGone = (thrown: unknown): boolean => thrown instanceof QuaestorError && thrown.code === 'provider.refused';

/** One chat as a turn writes to it: it waits where Telegram asks to, and a text that grows goes on in further messages. */
export class TelegramPort implements ChatPort {
  readonly editEveryMs: number;
  readonly #sender: TelegramSender;
  readonly #chat: string;
  readonly #texts = new Map<string, LongText>();

  constructor(sender: TelegramSender, chat: string) {
    this.#sender = sender;
    this.#chat = chat;
    this.editEveryMs = sender.api.editEveryMs(chat);
  }

  async send(message: Outgoing): Promise<string | undefined> {
    if (message.card) return this.#sender.api.patiently(() => this.#sender.send(this.#chat, message));
    const text: LongText = { ids: [], shown: [] };
    await this.#show(text, message);
    const [first] = text.ids;
    if (first !== undefined) this.#texts.set(String(first), text);
    return first === undefined ? undefined : String(first);
  }

  async edit(messageId: string, message: Outgoing): Promise<void> {
    const text = this.#texts.get(messageId);
    if (text && !message.card) await this.#show(text, message);
    else await this.#sender.api.patiently(() => this.#sender.edit(this.#chat, messageId, message));
  }

  /** Brings every part where it belongs; only what differs is sent. */
  async #show(text: LongText, message: Outgoing): Promise<void> {
    const parts = splitMessage(messageSpans(message));
    for (const [i, part] of parts.entries()) {
      if (text.shown[i] === plainOf(part)) continue;
      text.ids[i] = await this.#sender.api.patiently(() => this.#place(text.ids[i], part));
      text.shown[i] = plainOf(part);
    }
    for (const id of text.ids.splice(parts.length)) {
      await this.#sender.api.patiently(() => this.#sender.deletePart(this.#chat, id));
    }
    text.shown.length = text.ids.length;
  }

  /** Edits a message, or sends it where there is none or it was deleted meanwhile. */
  async #place(id: number | undefined, part: readonly Span[]): Promise<number> {
    if (id === undefined) return this.#sender.sendPart(this.#chat, part);
    try {
      await this.#sender.editPart(this.#chat, id, part);
      return id;
    } catch (thrown) {
      if (!isGone(thrown)) throw thrown;
      return this.#sender.sendPart(this.#chat, part);
    }
  }
}
