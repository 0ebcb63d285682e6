import { randomBytes } from 'node:crypto';
import { MessageFlags, Routes } from 'discord.js';
import { QuaestorError } from '../../config/errors.ts';
import { type DiscordApi, type DiscordPayload, saysCode } from './discord-api.ts';

/** Where messages of one turn stand. */
export interface DiscordPlace {
  /** @param open seen by everybody there, also where this place is for one person's eyes */
  create(payload: DiscordPayload, open?: boolean): Promise<string>;
  change(id: string, payload: DiscordPayload): Promise<void>;
  remove(id: string): Promise<void>;
  /** A thread below a message; undefined where there can be none. */
  thread(id: string, name: string): Promise<DiscordPlace | undefined>;
}

const day = 1440;

/** Missing access or permission, no threads here, one there already. Source: Discord's table of JSON error codes. */
const noThread = [50001, 50013, 50024, 160004] as const;

/** A channel of a server, a thread or a private chat ("dm:USER"), written to as the bot. */
export class ChannelPlace implements DiscordPlace {
  readonly #api: DiscordApi;
  readonly #chat: string;
  readonly #threads: boolean;
  #answers: string | undefined;

  /** @param answers the message to which the first one replies */
  constructor(api: DiscordApi, chat: string, options: { threads?: boolean; answers?: string } = {}) {
    this.#api = api;
    this.#chat = chat;
    this.#threads = options.threads ?? false;
    this.#answers = options.answers;
  }

  async create({ body, files }: DiscordPayload): Promise<string> {
    const channel = await this.#api.channelOf(this.#chat);
    const answers = this.#answers;
    // With its nonce a message that is sent again after a lost answer stands there once.
    const nonce = { nonce: randomBytes(12).toString('hex'), enforce_nonce: true };
    const reply = answers ? { message_reference: { message_id: answers, fail_if_not_exists: false } } : {};
    const sent = { body: { ...body, ...nonce, ...reply }, ...(files ? { files } : {}) };
    const id = await this.#api.made('POST', Routes.channelMessages(channel), sent);
    this.#answers = undefined;
    return id;
  }

  async change(id: string, payload: DiscordPayload): Promise<void> {
    const channel = await this.#api.channelOf(this.#chat);
    await this.#api.call('PATCH', Routes.channelMessage(channel, id), payload);
  }

  async remove(id: string): Promise<void> {
    const channel = await this.#api.channelOf(this.#chat);
    await this.#api.call('DELETE', Routes.channelMessage(channel, id));
  }

  async thread(id: string, name: string): Promise<DiscordPlace | undefined> {
    if (!this.#threads) return undefined;
    const channel = await this.#api.channelOf(this.#chat);
    try {
      const body = { name, auto_archive_duration: day };
      return new ChannelPlace(this.#api, await this.#api.made('POST', Routes.threads(channel, id), { body }));
    } catch (thrown) {
      if (saysCode(thrown, ...noThread)) return undefined;
      throw thrown;
    }
  }
}

export type InteractionToken = { readonly applicationId: string; readonly token: string };

export type InteractionOptions = {
  /** Only who asked sees it. */
  readonly hidden: boolean;
  /** An answer was promised, and the first message becomes it. */
  readonly deferred: boolean;
  /** Settles when Discord knows that somebody works on it: nothing can be written before. */
  readonly acknowledged: Promise<unknown>;
  /** Where messages go once the token is over. */
  readonly later: DiscordPlace;
};

/** The token of an interaction lives 15 minutes: invalid webhook token, unknown webhook, unknown interaction. */
const isOver = (thrown: unknown): boolean => saysCode(thrown, 50027, 10015, 10062);

/** The answer to an interaction, by its token while that lives, afterwards in `later`. */
export class InteractionPlace implements DiscordPlace {
  readonly #api: DiscordApi;
  readonly #to: InteractionToken;
  readonly #hidden: boolean;
  readonly #later: DiscordPlace;
  readonly #acknowledged: Promise<unknown>;
  #deferred: boolean;

  constructor(api: DiscordApi, to: InteractionToken, options: InteractionOptions) {
    this.#api = api;
    this.#to = to;
    this.#hidden = options.hidden;
    this.#deferred = options.deferred;
    this.#later = options.later;
    this.#acknowledged = options.acknowledged;
  }

  async create(payload: DiscordPayload, open = false): Promise<string> {
    const hidden = this.#hidden && !open;
    const { applicationId, token } = this.#to;
    await this.#acknowledged;
    try {
      if (this.#deferred && hidden === this.#hidden) {
        const id = await this.#api.made('PATCH', this.#route('@original'), payload, false);
        this.#deferred = false;
        return id;
      }
      const flags = Number(payload.body.flags ?? 0) | (hidden ? MessageFlags.Ephemeral : 0);
      const sent = { ...payload, body: { ...payload.body, flags } };
      return await this.#api.made('POST', Routes.webhook(applicationId, token), sent, false);
    } catch (thrown) {
      if (!isOver(thrown)) throw thrown;
      this.#deferred = false;
      return this.#later.create(payload);
    }
  }

  async change(id: string, payload: DiscordPayload): Promise<void> {
    try {
      await this.#api.call('PATCH', this.#route(id), payload, false);
    } catch (thrown) {
      if (!isOver(thrown)) throw thrown;
      await this.#later.change(id, payload);
    }
  }

  async remove(id: string): Promise<void> {
    await this.#api.call('DELETE', this.#route(id), {}, false);
  }

  thread(id: string, name: string): Promise<DiscordPlace | undefined> {
    return this.#hidden ? Promise.resolve(undefined) : this.#later.thread(id, name);
  }

  /** Takes the promise of an answer back where nothing was said. */
  async end(): Promise<void> {
    await this.#acknowledged;
    if (!this.#deferred) return;
    this.#deferred = false;
    try {
      await this.remove('@original');
    } catch (thrown) {
      if (!(thrown instanceof QuaestorError && thrown.code === 'provider.refused')) throw thrown;
    }
  }

  #route(id: string): `/${string}` {
    return Routes.webhookMessage(this.#to.applicationId, this.#to.token, id);
  }
}
