import type { FakeDiscordServer } from './fake-discord-server.ts';
import { botId, type FakeInteraction, type FakeMessage, guildId, wireMessage } from './fake-discord-wire.ts';

export const generalId = '900000000000000003';

/** A machine that does much at once may take this long. */
const patienceMs = 20_000;

/** Waits until something is so. @throws Error after `patienceMs` */
export async function until<T>(read: () => T | undefined | false, what = 'it'): Promise<T> {
  for (const end = Date.now() + patienceMs; Date.now() < end; ) {
    const value = read();
    if (value !== undefined && value !== false) return value;
    await new Promise(resolve => setTimeout(resolve, 2));
  }
  throw new Error(`${what} did not happen within ${patienceMs} ms`);
}

type Said = { name: string; value: string };

/** The words of a message and of its card, on one line. */
export const wordsOf = ({ body }: FakeMessage): string =>
  [
    body.content ?? '',
    ...(body.embeds ?? []).flatMap(({ title, description, fields = [], footer }) => [
      title,
      description,
      ...fields.flatMap(({ name, value }) => [name, value]),
      footer?.text,
    ]),
  ]
    .join(' ')
    .replace(/\s+/g, ' ')
    .trim();

export const buttonsOf = ({ body }: FakeMessage) => (body.components ?? []).flatMap(row => row.components);

/** Somebody on Discord. Without a channel they write to the bot in private. */
export class FakeDiscordPerson {
  readonly id: string;
  readonly locale: string;
  readonly #server: FakeDiscordServer;

  constructor(server: FakeDiscordServer, id: string, locale = 'en-US') {
    this.#server = server;
    this.id = id;
    this.locale = locale;
  }

  get privateId(): string {
    return this.#server.state.privateOf(this.id);
  }

  /** What the bot has said in the private chat. */
  received(): FakeMessage[] {
    return this.#server.state.messages.filter(({ channelId }) => channelId === this.privateId);
  }

  /** Writes; outside a private chat the bot hears it with its words only where they mention it. */
  say(text: string, channelId = this.privateId): void {
    const { state, gateway } = this.#server;
    const isPrivate = channelId === this.privateId;
    if (!gateway.tells(isPrivate)) return;
    const mentioned = text.includes(`<@${botId}>`);
    const content = gateway.tellsWords(isPrivate, mentioned) ? text : '';
    const at = { timestamp: new Date(0).toISOString(), edited_timestamp: null };
    const none = { mention_roles: [], attachments: [], embeds: [], mention_everyone: false, tts: false, pinned: false };
    const mentions = mentioned ? [this.#user(botId, true)] : [];
    gateway.dispatch('MESSAGE_CREATE', {
      id: state.nextId(),
      channel_id: channelId,
      author: this.#user(this.id),
      content,
      mentions,
      ...none,
      ...at,
      type: 0,
      flags: 0,
      ...(isPrivate ? { channel_type: 1 } : { guild_id: guildId }),
    });
  }

  slash(name: string, options: Readonly<Record<string, string>> = {}, channelId?: string): FakeInteraction {
    const data = { id: '800', name, type: 1, options: given(options) };
    return this.#interact(2, data, channelId);
  }

  /** Types into an option. */
  type(command: string, option: string, value: string): FakeInteraction {
    const options = [{ name: option, type: 3, value, focused: true }];
    return this.#interact(4, { id: '800', name: command, type: 1, options });
  }

  press(message: FakeMessage, label: string): FakeInteraction {
    const button = buttonsOf(message).find(one => one.label === label);
    if (!button) throw new Error(`no button "${label}" among ${buttonsOf(message).map(one => one.label)}`);
    return this.pressCode(message, button.custom_id);
  }

  pressCode(message: FakeMessage, custom_id: string): FakeInteraction {
    return this.#interact(3, { custom_id, component_type: 2 }, message.channelId, message);
  }

  /** Sends the form that an interaction opened, with what stands in it where nothing else is written. */
  submit({ modal, messageId }: FakeInteraction, values: Readonly<Record<string, string>>): FakeInteraction {
    const message = this.#server.state.messages.find(({ id }) => id === messageId);
    if (!modal || !message) throw new Error('no form is open');
    const components = modal.components.map(row => ({
      type: 1,
      components: row.components.map(({ custom_id, value = '' }) => ({
        type: 4,
        custom_id,
        value: values[custom_id] ?? value,
      })),
    }));
    return this.#interact(5, { custom_id: modal.custom_id, components }, message.channelId, message);
  }

  #user(id: string, bot = false): object {
    const username = bot ? 'quaestor' : `user${id}`;
    return { id, username, discriminator: '0', global_name: null, avatar: null, bot };
  }

  #interact(
    type: FakeInteraction['type'],
    data: object,
    channelId = this.privateId,
    message?: FakeMessage,
  ): FakeInteraction {
    const { state } = this.#server;
    const id = state.nextId();
    const channel = state.channels.get(channelId);
    const isPrivate = channel?.type === 1;
    const user = this.#user(this.id);
    const member = {
      user,
      roles: [],
      joined_at: new Date(0).toISOString(),
      deaf: false,
      mute: false,
      flags: 0,
      permissions: '0',
    };
    const interaction: FakeInteraction = {
      id,
      userId: this.id,
      channelId,
      type,
      at: state.now(),
      state: 'waiting',
      hidden: false,
      messageId: message?.id,
      modal: undefined,
      choices: [],
    };
    return this.#server.interact(interaction, {
      id,
      application_id: botId,
      type,
      data,
      channel_id: channelId,
      channel: { id: channelId, type: channel?.type, name: channel?.name, permissions: '0' },
      ...(isPrivate ? { user } : { guild_id: guildId, member }),
      ...(message ? { message: wireMessage(message) } : {}),
      token: `token-${id}`,
      version: 1,
      locale: this.locale,
      app_permissions: '0',
      entitlements: [],
      authorizing_integration_owners: {},
      context: isPrivate ? 1 : 0,
    });
  }
}

const given = (options: Readonly<Record<string, string>>): (Said & { type: 3 })[] =>
  Object.entries(options).map(([name, value]) => ({ name, type: 3, value }));
