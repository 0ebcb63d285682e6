import { createServer } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { QuaestorError } from '../../config/errors.ts';
import type { Secrets } from '../../config/secrets.ts';
import type { Agent } from '../agent.ts';
import type { WebHook } from '../channels/open-channels.ts';
import { webApp } from './web-app.ts';

export type OpenedWeb = { url: string; close(): Promise<void> };

const isLoopback = (host: string): boolean => host === 'localhost' || host === '::1' || host.startsWith('127.');

const portTaken = (host: string, port: number): QuaestorError =>
  new QuaestorError(
    'config.port-taken',
    `Port ${port} on ${host} is already in use. Stop what uses it, or set another port: "web.port" in your settings file.`,
    { host, port },
  );

/**
 * Serves the web chat. Bound to this machine unless told otherwise; elsewhere it asks for a token.
 * @throws QuaestorError `config.port-taken`, `config.missing-key`
 */
export async function openWeb(agent: Agent, secrets: Secrets = {}, hooks: readonly WebHook[] = []): Promise<OpenedWeb> {
  const { host, port, requestsPerMinute } = agent.parts.settings.web;
  const token = secrets.QUAESTOR_WEB_TOKEN;
  if (!isLoopback(host) && !token) {
    throw new QuaestorError(
      'config.missing-key',
      `web.host is "${host}", which others can reach: set QUAESTOR_WEB_TOKEN first, or use 127.0.0.1.`,
    );
  }
  const page = getRequestListener(webApp(agent, { token, requestsPerMinute }).fetch);
  // A provider's calls go to their own handler, before anything of the page looks at them.
  const server = createServer((request, response) => {
    const path = request.url?.split('?', 1)[0];
    const hook = hooks.find(one => one.path === path);
    return hook ? hook.handle(request, response) : void page(request, response);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(error.code === 'EADDRINUSE' ? portTaken(host, port) : error),
    );
    server.listen(port, host, resolve);
  });
  const address = server.address();
  const bound = typeof address === 'object' && address ? address.port : port;
  const close = async (): Promise<void> => {
    server.closeAllConnections();
    await new Promise<void>(resolve => server.close(() => resolve()));
  };
  return { url: `http://${host.includes(':') ? `[${host}]` : host}:${bound}`, close };
}
