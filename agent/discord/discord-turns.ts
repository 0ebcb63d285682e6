import {
  type AutocompleteInteraction,
  type ButtonInteraction,
  type ChatInputCommandInteraction,
  type Message,
  MessageFlags,
  type ModalMessageModalSubmitInteraction,
  Routes,
} from 'discord.js';
import { asQuaestorError } from '../../config/errors.ts';
import type { Language } from '../../config/settings.ts';
import { translateTo } from '../../config/text.ts';
import type { Agent } from '../agent.ts';
import { decodeButton, pressOf } from '../channels/button-code.ts';
import { ChatTurn, staleButton, tooFast } from '../channels/chat-turn.ts';
import { futileEdit } from '../channels/futile-edit.ts';
import { Lanes } from '../channels/lanes.ts';
import type { CardRef } from '../desk/approval.ts';
import type { AgentEvent } from '../events.ts';
import type { Press } from '../press.ts';
import { asksToHalt, readSaid } from '../read-said.ts';
import { type DiscordApi, discordError } from './discord-api.ts';
import { textPayload } from './discord-card.ts';
import { isForOne, isOptionName, optionNames, spokenCommand } from './discord-commands.ts';
import { editForm, formChange, missedPress } from './discord-edit.ts';
import { channel, type From, fromOf } from './discord-from.ts';
import { ChannelPlace, type DiscordPlace, InteractionPlace } from './discord-place.ts';
import { DiscordPort } from './discord-port.ts';
import { suggest } from './discord-suggest.ts';

/** Discord shows "typing" for ten seconds. */
const typingMs = 9000;

type Acted = ButtonInteraction | ModalMessageModalSubmitInteraction;
type Answered = ChatInputCommandInteraction | Acted;

const ephemeral = { flags: MessageFlags.Ephemeral } as const;

/** What people say and press on Discord, each in the lane of that person in that place. */
export class DiscordTurns {
  readonly #agent: Agent;
  readonly #api: DiscordApi;
  readonly #editEveryMs: number;
  readonly #closing: AbortSignal;
  readonly #lanes: Lanes;
  /** Lanes whose person was told to wait already. */
  readonly #told = new Set<string>();

