import { z } from 'zod';
import type { Language } from '../../config/settings.ts';
import type { Card } from '../../tools/card.ts';
import { chartPicture } from '../../tools/chart-picture.ts';
import type { ChartSpec } from '../../tools/chart-spec.ts';
import type { QuestionShelf } from '../channels/button-code.ts';
import { plainOf, type Span, splitSpans } from '../channels/split-spans.ts';
import type { Outgoing } from '../delivery/channel.ts';
import { saysThat, type TelegramApi } from './telegram-api.ts';
import { cardSpans, isLiving, type Keyboard, keyboardOf } from './telegram-card.ts';
import { htmlOf, spansOf } from './telegram-text.ts';

const mostCharacters = 4096;
const mostCaption = 1024;
const picture = { width: 1040, height: 640 } as const;

const Sent = z.object({ message_id: z.int() });

/** A chat, and the topic in it where a group has some: "-100123/7". */
const placeOf = (chat: string): { chat_id: string; message_thread_id?: number } => {
  const [id = '', topic] = chat.split('/');
  return { chat_id: id, ...(topic === undefined ? {} : { message_thread_id: Number(topic) }) };
};

/** A message's own number, and that of the picture above it where it has one: "42" or "42+41". */
const idOf = (message: number, above: number | undefined): string =>
  above === undefined ? String(message) : `${message}+${above}`;

const numbersOf = (id: string): { message: number; above: number | undefined } => {
  const [message, above] = id.split('+').map(Number);
  return { message: message ?? 0, above };
};

/** True where an id names this message of Telegram's. */
export const standsIn = (id: string, messageId: number): boolean => numbersOf(id).message === messageId;

const pictureOf = async (chart: ChartSpec, language: Language) => ({
  source: Buffer.from(await chartPicture(chart, { ...picture, theme: 'light', language })),
  filename: 'chart.png',
});

export const messageSpans = ({ text, card, language }: Outgoing): Span[] => [
  ...(text === undefined ? [] : spansOf(text)),
  ...(text !== undefined && card ? [{ text: '\n\n' }] : []),
  ...(card ? cardSpans(card, language) : []),
];

export const splitMessage = (spans: readonly Span[]): Span[][] =>
  splitSpans(spans, mostCharacters).filter(part => plainOf(part).trim() !== '');

/** Sends and edits messages within Telegram's limits: texts as HTML, charts as pictures, buttons below. */
export class TelegramSender {
  readonly api: TelegramApi;
  readonly #shelf: QuestionShelf;

  constructor(api: TelegramApi, shelf: QuestionShelf) {
    this.api = api;
    this.#shelf = shelf;
  }

