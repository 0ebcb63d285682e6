import type { Language } from '../../config/settings.ts';
import { translateTo } from '../../config/text.ts';
import type { Card } from '../../tools/card.ts';
import type { Outgoing } from '../delivery/channel.ts';
import type { AgentEvent, Emit } from '../events.ts';
import { addsTo } from './adds-to.ts';

/** One chat of a message channel, as a turn writes to it. It keeps the limits of its provider. */
export interface ChatPort {
  /** Least time between two edits of one message. */
  readonly editEveryMs: number;
  send(message: Outgoing): Promise<string | undefined>;
  edit(messageId: string, message: Outgoing): Promise<void>;
}

export type ChatTurnOptions = {
  language: Language;
  /** The message whose button was pressed: a card that changes is changed there. */
  pressed?: string | undefined;
  /** A proposal's card stands in a message now. */
  onShown: (messageId: string, proposalId: string) => void;
};

type ToShow = { card: Card; proposalId?: string; instead: boolean };

/** What stands at the end of a text that is still being written. */
const cursor = ' ▌';

/**
 * Writes the events of one turn into a chat: the text as it comes, by edits that keep the channel's pace, then the cards
 * that add to it. What goes out goes in order, and what fails keeps nothing else back; `end` resolves when everything
 * stands there, and rejects with the first failure.
 */
export class ChatTurn {
  readonly #port: ChatPort;
  readonly #options: ChatTurnOptions;
  #work: Promise<void> = Promise.resolve();
  #fault: unknown;
  #textId: string | undefined;
  #shown = '';
  #wanted = '';
  #delta = '';
  #messageId: string | undefined;
  #timer: NodeJS.Timeout | undefined;
  #lastEditAt = 0;
  readonly #cards: ToShow[] = [];

  constructor(port: ChatPort, options: ChatTurnOptions) {
    this.#port = port;
    this.#options = options;
  }

  readonly emit: Emit = event => this.#take(event);

  async end(): Promise<void> {
    clearTimeout(this.#timer);
    await this.#work;
    if (this.#fault !== undefined) throw this.#fault;
  }

  #take(event: AgentEvent): void {
    if (event.type === 'text-delta') {
      if (event.messageId !== this.#messageId) this.#delta = '';
      this.#messageId = event.messageId;
      this.#delta += event.text;
      this.#want(`${this.#delta.trimEnd()}${cursor}`);
    } else if (event.type === 'tool-progress') {
      const percent = Math.round(100 * event.share);
      if (this.#delta === '') this.#want(`⏳ ${event.at[this.#options.language]} ${percent} %`);
    } else if (event.type === 'tool-result' && event.card) this.#cards.push({ card: event.card, instead: false });
    else if (event.type === 'proposal-made' || event.type === 'proposal-changed') {
      const instead = event.type === 'proposal-changed' && this.#options.pressed !== undefined;
      this.#cards.push({ card: event.card, proposalId: event.proposalId, instead });
    } else if (event.type === 'answer-end') this.#finish(event.text);
  }

  /** What the text should be; it gets there when the channel's pace allows. */
  #want(text: string): void {
    this.#wanted = text;
    const wait = this.#lastEditAt + this.#port.editEveryMs - Date.now();
    this.#timer ??= setTimeout(
      () => {
        this.#timer = undefined;
        this.#do(() => this.#write());
      },
      Math.max(0, wait),
    );
  }

  async #write(): Promise<void> {
    const text = this.#wanted;
    if (text === this.#shown || text.replace(cursor, '').trim() === '') return;
    this.#lastEditAt = Date.now();
    const message = { text, language: this.#options.language };
    if (this.#textId === undefined) this.#textId = await this.#port.send(message);
    else await this.#port.edit(this.#textId, message);
    this.#shown = text;
  }

  #finish(text: string): void {
    clearTimeout(this.#timer);
    const cards = this.#cards.filter(({ card, proposalId }) => proposalId !== undefined || addsTo(card, text));
    // A pressed card says itself what became of it.
    if (!cards.some(({ instead }) => instead)) {
      this.#wanted = text;
      this.#do(() => this.#write());
    }
    for (const one of cards) this.#do(() => this.#showCard(one));
  }

  /** A lead that stands in the text above is not said again. */
  async #showCard({ card, proposalId, instead }: ToShow): Promise<void> {
    const { language, pressed, onShown } = this.#options;
    const { lead, ...rest } = card;
    const said = lead !== undefined && this.#shown.includes(lead) && !instead;
    const message = { card: said ? rest : card, language };
    const place = instead ? pressed : undefined;
    if (place !== undefined) await this.#port.edit(place, message);
    const messageId = place ?? (await this.#port.send(message));
    if (proposalId !== undefined && messageId !== undefined) onShown(messageId, proposalId);
  }

  #do(work: () => Promise<void>): void {
    this.#work = this.#work.then(work).catch((fault: unknown) => {
      this.#fault ??= fault;
    });
  }
}

/** What is said where a person presses a button that says nothing any more. */
export const staleButton = (language: Language): string =>
  translateTo(language)({
    en: 'This button is too old: ask again, please.',
    fr: "Ce bouton est trop ancien : redemandez, s'il vous plaît.",
  });

/** What a person is told whose lane is full. */
export const tooFast = (language: Language): string =>
  translateTo(language)({
    en: 'One moment, please: I still have several of your messages to answer. What you sent just now was not read.',
    fr: "Un instant, s'il vous plaît : j'ai encore plusieurs de vos messages à traiter. Ce que vous venez d'envoyer n'a pas été lu.",
  });
