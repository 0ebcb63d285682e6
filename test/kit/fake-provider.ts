import type { ServerResponse } from 'node:http';
import { type LoopbackServer, openLoopbackServer, type ReceivedRequest } from './loopback-server.ts';
import { type ProviderReply, pause } from './provider-reply.ts';

/** A loopback language-model server whose replies are queued by the test. */
export interface FakeProvider extends LoopbackServer {
  /** Queues replies, first in, first out. */
  reply(...replies: ProviderReply[]): void;
  /** What it answers once the queue is empty; without it an unexpected request gets a 599. */
  otherwise(reply: ProviderReply): void;
  /** Fails on replies that nobody asked for and on requests for which there was no reply. */
  assertFinished(): void;
}

/** The reply that carries an answer of the model. */
export type AnswerReply = Extract<ProviderReply, { text?: string }>;

/** What differs between the protocols. */
export interface Protocol {
  isStream(request: ReceivedRequest): boolean;
  errorBody(status: number, message: string, more: object | undefined): unknown;
  answer(reply: AnswerReply, request: ReceivedRequest): unknown;
  stream(reply: AnswerReply, request: ReceivedRequest): Generator<string>;
}

const sendJson = (response: ServerResponse, status: number, headers: object, body: unknown): void => {
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
};

/** Each piece is flushed on its own, so that a stream that dies has really said something before. */
async function sendStream(response: ServerResponse, reply: AnswerReply, pieces: Iterable<string>): Promise<void> {
  response.writeHead(200, { 'content-type': 'text/event-stream' }).flushHeaders();
  if (reply.firstTokenAfterMs !== undefined) await pause(reply.firstTokenAfterMs);
  for (const piece of pieces) {
    response.write(piece);
    await pause(2);
  }
  if (reply.fault === 'socket-dies') response.destroy();
  else if (reply.fault !== 'stalls') response.end();
}

async function sendAnswer(response: ServerResponse, reply: AnswerReply, body: unknown): Promise<void> {
  if (reply.firstTokenAfterMs !== undefined) await pause(reply.firstTokenAfterMs);
  const text = JSON.stringify(body);
  if (reply.fault === 'socket-dies') {
    response.writeHead(200, { 'content-type': 'application/json' }).write(text.slice(0, 20));
    await pause(2);
    response.destroy();
  } else if (reply.fault === 'broken-json') {
    response.writeHead(200, { 'content-type': 'application/json' }).end(text.slice(0, -5));
  } else sendJson(response, 200, {}, body);
}

/** Opens a loopback server that speaks `protocol`. */
export async function openFakeProvider(protocol: Protocol): Promise<FakeProvider> {
  const queue: ProviderReply[] = [];
  const unexpected: string[] = [];
  let fallback: ProviderReply | undefined;

  const server = await openLoopbackServer(async (request, response) => {
    const reply = queue.shift() ?? fallback;
    if (!reply) {
      unexpected.push(request.path);
      return sendJson(
        response,
        599,
        {},
        protocol.errorBody(599, `no reply is scripted for ${request.path}`, undefined),
      );
    }
    if ('hang' in reply) return;
    if ('rawBody' in reply) {
      response.writeHead(200, { 'content-type': reply.contentType }).end(reply.rawBody);
      return;
    }
    if ('status' in reply) {
      const { status, message = `status ${status}`, headers = {}, error } = reply;
      return sendJson(response, status, headers, protocol.errorBody(status, message, error));
    }
    if (protocol.isStream(request)) return sendStream(response, reply, protocol.stream(reply, request));
    return sendAnswer(response, reply, protocol.answer(reply, request));
  });

  return {
    ...server,
    reply: (...replies) => {
      queue.push(...replies);
    },
    otherwise: reply => {
      fallback = reply;
    },
    assertFinished: () => {
      if (unexpected.length > 0) throw new Error(`unexpected requests: ${unexpected.join(', ')}`);
      if (queue.length > 0) throw new Error(`replies nobody asked for: ${JSON.stringify(queue)}`);
    },
  };
}
