import type { ServerResponse } from 'node:http';
import { type LoopbackServer, openLoopbackServer, type ReceivedRequest } from './loopback-server.ts';

/** What the server answers at a path. */
export type FeedReply = {
  status?: number;
  headers?: Readonly<Record<string, string>>;
  body?: string | Uint8Array;
  /** Says nothing (stalls), or hangs up in the middle of the body (dies). */
  fault?: 'stalls' | 'dies';
};

/** A loopback publisher of feeds and other documents. */
export interface FakeFeedServer extends LoopbackServer {
  /** What a path answers from now on; a path that was never set answers 404. */
  serve(path: string, reply: FeedReply | ((request: ReceivedRequest) => FeedReply)): void;
  url(path: string): string;
}

function send(response: ServerResponse, { status = 200, headers = {}, body = '', fault }: FeedReply): void {
  if (fault === 'stalls') return;
  response.writeHead(status, headers);
  if (fault === 'dies') response.write(body, () => response.destroy());
  else response.end(body);
}

export async function openFakeFeedServer(): Promise<FakeFeedServer> {
  const replies = new Map<string, (request: ReceivedRequest) => FeedReply>();
  const server = await openLoopbackServer((request, response) => {
    send(response, replies.get(request.path)?.(request) ?? { status: 404 });
  });
  return {
    ...server,
    serve: (path, reply) => replies.set(path, typeof reply === 'function' ? reply : () => reply),
    url: path => `${server.origin}${path}`,
  };
}
