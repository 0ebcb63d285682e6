import type { Agent } from '../agent.ts';
import type { Channel, Outgoing } from '../delivery/channel.ts';
import type { DiscordOptions } from './discord.ts';
import { DiscordApi } from './discord-api.ts';
import { payloadsOf } from './discord-card.ts';
import { channel } from './discord-from.ts';
import { DiscordGateway } from './discord-gateway.ts';
import { ChannelPlace } from './discord-place.ts';
import { DiscordTurns } from './discord-turns.ts';

const editEveryMs = 1100;

/** Discord as a channel: chats are "dm:USER" for a private one, else the id of a channel. */
export class DiscordChannel implements Channel {
  readonly name = channel;
  readonly #agent: Agent;
  readonly #api: DiscordApi;
  readonly #turns: DiscordTurns;
  readonly #gateway: DiscordGateway;
  readonly #closing = new AbortController();

  constructor(agent: Agent, options: DiscordOptions) {
    this.#agent = agent;
    this.#api = new DiscordApi(options.token, options.api);
    const pace = { editEveryMs: options.editEveryMs ?? editEveryMs, closing: this.#closing.signal };
    this.#turns = new DiscordTurns(agent, this.#api, pace);
    this.#gateway = new DiscordGateway(agent.parts, this.#api, this.#turns, options);
  }

  /** @throws QuaestorError `config.invalid` where Discord refuses the token */
  open(): Promise<void> {
    return this.#gateway.open();
  }

  /** @throws QuaestorError as `DiscordApi.call` */
  async send(chat: string, message: Outgoing): Promise<string | undefined> {
    const place = new ChannelPlace(this.#api, chat);
    let last: string | undefined;
    for (const payload of await payloadsOf(message, this.#agent.parts.outbox)) last = await place.create(payload);
    return last;
  }

  /** @throws QuaestorError as `DiscordApi.call` */
  async edit(chat: string, messageId: string, message: Outgoing): Promise<void> {
    const [payload] = (await payloadsOf(message, this.#agent.parts.outbox)).slice(-1);
    if (payload) await new ChannelPlace(this.#api, chat).change(messageId, payload);
  }

  /** Resolves when everything that came in is answered. */
  idle(): Promise<void> {
    return this.#turns.idle();
  }

  async close(): Promise<void> {
    this.#closing.abort();
    await this.#gateway.close();
    await this.#turns.idle();
  }
}
