import { asQuaestorError } from '../../config/errors.ts';
import type { Language } from '../../config/settings.ts';
import { type Text, translateTo } from '../../config/text.ts';
import type { Agent } from '../agent.ts';
import { appLanguage } from '../channels/app-language.ts';
import { decodeButton, pressOf } from '../channels/button-code.ts';
import { ChatTurn, staleButton, tooFast } from '../channels/chat-turn.ts';
import { futileEdit } from '../channels/futile-edit.ts';
import { Lanes } from '../channels/lanes.ts';
import type { CardRef } from '../desk/approval.ts';
import type { AgentEvent } from '../events.ts';
import { withFirstNotices } from '../first-notices.ts';
import type { Press } from '../press.ts';
import { asksToHalt, readSaid } from '../read-said.ts';
import { editPlaceholder, editPress, editPrompt, promptedCard } from './telegram-edit.ts';
import type { Heard, PressedButton, Sender } from './telegram-inbox.ts';
import { TelegramPort } from './telegram-port.ts';
import { standsIn, type TelegramSender } from './telegram-sender.ts';
import { Toast } from './telegram-toast.ts';

export const channel = 'telegram';

/** Telegram shows "typing" for five seconds. */
const typingMs = 4500;

const welcome: Text = {
  en: 'I am Quaestor: I look at the market, compute, explain and propose trades; a person decides. Ask in your own words, in English or French. /help lists everything.',
  fr: "Je suis Quaestor : je regarde le marché, je calcule, j'explique et je propose des trades ; une personne décide. Demandez avec vos mots, en français ou en anglais. /aide liste tout.",
};
const strangersWelcome: Text = {
  en: 'You can look and learn here. Are you known elsewhere, in the browser for example? Say /link there and send me here what you get.',
  fr: 'Ici, vous pouvez regarder et apprendre. Vous êtes connu ailleurs, dans le navigateur par exemple ? Dites-y /lier et envoyez-moi ici ce que vous recevez.',
};
const textOnly: Text = {
  en: 'I read text only. Please write it to me in words.',
  fr: "Je ne lis que du texte. Écrivez-le-moi avec des mots, s'il vous plaît.",
};

const laneOf = ({ chat, userId }: Sender): string => `${chat} ${userId}`;

const isStart = (text: string): boolean => /^\/start\b/.test(text);

/** What people say and press on Telegram, each in the lane of that person in that chat. */
export class TelegramTurns {
  readonly #agent: Agent;
  readonly #sender: TelegramSender;
  readonly #closing: AbortSignal;
  readonly #lanes: Lanes;
  /** Lanes whose person was told to wait already. */
  readonly #told = new Set<string>();

