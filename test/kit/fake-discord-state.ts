import { z } from 'zod';
import { FakeChoices, FakeMessageBody, FakeModal, FakeReplyBody, FakeThread } from './fake-discord-limits.ts';
import type { FakeFile, FakeRequest } from './fake-discord-request.ts';
import {
  ephemeral,
  type FakeChannel,
  type FakeInteraction,
  type FakeMessage,
  FakeRefusal,
  wireMessage,
} from './fake-discord-wire.ts';

const acknowledgeMs = 3000;
const tokenMs = 15 * 60_000;

const Callback = z.object({ type: z.int(), data: z.unknown().optional() });

const tooLate = () => new FakeRefusal(404, 10_062, 'Unknown interaction');
const unknownMessage = () => new FakeRefusal(404, 10_008, 'Unknown Message');

/** What Discord knows: channels, messages and interactions, with the rules of when each may be written to. */
export class FakeDiscordState {
  readonly channels = new Map<string, FakeChannel>();
  readonly messages: FakeMessage[] = [];
  readonly interactions: FakeInteraction[] = [];
  readonly typed: string[] = [];
  /** Users who take no private messages from the bot. */
  readonly closed = new Set<string>();
  readonly now: () => number;
  readonly #private = new Map<string, string>();
  readonly #nonces = new Map<string, FakeMessage>();
  #ids = 5000;

  constructor(now: () => number) {
    this.now = now;
    this.addChannel({ id: '900000000000000003', type: 0, name: 'general', refuses: {} });
  }

