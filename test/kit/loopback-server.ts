import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** One request as a loopback fake received it. */
export type ReceivedRequest = Readonly<{
  method: string;
  path: string;
  headers: IncomingMessage['headers'];
  /** The parsed JSON body; `null` where there was none. */
  body: unknown;
  /** Settles when the exchange is over: true if the caller hung up before the reply was complete. */
  hungUp: Promise<boolean>;
}>;

export interface LoopbackServer {
  /** `http://127.0.0.1:port`, without a slash at the end. */
  readonly origin: string;
  readonly requests: readonly ReceivedRequest[];
  close(): Promise<void>;
}

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  let text = '';
  for await (const piece of request.setEncoding('utf8')) text += piece;
  return text === '' ? null : JSON.parse(text);
}

const endOf = (response: ServerResponse): Promise<boolean> =>
  new Promise(resolve => response.once('close', () => resolve(!response.writableFinished)));

/** A real HTTP server on a free port of 127.0.0.1 that records what it was asked. */
export async function openLoopbackServer(
  answer: (request: ReceivedRequest, response: ServerResponse) => Promise<void> | void,
): Promise<LoopbackServer> {
  const requests: ReceivedRequest[] = [];
  const server = createServer((incoming, response) => {
    const hungUp = endOf(response);
    const handle = async (): Promise<void> => {
      const body = await bodyOf(incoming);
      const received = {
        method: incoming.method ?? '',
        path: incoming.url ?? '',
        headers: incoming.headers,
        body,
        hungUp,
      };
      requests.push(received);
      await answer(received, response);
    };
    handle().catch(() => response.destroy());
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    requests,
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
