import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Body, me, methods, type ShownMessage, type TelegramWorld } from './fake-telegram-methods.ts';
import { TelegramRefusal } from './fake-telegram-rules.ts';
import { readMultipart } from './multipart.ts';

export type { ShownMessage } from './fake-telegram-methods.ts';

/** A person on Telegram. */
export type TelegramUser = { id: number; first_name: string; language_code?: string };

/** Where something is said: a private chat by default. */
export type SaidWhere = { chat?: number; topic?: number; replyTo?: ShownMessage; mentions?: boolean };

/** What the next call of a method meets: an answer that refuses, a connection that breaks, or nothing bad. */
export type TelegramFault = TelegramRefusal | 'hang-up' | 'pass';

type Update = { update_id: number } & Record<string, unknown>;

/** How long an empty `getUpdates` is held at most, whatever was asked for. */
const holdMs = 2000;

async function bodyOf(request: IncomingMessage): Promise<Body> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const body = Buffer.concat(chunks);
  const type = request.headers['content-type'] ?? '';
  if (type.startsWith('multipart/')) return readMultipart(type, body);
  return body.length === 0 ? {} : (JSON.parse(body.toString()) as Body);
}

/** A loopback server that speaks Telegram's Bot API and enforces its limits. */
export class FakeTelegram {
  readonly token: string;
  /** Every call so far, by method, with the instant at which it came. */
  readonly calls: { method: string; body: Body; at: number }[] = [];
  readonly world: TelegramWorld;
  readonly #faults = new Map<string, TelegramFault[]>();
  readonly #shown: ShownMessage[] = [];
  #updates: Update[] = [];
  #confirmed = 0;
  #ids = 0;
  #wake: (() => void) | undefined;
  #server: ReturnType<typeof createServer> | undefined;
  #origin = '';

  constructor(token: string) {
    this.token = token;
    this.world = {
      messages: new Map(),
      queries: new Set(),
      toasts: [],
      menus: new Map(),
      webhook: undefined,
      nextId: () => this.#nextId(),
      changed: message => this.#shown.push(structuredClone(message)),
    };
  }

  get apiRoot(): string {
    return this.#origin;
  }

  async open(port = 0): Promise<void> {
    const server = createServer((request, response) => {
      this.#answer(request, response).catch(() => response.destroy());
    });
    await new Promise<void>(resolve => server.listen(port, '127.0.0.1', resolve));
    this.#origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    this.#server = server;
  }

  async close(): Promise<void> {
    this.#wake?.();
    await new Promise<void>(resolve => {
      this.#server?.close(() => resolve());
      this.#server?.closeAllConnections();
    });
  }

  /** Makes the next calls of a method go wrong, one after the other. */
  fault(method: string, ...faults: TelegramFault[]): void {
    this.#faults.set(method, [...(this.#faults.get(method) ?? []), ...faults]);
  }

  called(method: string): Body[] {
    return this.calls.filter(call => call.method === method).map(({ body }) => body);
  }

  /** The messages of a chat as they stand now, oldest first. */
  chat(id: number): ShownMessage[] {
    return [...this.world.messages.values()].filter(({ chat }) => chat.id === id);
  }

  /** What was shown and not only stands: every message as it was sent and edited. */
  get shown(): readonly ShownMessage[] {
    return this.#shown;
  }

  /** Somebody says something. */
  say(text: string, from: TelegramUser, { chat = from.id, topic, replyTo, mentions }: SaidWhere = {}): number {
    const [command] = /^\/\w+(?:@\w+)?/.exec(text) ?? [];
    const at = text.indexOf(`@${me.username}`);
    const entities = [
      ...(command === undefined ? [] : [{ type: 'bot_command', offset: 0, length: command.length }]),
      ...(mentions && at >= 0 ? [{ type: 'mention', offset: at, length: me.username.length + 1 }] : []),
    ];
    const message = {
      ...this.#envelope(from, chat),
      text,
      entities,
      ...(topic === undefined ? {} : { message_thread_id: topic, is_topic_message: true }),
      ...(replyTo ? { reply_to_message: replyTo } : {}),
    };
    return this.#push({ message });
  }

