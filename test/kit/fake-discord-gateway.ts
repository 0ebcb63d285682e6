import type { Server } from 'node:http';
import { type WebSocket, WebSocketServer } from 'ws';
import { z } from 'zod';

const Received = z.object({ op: z.int(), d: z.unknown() });
const Identify = z.object({ token: z.string(), intents: z.int() });
const Resume = z.object({ token: z.string(), session_id: z.string(), seq: z.int() });

/** GUILD_MEMBERS, GUILD_PRESENCES, MESSAGE_CONTENT: a bot that asks for them without leave is closed out with 4014. */
const privileged = (1 << 1) | (1 << 8) | (1 << 15);
const messageContent = 1 << 15;
/** GUILD_MESSAGES and DIRECT_MESSAGES: without them no message arrives at all. */
const messageIntents = { server: 1 << 9, private: 1 << 12 } as const;

type Dispatch = { op: 0; t: string; s: number; d: unknown };

export type FakeGatewayOptions = {
  token: string;
  heartbeatMs: number;
  /** What a new session is told first. */
  greeting: (session: string) => readonly { t: string; d: unknown }[];
};

/** Discord's gateway: hello, identify, heartbeats, and a session that can be resumed with what was missed. */
export class FakeDiscordGateway {
  readonly heartbeats: number[] = [];
  identified = 0;
  resumed = 0;
  intents = 0;
  /** While false, connections are closed before hello. */
  accepts = true;
  readonly #options: FakeGatewayOptions;
  readonly #server: WebSocketServer;
  readonly #sent: Dispatch[] = [];
  #socket: WebSocket | undefined;
  #session = '';

  constructor(server: Server, options: FakeGatewayOptions) {
    this.#options = options;
    this.#server = new WebSocketServer({ server });
    this.#server.on('connection', socket => this.#greet(socket));
  }

  /** Sends an event, or keeps it for the session that resumes. */
  dispatch(t: string, d: unknown): void {
    const event: Dispatch = { op: 0, t, s: this.#sent.length + 1, d };
    this.#sent.push(event);
    this.#socket?.send(JSON.stringify(event));
  }

  /** Whether messages of servers, or private ones, are told at all. */
  tells(isPrivate: boolean): boolean {
    return (this.intents & (isPrivate ? messageIntents.private : messageIntents.server)) !== 0;
  }

  /** Words come with private messages and mentions; others need an intent that has to be granted. */
  tellsWords(isPrivate: boolean, mentioned: boolean): boolean {
    return isPrivate || mentioned || (this.intents & messageContent) !== 0;
  }

  /** Asks the client to connect anew and resume (op 7). */
  askReconnect(): void {
    this.#socket?.send(JSON.stringify({ op: 7, d: null }));
    this.#socket = undefined;
  }

  /** Cuts the line without a word. */
  cut(): void {
    this.#socket?.terminate();
    this.#socket = undefined;
  }

  close(): void {
    for (const client of this.#server.clients) client.terminate();
    this.#server.close();
  }

  #greet(socket: WebSocket): void {
    if (!this.accepts) {
      socket.terminate();
      return;
    }
    socket.send(JSON.stringify({ op: 10, d: { heartbeat_interval: this.#options.heartbeatMs } }));
    socket.on('message', text => {
      const { op, d } = Received.parse(JSON.parse(String(text)));
      if (op === 1) {
        this.heartbeats.push(Date.now());
        socket.send(JSON.stringify({ op: 11 }));
      } else if (op === 2) this.#identify(socket, Identify.parse(d));
      else if (op === 6) this.#resume(socket, Resume.parse(d));
    });
  }

  #identify(socket: WebSocket, { token, intents }: z.infer<typeof Identify>): void {
    const refused = token !== this.#options.token ? 4004 : (intents & privileged) !== 0 ? 4014 : undefined;
    if (refused !== undefined) {
      socket.close(refused);
      return;
    }
    this.identified += 1;
    this.intents = intents;
    this.#session = `session-${this.identified}`;
    this.#sent.length = 0;
    this.#socket = socket;
    for (const { t, d } of this.#options.greeting(this.#session)) this.dispatch(t, d);
  }

  #resume(socket: WebSocket, { session_id, seq }: z.infer<typeof Resume>): void {
    if (session_id !== this.#session) {
      socket.send(JSON.stringify({ op: 9, d: false }));
      return;
    }
    this.resumed += 1;
    this.#socket = socket;
    for (const event of this.#sent.filter(({ s }) => s > seq)) socket.send(JSON.stringify(event));
    this.dispatch('RESUMED', {});
  }
}