  constructor(agent: Agent, api: DiscordApi, { editEveryMs, closing }: { editEveryMs: number; closing: AbortSignal }) {
    this.#agent = agent;
    this.#api = api;
    this.#editEveryMs = editEveryMs;
    this.#closing = closing;
    this.#lanes = new Lanes(thrown => {
      agent.parts.log.error('a discord turn failed', { error: asQuaestorError(thrown) });
    });
  }

  /** Resolves when everything that was taken is answered. */
  idle(): Promise<void> {
    return this.#lanes.idle();
  }

  /** Takes a private message, or one that mentions the bot, and returns before it is answered. */
  hear(message: Message, botId: string): void {
    const from = fromOf(this.#agent, message);
    const text = message.content.replaceAll(new RegExp(`<@!?${botId}>`, 'g'), ' ').trim();
    const answers = from.room === undefined ? {} : { answers: message.id };
    const place = new ChannelPlace(this.#api, from.chat, { threads: from.threads, ...answers });
    this.#take(from, text, place, () => this.#typing(from, () => this.#talk(from, text, place)));
  }

  /** Takes a slash command. Discord hears within three seconds that it is worked on, whatever it is. */
  slash(interaction: ChatInputCommandInteraction): void {
    const from = fromOf(this.#agent, interaction, interaction.locale);
    const hidden = from.room !== undefined && isForOne(this.#agent.parts, interaction.commandName);
    const given = Object.keys(optionNames).flatMap(name => {
      const value = interaction.options.getString(name);
      return value === null ? [] : [[name, value] as const];
    });
    const { registry } = this.#context(from);
    const text = spokenCommand(interaction.commandName, Object.fromEntries(given), registry);
    this.#reply(interaction, from, text, hidden);
  }

  /** Takes a pressed button, and returns before it is decided. */
  press(interaction: ButtonInteraction): void {
    const from = fromOf(this.#agent, interaction, interaction.locale);
    this.#beside(interaction, from, () => this.#press(interaction, from));
  }

  /** Takes the form in which a proposal was changed. */
  submit(interaction: ModalMessageModalSubmitInteraction): void {
    const from = fromOf(this.#agent, interaction, interaction.locale);
    this.#beside(interaction, from, () => this.#submit(interaction, from));
  }

  /** Answers what may be chosen for an option that somebody is writing. */
  async suggest(interaction: AutocompleteInteraction): Promise<void> {
    const { name, value } = interaction.options.getFocused(true);
    const context = this.#context(fromOf(this.#agent, interaction, interaction.locale));
    await interaction.respond(isOptionName(name) ? suggest(context, name, value) : []);
  }

  #context(from: From) {
    const person = this.#agent.person(channel, from.userId, from.language, from.room);
    return this.#agent.parts.contextFor(person, this.#closing, () => this.#agent.reference());
  }

  #spoken({ userId, language }: From): Language {
    return this.#agent.person(channel, userId, language).language;
  }

  /** True once Discord knows that somebody works on it; false where it was told too late. */
  #acknowledged(told: Promise<unknown>): Promise<boolean> {
    return told.then(
      () => true,
      (thrown: unknown) => {
        this.#agent.parts.log.warn('discord was answered too late', { error: discordError('acknowledgement', thrown) });
        return false;
      },
    );
  }

  #placeOf(to: Answered, from: From, options: { hidden: boolean; deferred: boolean; acknowledged: Promise<unknown> }) {
    const later = options.hidden
      ? new ChannelPlace(this.#api, `dm:${from.userId}`)
      : new ChannelPlace(this.#api, from.chat, { threads: from.threads });
    return new InteractionPlace(this.#api, to, { ...options, later });
  }

  /** Promises an answer to an interaction and gives it. What only one person sees is no talk of the server's. */
  #reply(
    interaction: ChatInputCommandInteraction | ButtonInteraction,
    from: From,
    text: string,
    hidden: boolean,
  ): void {
    const acknowledged = this.#acknowledged(interaction.deferReply(hidden ? ephemeral : {}));
    const place = this.#placeOf(interaction, from, { hidden, deferred: true, acknowledged });
    const speaker = hidden ? { ...from, room: undefined } : from;
    this.#take(from, text, place, async () => {
      // Stopping waits for nothing; other work may keep the process busy, so that Discord is told first.
      if (!asksToHalt(readSaid(text))) await acknowledged;
      try {
        await this.#talk(speaker, text, place);
      } finally {
        await place.end();
      }
    });
  }

  /** Commands pass what is being answered; stopping always does. */
  #take(from: From, text: string, place: DiscordPlace, work: () => Promise<void>): void {
    const lane = `${from.chat} ${from.userId}`;
    const said = readSaid(text);
    const most = asksToHalt(said) ? Number.POSITIVE_INFINITY : undefined;
    const taken = said.command ? this.#lanes.beside(lane, work, most) : this.#lanes.follow(lane, work);
    if (taken) this.#told.delete(lane);
    else this.#slowDown(lane, from, place);
  }

  #slowDown(lane: string, from: From, place: DiscordPlace): void {
    // A promised answer has to come; messages of a flood get one for all.
    if (this.#told.has(lane) && !(place instanceof InteractionPlace)) return;
    this.#told.add(lane);
    this.#lanes.beside(`${lane} told`, async () => {
      await place.create(textPayload(tooFast(this.#spoken(from))));
    });
  }

  #turn(from: From, place: DiscordPlace, topic: string, pressed?: string): { port: DiscordPort; turn: ChatTurn } {
    const { delivery, outbox } = this.#agent.parts;
    const language = this.#spoken(from);
    const port = new DiscordPort({ place, shelf: outbox, editEveryMs: this.#editEveryMs, topic });
    const onShown = (messageId: string, proposalId: string): void =>
      delivery.shown(channel, from.chat, messageId, proposalId, language);
    return { port, turn: new ChatTurn(port, { language, pressed, onShown }) };
  }

  async #talk(from: From, text: string, place: DiscordPlace): Promise<void> {
    const { userId: personId, name, room, language, chat } = from;
    const { turn } = this.#turn(from, place, text);
    const where = { name, room, ...(chat.startsWith('dm:') ? { chat } : {}) };
    await this.#agent.hear({ channel, personId, text, language, signal: this.#closing, ...where }, turn.emit);
    await turn.end();
  }

  async #typing({ chat }: From, work: () => Promise<void>): Promise<void> {
    const show = (): void => {
      this.#api
        .channelOf(chat)
        .then(id => this.#api.call('POST', Routes.channelTyping(id)))
        .catch(() => undefined);
    };
    show();
    const typing = setInterval(show, typingMs);
    try {
      await work();
    } finally {
      clearInterval(typing);
    }
  }

  #beside(interaction: Acted, from: From, work: () => Promise<void>): void {
    if (this.#lanes.beside(`${from.chat} ${from.userId}`, work)) return;
    const content = tooFast(this.#spoken(from));
    void this.#acknowledged(interaction.reply({ content, ...ephemeral }));
  }

  async #press(interaction: ButtonInteraction, from: From): Promise<void> {
    const code = decodeButton(interaction.customId, this.#agent.parts.outbox);
    if (code === undefined) {
      await this.#acknowledged(interaction.reply({ content: staleButton(this.#spoken(from)), ...ephemeral }));
    } else if (code.kind === 'ask') {
      const hidden = from.room !== undefined && interaction.message.flags.has(MessageFlags.Ephemeral);
      this.#reply(interaction, from, code.question, hidden);
    } else if (code.kind === 'edit') await this.#openForm(interaction, from, code);
    else await this.#tap(interaction, from, pressOf(code));
  }

  async #openForm(interaction: ButtonInteraction, from: From, { proposalId, version, nonce }: CardRef): Promise<void> {
    const card = { proposalId, version, nonce };
    const futile = futileEdit(this.#agent, card, this.#agent.person(channel, from.userId));
    if (futile) return this.#tap(interaction, from, futile);
    const proposal = this.#agent.parts.desk.find(proposalId);
    if (!proposal) return;
    await this.#acknowledged(interaction.showModal(editForm(interaction.customId, proposal, this.#spoken(from))));
  }

  async #submit(interaction: ModalMessageModalSubmitInteraction, from: From): Promise<void> {
    const code = decodeButton(interaction.customId, this.#agent.parts.outbox);
    if (code?.kind !== 'edit') return;
    const { proposalId, version, nonce } = code;
    const proposal = this.#agent.parts.desk.find(proposalId);
    let press: Press;
    try {
      const change = formChange(proposal, field => interaction.fields.getTextInputValue(field));
      press = { verb: 'edit', proposalId, version, nonce, change };
    } catch (thrown) {
      const { text, message } = asQuaestorError(thrown);
      const content = text ? translateTo(this.#spoken(from))(text) : message;
      await this.#acknowledged(interaction.reply({ content, ...ephemeral }));
      return;
    }
    await this.#tap(interaction, from, press);
  }

  /** Decides by code, once Discord knows: a press that its person believes lost is not acted upon. */
  async #tap(interaction: Acted, from: From, press: Press): Promise<void> {
    const hidden = from.room !== undefined;
    const acknowledged = this.#acknowledged(interaction.deferUpdate());
    const language = this.#spoken(from);
    if (!(await acknowledged)) {
      const place = new ChannelPlace(this.#api, `dm:${from.userId}`);
      await place.create(textPayload(missedPress(translateTo(language))));
      return;
    }
    const place = this.#placeOf(interaction, from, { hidden, deferred: false, acknowledged });
    const { port, turn } = this.#turn(from, place, '', interaction.message.id);
    let [said, failed, cards] = ['', false, 0];
    const take = (event: AgentEvent): void => {
      if (event.type === 'answer-end') said = event.text;
      else if (event.type === 'error') failed = true;
      else if ('card' in event && event.card) cards += 1;
      if (press.verb !== 'rate') turn.emit(event.type === 'answer-end' ? { ...event, text: '' } : event);
    };
    await this.#agent.tap(press, channel, from.userId, take, from.language);
    await turn.end();
    if (cards === 0 || failed || press.verb === 'rate') await port.send({ text: said, language });
  }
}
