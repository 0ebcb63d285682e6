import { Client, DiscordjsError, Events, GatewayIntentBits, type Interaction, Partials, Routes } from 'discord.js';
import { asQuaestorError, QuaestorError } from '../../config/errors.ts';
import type { AgentParts } from '../agent-parts.ts';
import type { DiscordOptions } from './discord.ts';
import { type DiscordApi, discordError } from './discord-api.ts';
import { discordCommands, mostCommands } from './discord-commands.ts';
import type { DiscordTurns } from './discord-turns.ts';

const firstPauseMs = 2000;
const longestPauseMs = 5 * 60_000;

/** None of them is privileged: words come with private messages and with those that mention the bot. */
const intents = [GatewayIntentBits.Guilds, GatewayIntentBits.GuildMessages, GatewayIntentBits.DirectMessages];

const refusedToken = (cause: unknown): QuaestorError =>
  new QuaestorError(
    'config.invalid',
    'Discord refuses DISCORD_TOKEN. Copy the token of your bot anew: Developer Portal, your application, Bot, Reset Token.',
    {},
    cause,
  );

const isRefusal = (thrown: unknown): boolean => thrown instanceof DiscordjsError && thrown.code === 'TokenInvalid';

/** The live connection: what people do comes in here. discord.js resumes it; where it gives up, a new one is opened. */
export class DiscordGateway {
  readonly #parts: AgentParts;
  readonly #api: DiscordApi;
  readonly #turns: DiscordTurns;
  readonly #options: DiscordOptions;
  #client: Client | undefined;
  #timer: NodeJS.Timeout | undefined;
  #pauseMs = firstPauseMs;
  #closed = false;

  constructor(parts: AgentParts, api: DiscordApi, turns: DiscordTurns, options: DiscordOptions) {
    this.#parts = parts;
    this.#api = api;
    this.#turns = turns;
    this.#options = options;
  }

  /**
   * Connects; where Discord cannot be reached it goes on trying after this has returned.
   * @throws QuaestorError `config.invalid` where the token is refused
   */
  async open(): Promise<void> {
    try {
      await this.#connect();
    } catch (thrown) {
      if (isRefusal(thrown)) throw refusedToken(thrown);
      this.#again(discordError('connection', thrown));
    }
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#timer);
    await this.#client?.destroy();
  }

  async #connect(): Promise<void> {
    const { api, token } = this.#options;
    // A private chat is not announced before its first message: without the partial that message would be dropped.
    const client = new Client({
      intents,
      partials: [Partials.Channel],
      ...(api === undefined ? {} : { rest: { api } }),
    });
    this.#client = client;
    client.on(Events.Error, error => this.#parts.log.warn('discord connection', { error }));
    client.on(Events.ShardError, error => this.#parts.log.warn('discord connection', { error }));
    client.once(Events.ClientReady, ready => this.#greet(ready));
    client.once(Events.ShardDisconnect, ({ code }) =>
      this.#again(new QuaestorError('provider.unavailable', `Discord closed the connection for good (${code}).`)),
    );
    client.on(Events.MessageCreate, message => {
      const { author, guildId, system, mentions } = message;
      const botId = client.user?.id;
      if (botId === undefined || author.bot || system) return;
      if (guildId === null || mentions.users.has(botId)) this.#safely(() => this.#turns.hear(message, botId));
    });
    client.on(Events.InteractionCreate, interaction => this.#safely(() => this.#dispatch(interaction)));
    await client.login(token);
  }

  /** One message that cannot be taken ends nothing for the others. */
  #safely(take: () => void): void {
    try {
      take();
    } catch (thrown) {
      this.#parts.log.error('a discord event was dropped', { error: asQuaestorError(thrown) });
    }
  }

  #dispatch(interaction: Interaction): void {
    if (interaction.isChatInputCommand()) this.#turns.slash(interaction);
    else if (interaction.isButton()) this.#turns.press(interaction);
    else if (interaction.isModalSubmit() && interaction.isFromMessage()) this.#turns.submit(interaction);
    else if (interaction.isAutocomplete()) {
      this.#turns.suggest(interaction).catch((thrown: unknown) => {
        this.#parts.log.warn('discord autocompletion', { error: asQuaestorError(thrown) });
      });
    }
  }

  #greet(client: Client<true>): void {
    this.#pauseMs = firstPauseMs;
    this.#register(client.application.id).catch((thrown: unknown) => {
      this.#parts.log.error('discord took no commands', { error: asQuaestorError(thrown) });
    });
  }

  /** Tells Discord every command anew: those that are gone from here go there as well. */
  async #register(applicationId: string): Promise<void> {
    const all = discordCommands(this.#parts);
    const left = all.slice(mostCommands).map(({ name }) => name);
    if (left.length > 0) this.#parts.log.warn(`discord takes ${mostCommands} commands; left out`, { commands: left });
    await this.#api.call('PUT', Routes.applicationCommands(applicationId), {
      body: all.slice(0, mostCommands),
    });
  }

  #again(error: QuaestorError): void {
    if (this.#closed) return;
    this.#parts.log.warn('discord is not connected; trying again', { error, inMs: this.#pauseMs });
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      void this.#client?.destroy();
      this.open().catch((thrown: unknown) => {
        this.#parts.log.error('discord stays unconnected', { error: asQuaestorError(thrown) });
      });
    }, this.#pauseMs).unref();
    this.#pauseMs = Math.min(longestPauseMs, 2 * this.#pauseMs);
  }
}