  constructor(agent: Agent, sender: TelegramSender, closing: AbortSignal) {
    this.#agent = agent;
    this.#sender = sender;
    this.#closing = closing;
    this.#lanes = new Lanes(thrown => {
      agent.parts.log.error('a telegram turn failed', { error: asQuaestorError(thrown) });
    });
  }

  /** Takes a message, and returns before it is answered. */
  hear(heard: Heard): void {
    const lane = laneOf(heard);
    if (this.#take(heard, lane)) this.#told.delete(lane);
    else this.#slowDown(lane, heard);
  }

  /** Somebody sent privately what is no text: nothing of it is read, and they are told so. */
  refuse(from: Sender): void {
    const language = this.#spoken(from);
    this.#lanes.beside(laneOf(from), async () => {
      await this.#sender.send(from.chat, { text: translateTo(language)(textOnly), language });
    });
  }

  /** Takes a pressed button, and returns before it is decided. */
  press(pressed: PressedButton): void {
    const toast = new Toast(this.#sender.api, pressed.queryId);
    if (!this.#lanes.beside(laneOf(pressed), () => this.#press(pressed, toast))) {
      void toast.say(tooFast(this.#spoken(pressed)));
    }
  }

  /** Resolves when everything that was taken is answered. */
  idle(): Promise<void> {
    return this.#lanes.idle();
  }

  /** Commands pass what is being answered, and stopping always does. False where this person has to wait. */
  #take(heard: Heard, lane: string): boolean {
    const said = readSaid(heard.text);
    if (said.command) {
      const most = asksToHalt(said) ? Number.POSITIVE_INFINITY : undefined;
      return this.#lanes.beside(lane, () => this.#answer(heard), most);
    }
    const card = heard.repliesTo === undefined ? undefined : promptedCard(this.#agent, heard.repliesTo);
    if (card) return this.#lanes.beside(lane, () => this.#change(heard, card));
    return this.#lanes.follow(lane, () => this.#talk(heard));
  }

  #language({ userId, languageCode }: Sender): Language | undefined {
    return appLanguage(this.#agent, { channel, id: userId }, languageCode);
  }

  #spoken(from: Sender): Language {
    return this.#agent.person(channel, from.userId, this.#language(from)).language;
  }

  #turn(from: Sender, pressed?: string): ChatTurn {
    const { delivery } = this.#agent.parts;
    const language = this.#spoken(from);
    return new ChatTurn(new TelegramPort(this.#sender, from.chat), {
      language,
      pressed,
      onShown: (messageId, proposalId) => delivery.shown(channel, from.chat, messageId, proposalId, language),
    });
  }

  async #talk(heard: Heard): Promise<void> {
    const showTyping = () => void this.#sender.typing(heard.chat).catch(() => undefined);
    showTyping();
    const typing = setInterval(showTyping, typingMs);
    try {
      await this.#answer(heard);
    } finally {
      clearInterval(typing);
    }
  }

  async #answer(heard: Heard): Promise<void> {
    const { userId: personId, name, chat, room, text } = heard;
    const turn = this.#turn(heard);
    const place = { name, room, ...(room === undefined ? { chat } : {}) };
    if (isStart(text)) this.#greet(heard, turn);
    else {
      const language = this.#language(heard);
      await this.#agent.hear({ channel, personId, text, language, signal: this.#closing, ...place }, turn.emit);
    }
    await turn.end();
  }

  /** First contact: it binds nobody to anything. */
  #greet(heard: Heard, turn: ChatTurn): void {
    const { parts } = this.#agent;
    const person = this.#agent.person(channel, heard.userId, this.#language(heard), heard.room);
    parts.register.seen(person, { name: heard.name, chat: heard.chat, room: heard.room });
    const t = translateTo(person.language);
    const text = person.stranger ? `${t(welcome)}\n\n${t(strangersWelcome)}` : t(welcome);
    withFirstNotices(
      parts,
      person,
      turn.emit,
    )({ type: 'answer-end', text, answeredBy: 'command', asOf: this.#agent.asOf() });
  }

  #slowDown(lane: string, from: Sender): void {
    if (this.#told.has(lane)) return;
    this.#told.add(lane);
    const language = this.#spoken(from);
    const text = tooFast(language);
    this.#lanes.beside(`${lane} told`, async () => {
      await this.#sender.send(from.chat, { text, language });
    });
  }

  async #press(pressed: PressedButton, toast: Toast): Promise<void> {
    const code = decodeButton(pressed.data, this.#agent.parts.outbox);
    if (code === undefined) await toast.say(staleButton(this.#spoken(pressed)), true);
    else if (code.kind === 'ask') {
      await toast.say();
      this.hear({ ...pressed, text: code.question, repliesTo: undefined });
    } else if (code.kind === 'edit') await this.#askChange(pressed, code, toast);
    else await this.#tap(pressed, pressOf(code), toast);
  }

  async #askChange(pressed: PressedButton, card: CardRef, toast: Toast): Promise<void> {
    const { proposalId, version, nonce } = card;
    const person = this.#agent.person(channel, pressed.userId);
    const futile = futileEdit(this.#agent, { proposalId, version, nonce }, person);
    if (futile) return this.#tap(pressed, futile, toast);
    await toast.say();
    await this.#prompt(pressed, card);
  }

  async #prompt(from: Sender, card: CardRef, before = ''): Promise<void> {
    const t = translateTo(this.#spoken(from));
    const markup = { force_reply: true, input_field_placeholder: t(editPlaceholder) };
    const text = `${before}${t(editPrompt(card))}`;
    await this.#sender.api.patiently(() => this.#sender.sendPart(from.chat, [{ text }], markup));
  }

  /** The reply to a prompt: a change, or a clear word about what was not understood. */
  async #change(heard: Heard, card: CardRef): Promise<void> {
    let press: Press;
    try {
      press = editPress(card, heard.text);
    } catch (thrown) {
      const { text, message } = asQuaestorError(thrown);
      const said = text ? translateTo(this.#spoken(heard))(text) : message;
      return this.#prompt(heard, card, `${said}\n\n`);
    }
    await this.#tap(heard, press);
  }

  /** The id under which a card in this chat is kept: that of the message pressed, or of the proposal's newest copy here. */
  #copyOf(chat: string, press: Press, messageId: number | undefined): string | undefined {
    if (!('proposalId' in press)) return undefined;
    const copies = this.#agent.parts.outbox.copiesOf(press.proposalId);
    const here = copies.filter(copy => copy.channel === channel && copy.chat === chat).map(copy => copy.messageId);
    if (messageId === undefined) return here.at(-1);
    return here.find(id => standsIn(id, messageId)) ?? String(messageId);
  }

  /** Decides by code. What became of it is said at the button where it fits, and by the card. */
  async #tap(from: Sender & { messageId?: number }, press: Press, toast?: Toast): Promise<void> {
    const turn = this.#turn(from, this.#copyOf(from.chat, press, from.messageId));
    let [said, failed, cards] = ['', false, 0];
    const take = (event: AgentEvent): void => {
      if (event.type === 'answer-end') said = event.text;
      else if (event.type === 'error') failed = true;
      else if ('card' in event && event.card) cards += 1;
      if (press.verb !== 'rate') turn.emit(event.type === 'answer-end' ? { ...event, text: '' } : event);
    };
    await this.#agent.tap(press, channel, from.userId, take, this.#language(from));
    const read = (await toast?.say(said, failed)) ?? false;
    await turn.end();
    if (read || (cards > 0 && !failed)) return;
    await this.#sender.api.patiently(() => this.#sender.send(from.chat, { text: said, language: this.#spoken(from) }));
  }
}
