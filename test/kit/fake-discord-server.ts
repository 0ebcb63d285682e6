import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { FakeDiscordGateway } from './fake-discord-gateway.ts';
import { FakeCommands } from './fake-discord-limits.ts';
import { type FakeRequest, readRequest } from './fake-discord-request.ts';
import { FakeDiscordState } from './fake-discord-state.ts';
import { type FakeInteraction, FakeRefusal, greetingOf } from './fake-discord-wire.ts';

export const discordToken = 'token-of-the-loopback';

/** What goes wrong on purpose: the first call that matches gets this answer, `done` after it was carried out all the same. */
export type FakeFault = {
  readonly match: RegExp;
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly done?: boolean;
};

export type FakeDiscordOptions = { now?: () => number; heartbeatMs?: number };

/** 429 as Discord words it. @param seconds until it may be tried again */
export const rateLimit = (match: RegExp, seconds: number): FakeFault => ({
  match,
  status: 429,
  body: { message: 'You are being rate limited.', retry_after: seconds, global: false },
  headers: { 'retry-after': String(Math.ceil(seconds)), 'x-ratelimit-scope': 'user' },
});

type Answer = (request: FakeRequest, part: readonly string[]) => unknown;
type Route = readonly [pattern: RegExp, answer: Answer];

/**
 * Discord on this machine: gateway and REST, with the limits that it documents enforced. Source: discord.com/developers,
 * API version 10.
 */
export class FakeDiscordServer {
  readonly state: FakeDiscordState;
  readonly gateway: FakeDiscordGateway;
  readonly requests: { call: string; at: number }[] = [];
  commands: FakeCommands = [];
  readonly #faults: FakeFault[] = [];
  readonly #server = createServer((incoming, response) => {
    readRequest(incoming)
      .then(request => this.#answer(request, response))
      .catch(() => response.destroy());
  });
  readonly #routes: readonly Route[];

  constructor({ now = Date.now, heartbeatMs = 41_250 }: FakeDiscordOptions = {}) {
    this.state = new FakeDiscordState(now);
    this.gateway = new FakeDiscordGateway(this.#server, {
      token: discordToken,
      heartbeatMs,
      greeting: session => greetingOf(session, this.#socketUrl(), this.state.channels.values()),
    });
    this.#routes = this.#table();
  }

  /** What discord.js takes as its `api`. */
  get api(): string {
    return `http://127.0.0.1:${this.#port()}/api`;
  }

  fail(...faults: FakeFault[]): void {
    this.#faults.push(...faults);
  }

  calls(pattern: RegExp): { call: string; at: number }[] {
    return this.requests.filter(({ call }) => pattern.test(call));
  }

  /** Tells the bot of an interaction. */
  interact(interaction: FakeInteraction, event: object): FakeInteraction {
    this.state.interactions.push(interaction);
    this.gateway.dispatch('INTERACTION_CREATE', event);
    return interaction;
  }

  async listen(): Promise<this> {
    await new Promise<void>(resolve => this.#server.listen(0, '127.0.0.1', resolve));
    return this;
  }

  async close(): Promise<void> {
    this.gateway.close();
    this.#server.closeAllConnections();
    await new Promise<void>(resolve => this.#server.close(() => resolve()));
  }

  #port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  #socketUrl(): string {
    return `ws://127.0.0.1:${this.#port()}`;
  }

  #table(): readonly Route[] {
    const { state } = this;
    const limit = { total: 1000, remaining: 1000, reset_after: 1, max_concurrency: 1 };
    return [
      [/^GET \/gateway\/bot$/, () => ({ url: this.#socketUrl(), shards: 1, session_start_limit: limit })],
      [
        /^PUT \/applications\/\d+\/commands$/,
        ({ body }) => {
          this.commands = state.parsed(FakeCommands, body);
          return this.commands.map((command, i) => ({ ...command, id: String(800 + i), version: '1' }));
        },
      ],
      [/^POST \/interactions\/(\d+)\/([^/]+)\/callback$/, ({ body }, [, , token]) => state.acknowledge(token, body)],
      [/^POST \/webhooks\/\d+\/([^/]+)$/, (request, [, token]) => state.follow(token, request)],
      [/^PATCH \/webhooks\/\d+\/([^/]+)\/messages\/(.+)$/, (request, [, token, id]) => state.amend(token, id, request)],
      [/^DELETE \/webhooks\/\d+\/([^/]+)\/messages\/(.+)$/, (_, [, token, id]) => state.retract(token, id)],
      [/^POST \/channels\/(\d+)\/messages$/, (request, [, channel]) => state.post(channel, request)],
      [/^PATCH \/channels\/(\d+)\/messages\/(\d+)$/, (request, [, channel, id]) => state.edit(channel, id, request)],
      [/^DELETE \/channels\/(\d+)\/messages\/(\d+)$/, (_, [, channel, id]) => state.remove(channel, id)],
      [
        /^POST \/channels\/(\d+)\/messages\/(\d+)\/threads$/,
        ({ body }, [, channel, id]) => state.thread(channel, id, body),
      ],
      [/^POST \/channels\/(\d+)\/typing$/, (_, [, channel]) => state.typing(channel)],
      [/^POST \/users\/@me\/channels$/, ({ body }) => state.openPrivate(body)],
    ];
  }

  #answer(request: FakeRequest, response: ServerResponse): void {
    const call = `${request.method} ${request.path}`;
    this.requests.push({ call, at: Date.now() });
    const fault = this.#faults.find(({ match }) => match.test(call));
    if (fault) this.#faults.splice(this.#faults.indexOf(fault), 1);
    const done = fault === undefined || fault.done ? this.#carryOut(call, request) : undefined;
    if (fault) this.#write(response, fault.status, fault.body, fault.headers);
    else if (done) this.#write(response, ...done);
  }

  #carryOut(call: string, request: FakeRequest): [status: number, body: unknown] {
    const byToken = /^\w+ \/(webhooks|interactions)\//.test(call);
    if (!byToken && request.token !== `Bot ${discordToken}`) return [401, { message: '401: Unauthorized', code: 0 }];
    const route = this.#routes.find(([pattern]) => pattern.test(call));
    if (!route) return [404, { message: '404: Not Found', code: 0 }];
    try {
      const made = route[1](request, route[0].exec(call) ?? []);
      return made === undefined ? [204, undefined] : [200, made];
    } catch (thrown) {
      if (thrown instanceof FakeRefusal) return [thrown.status, { message: thrown.message, code: thrown.code }];
      throw thrown;
    }
  }

  #write(
    response: ServerResponse,
    status: number,
    body: unknown,
    headers: Readonly<Record<string, string>> = {},
  ): void {
    response.writeHead(status, body === undefined ? headers : { 'content-type': 'application/json', ...headers });
    response.end(body === undefined ? '' : JSON.stringify(body));
  }
}