  /**
   * Sends a message, in parts where it is long; the buttons stand below the last. Returns the id of that one.
   * @throws QuaestorError as `TelegramApi.call`, only while nothing of it has gone out
   */
  async send(chat: string, message: Outgoing): Promise<string> {
    const { card, language } = message;
    const spans = messageSpans(message);
    const keyboard = card && keyboardOf(card, this.#shelf);
    if (!card?.chart) return String(await this.#sendParts(chat, splitMessage(spans), keyboard));
    const photo = await pictureOf(card.chart, language);
    if (!isLiving(card) && plainOf(spans).length <= mostCaption) {
      return String(await this.#sendPhoto(chat, photo, spans, keyboard));
    }
    const above = await this.#sendAbove(chat, photo, card);
    const last = await this.#sendParts(chat, splitMessage(spans), keyboard, above !== undefined);
    return idOf(last, above);
  }

  /** @throws QuaestorError as `TelegramApi.call`; `provider.refused` where the message is gone */
  async edit(chat: string, id: string, message: Outgoing): Promise<void> {
    const { card, language } = message;
    const { message: number, above } = numbersOf(id);
    const [first = [], ...more] = splitMessage(messageSpans(message));
    await this.editPart(chat, number, first, card && keyboardOf(card, this.#shelf));
    for (const part of more) await this.api.patiently(() => this.sendPart(chat, part));
    if (above !== undefined && card?.chart) await this.#changePicture(chat, above, card, language);
  }

  /** One message of at most 4096 characters. */
  async sendPart(chat: string, spans: readonly Span[], markup?: object): Promise<number> {
    return this.#write('sendMessage', { ...placeOf(chat) }, spans, markup);
  }

  async editPart(chat: string, messageId: number, spans: readonly Span[], markup?: object): Promise<void> {
    const { chat_id } = placeOf(chat);
    try {
      await this.#write('editMessageText', { chat_id, message_id: messageId }, spans, markup);
    } catch (thrown) {
      if (!saysThat(thrown, 'message is not modified')) throw thrown;
    }
  }

  async deletePart(chat: string, messageId: number): Promise<void> {
    await this.api.call('deleteMessage', { chat_id: placeOf(chat).chat_id, message_id: messageId });
  }

  async typing(chat: string): Promise<void> {
    await this.api.call('sendChatAction', { ...placeOf(chat), action: 'typing' });
  }

  async #sendParts(chat: string, parts: readonly Span[][], keyboard?: Keyboard, begun = false): Promise<number> {
    let last = 0;
    for (const [i, part] of parts.entries()) {
      const markup = i === parts.length - 1 ? keyboard : undefined;
      const work = () => this.sendPart(chat, part, markup);
      // What has begun is brought to its end here: sent again from the start, its beginning would arrive twice.
      last = begun || i > 0 ? await this.api.patiently(work) : await work();
    }
    return last;
  }

  async #sendPhoto(chat: string, photo: object, caption: readonly Span[], markup?: object): Promise<number> {
    const payload = (html: boolean) => ({
      ...placeOf(chat),
      photo,
      caption: html ? htmlOf(caption) : plainOf(caption),
      ...(html ? { parse_mode: 'HTML' } : {}),
      ...(markup ? { reply_markup: markup } : {}),
    });
    return Sent.parse(await this.#orPlain(html => this.api.call('sendPhoto', payload(html)))).message_id;
  }

  /** The picture of a card with much to say. Where a group takes no pictures its figures arrive all the same. */
  async #sendAbove(chat: string, photo: object, { title }: Card): Promise<number | undefined> {
    try {
      return await this.#sendPhoto(chat, photo, [{ text: title.slice(0, mostCaption), tag: 'b' }]);
    } catch (thrown) {
      if (saysThat(thrown, 'not enough rights to send photos')) return undefined;
      throw thrown;
    }
  }

  /** The levels of an edited proposal are drawn anew. */
  async #changePicture(chat: string, above: number, { chart, title }: Card, language: Language): Promise<void> {
    if (!chart) return;
    const media = { type: 'photo', media: await pictureOf(chart, language), caption: title.slice(0, mostCaption) };
    try {
      await this.api.call('editMessageMedia', { chat_id: placeOf(chat).chat_id, message_id: above, media });
    } catch (thrown) {
      if (!saysThat(thrown, 'message is not modified')) throw thrown;
    }
  }

  async #write(method: string, place: object, spans: readonly Span[], markup?: object): Promise<number> {
    const payload = (html: boolean) => ({
      ...place,
      text: html ? htmlOf(spans) : plainOf(spans),
      ...(html ? { parse_mode: 'HTML' } : {}),
      link_preview_options: { is_disabled: true },
      ...(markup ? { reply_markup: markup } : {}),
    });
    const answer = await this.#orPlain(html => this.api.call(method, payload(html)));
    return Sent.safeParse(answer).data?.message_id ?? 0;
  }

  /** As HTML, and as plain text where Telegram cannot read it: an answer is worth more than its bold letters. */
  async #orPlain(send: (html: boolean) => Promise<unknown>): Promise<unknown> {
    try {
      return await send(true);
    } catch (thrown) {
      if (!saysThat(thrown, "can't parse entities")) throw thrown;
      return send(false);
    }
  }
}