  nextId(): string {
    this.#ids += 1;
    return String(this.#ids);
  }

  addChannel(channel: FakeChannel): FakeChannel {
    this.channels.set(channel.id, channel);
    return channel;
  }

  /** The private chat of a user with the bot. */
  privateOf(userId: string): string {
    const known = this.#private.get(userId);
    if (known) return known;
    const { id } = this.addChannel({ id: this.nextId(), type: 1, name: userId, refuses: {} });
    this.#private.set(userId, id);
    return id;
  }

  parsed<T>(schema: z.ZodType<T>, body: unknown): T {
    const read = schema.safeParse(body);
    if (read.success) return read.data;
    throw new FakeRefusal(400, 50_035, `Invalid Form Body: ${z.prettifyError(read.error)}`);
  }

  post(channelId = '', request: FakeRequest): object {
    const channel = this.#channel(channelId);
    const user = [...this.#private].find(([, id]) => id === channelId)?.[0];
    if (user !== undefined && this.closed.has(user)) {
      throw new FakeRefusal(403, 50_007, 'Cannot send messages to this user');
    }
    if (channel.refuses.send !== undefined) throw new FakeRefusal(403, channel.refuses.send, 'Missing Permissions');
    const { nonce } = this.parsed(FakeMessageBody, request.body);
    const twin = nonce === undefined ? undefined : this.#nonces.get(nonce);
    if (twin) return wireMessage(twin);
    const made = this.#add(channelId, request, false);
    if (nonce !== undefined) this.#nonces.set(nonce, made);
    return wireMessage(made);
  }

  edit(channelId = '', id = '', request: FakeRequest): object {
    this.#channel(channelId);
    const message = this.#message(channelId, id);
    // A message for one person's eyes is none of the channel's.
    if (message.hidden) throw unknownMessage();
    return this.#change(message, request);
  }

  remove(channelId = '', id = ''): undefined {
    this.messages.splice(this.messages.indexOf(this.#message(channelId, id)), 1);
  }

  thread(channelId = '', messageId = '', body: unknown): object {
    const { refuses, type } = this.#channel(channelId);
    const { name } = this.parsed(FakeThread, body);
    if (refuses.thread !== undefined) throw new FakeRefusal(403, refuses.thread, 'Missing Permissions');
    if (type !== 0) throw new FakeRefusal(400, 50_024, 'Cannot execute action on this channel type');
    this.#message(channelId, messageId);
    const { id } = this.addChannel({ id: messageId, type: 11, name, parentId: channelId, refuses: {} });
    return { id, type: 11, name, parent_id: channelId };
  }

  typing(channelId = ''): undefined {
    this.typed.push(this.#channel(channelId).id);
  }

  openPrivate(body: unknown): object {
    const { recipient_id } = this.parsed(z.object({ recipient_id: z.string() }), body);
    if (!/^\d+$/.test(recipient_id)) throw new FakeRefusal(400, 50_035, 'Invalid Form Body');
    return { id: this.privateOf(recipient_id), type: 1 };
  }

  /** The first word to an interaction, within three seconds and once. */
  acknowledge(token = '', body: unknown): undefined {
    const interaction = this.#interaction(token);
    if (this.now() - interaction.at > acknowledgeMs) {
      interaction.state = 'failed';
      throw tooLate();
    }
    if (interaction.state !== 'waiting') {
      throw new FakeRefusal(400, 40_060, 'Interaction has already been acknowledged.');
    }
    const { type, data } = this.parsed(Callback, body);
    if (type === 9) {
      interaction.modal = this.parsed(FakeModal, data);
      interaction.state = 'asked';
    } else if (type === 8) {
      interaction.choices = this.parsed(FakeChoices, data).choices;
      interaction.state = 'chosen';
    } else if (type === 6) interaction.state = 'updating';
    else this.#reply(interaction, type, this.parsed(FakeReplyBody.optional(), data));
  }

  follow(token = '', request: FakeRequest): object {
    const { channelId } = this.#live(token);
    const { flags = 0 } = this.parsed(FakeMessageBody, request.body);
    return wireMessage(this.#add(channelId, request, (flags & ephemeral) !== 0));
  }

  amend(token = '', id = '', request: FakeRequest): object {
    const interaction = this.#live(token);
    if (id === '@original' && interaction.state === 'deferred') {
      const made = this.#add(interaction.channelId, request, interaction.hidden);
      Object.assign(interaction, { state: 'replied', messageId: made.id });
      return wireMessage(made);
    }
    return this.#change(this.#message(interaction.channelId, this.#meant(interaction, id)), request);
  }

  retract(token = '', id = ''): undefined {
    const interaction = this.#live(token);
    if (id === '@original' && interaction.state === 'deferred') interaction.state = 'replied';
    else this.remove(interaction.channelId, this.#meant(interaction, id));
  }

  #reply(interaction: FakeInteraction, type: number, body: z.infer<typeof FakeReplyBody> | undefined): void {
    interaction.hidden = ((body?.flags ?? 0) & ephemeral) !== 0;
    interaction.state = type === 5 ? 'deferred' : 'replied';
    if (type !== 4) return;
    const { id } = this.#keep(interaction.channelId, { content: body?.content ?? '' }, [], interaction.hidden);
    interaction.messageId = id;
  }

  #add(channelId: string, request: FakeRequest, hidden: boolean): FakeMessage {
    const body = this.#body(request);
    const { content = '', embeds = [] } = body;
    if (content === '' && embeds.length === 0 && request.files.length === 0) {
      throw new FakeRefusal(400, 50_006, 'Cannot send an empty message');
    }
    return this.#keep(channelId, body, request.files, hidden);
  }

  #keep(channelId: string, body: FakeMessage['body'], files: readonly FakeFile[], hidden: boolean): FakeMessage {
    const made: FakeMessage = { id: this.nextId(), channelId, body, files, hidden, edits: [] };
    this.messages.push(made);
    return made;
  }

  #change(message: FakeMessage, request: FakeRequest): object {
    const body = this.#body(request);
    message.body = { ...message.body, ...body };
    if (body.attachments) message.files = request.files;
    message.edits.push(Date.now());
    return wireMessage(message);
  }

  #body({ body, files }: FakeRequest): FakeMessageBody {
    const parsed = this.parsed(FakeMessageBody, body);
    const names = files.map(({ name }) => name);
    const shown = (parsed.embeds ?? []).flatMap(({ image }) => image?.url.replace('attachment://', '') ?? []);
    const told = (parsed.attachments ?? []).map(({ filename }) => filename);
    if (![...shown, ...told].every(name => names.includes(name))) {
      throw new FakeRefusal(400, 50_035, 'Invalid Form Body: an attachment is missing');
    }
    return parsed;
  }

  #meant(interaction: FakeInteraction, id: string): string {
    return id === '@original' ? (interaction.messageId ?? '') : id;
  }

  #channel(id: string): FakeChannel {
    const channel = this.channels.get(id);
    if (channel) return channel;
    throw new FakeRefusal(404, 10_003, 'Unknown Channel');
  }

  #message(channelId: string, id: string): FakeMessage {
    const message = this.messages.find(one => one.id === id && one.channelId === channelId);
    if (message) return message;
    throw unknownMessage();
  }

  #interaction(token: string): FakeInteraction {
    const interaction = this.interactions.find(({ id }) => `token-${id}` === token);
    if (interaction) return interaction;
    throw tooLate();
  }

  #live(token: string): FakeInteraction {
    const interaction = this.#interaction(token);
    if (this.now() - interaction.at > tokenMs) throw new FakeRefusal(401, 50_027, 'Invalid Webhook Token');
    if (interaction.state === 'waiting' || interaction.state === 'failed') {
      throw new FakeRefusal(404, 10_015, 'Unknown Webhook');
    }
    return interaction;
  }
}