  /** Somebody sends what is no text. */
  speak(from: TelegramUser, chat = from.id): void {
    this.#push({
      message: { ...this.#envelope(from, chat), voice: { file_id: 'v', file_unique_id: 'v', duration: 3 } },
    });
  }

  /** Somebody presses a button, by what it carries. */
  tap(data: string, message: ShownMessage, from: TelegramUser): number {
    this.#ids += 1;
    const id = `q${this.#ids}`;
    this.world.queries.add(id);
    const user = { is_bot: false, ...from };
    return this.#push({
      callback_query: { id, from: user, message: { ...message, photo: [] }, chat_instance: '1', data },
    });
  }

  /** Resolves when the bot has taken every update so far. */
  async taken(): Promise<void> {
    const last = this.#updates.at(-1)?.update_id ?? 0;
    while (this.#confirmed <= last && this.#updates.length > 0) await new Promise(resolve => setTimeout(resolve, 5));
  }

  #envelope(from: TelegramUser, chat: number) {
    return {
      message_id: this.#nextId(),
      date: Math.floor(Date.now() / 1000),
      chat: { id: chat, type: chat < 0 ? 'supergroup' : 'private' },
      from: { is_bot: false, ...from },
    };
  }

  #nextId(): number {
    this.#ids += 1;
    return this.#ids;
  }

  #push(content: Record<string, unknown>): number {
    const update = { update_id: 1000 + this.#nextId(), ...content };
    const { webhook } = this.world;
    if (webhook) void this.#callWebhook(update, webhook);
    else this.#updates.push(update);
    this.#wake?.();
    return update.update_id;
  }

  async #callWebhook(update: Update, { url, secret }: { url: string; secret: string }): Promise<void> {
    const headers = { 'content-type': 'application/json', 'x-telegram-bot-api-secret-token': secret };
    // Telegram calls a public https address; the test's server stands on this machine.
    await fetch(url.replace('https:', 'http:'), { method: 'POST', headers, body: JSON.stringify(update) });
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await bodyOf(request);
    const [, token, method = ''] = /^\/bot([^/]+)\/(\w+)$/.exec(request.url ?? '') ?? [];
    this.calls.push({ method, body, at: Date.now() });
    const send = (status: number, answer: object): void => {
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
    };
    try {
      if (token !== this.token) throw new TelegramRefusal(401, 'Unauthorized');
      const fault = this.#faults.get(method)?.shift();
      if (fault === 'hang-up') response.destroy();
      else if (fault && fault !== 'pass') throw fault;
      else send(200, { ok: true, result: await this.#result(method, body) });
    } catch (thrown) {
      if (!(thrown instanceof TelegramRefusal)) throw thrown;
      const { code, message: description, parameters } = thrown;
      send(code, { ok: false, error_code: code, description, ...(parameters ? { parameters } : {}) });
    }
  }

  #result(method: string, body: Body): unknown {
    if (method === 'getUpdates') return this.#getUpdates(body);
    const known = methods[method];
    if (!known) throw new TelegramRefusal(404, 'Not Found');
    return known(this.world, body);
  }

  /** Drops what is confirmed, and holds the line while there is nothing. */
  async #getUpdates(body: Body): Promise<Update[]> {
    const offset = Number(body.offset ?? 0);
    this.#confirmed = Math.max(this.#confirmed, offset);
    this.#updates = this.#updates.filter(({ update_id: id }) => id >= offset);
    if (this.#updates.length === 0 && Number(body.timeout ?? 0) > 0) {
      await new Promise<void>(resolve => {
        const timer = setTimeout(resolve, holdMs);
        this.#wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
    return this.#updates;
  }
}

/** Opens the server on a free port of this machine, or on the one given. */
export async function openFakeTelegram(port = 0): Promise<FakeTelegram> {
  const fake = new FakeTelegram('7000001:test-token');
  await fake.open(port);
  return fake;
}
