import type { Server } from 'node:http';
import { serve } from '@hono/node-server';
import { QuaestorError } from '../../config/errors.ts';
import type { Secrets } from '../../config/secrets.ts';
import type { Agent } from '../agent.ts';
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
export async function openWeb(agent: Agent, secrets: Secrets = {}): Promise<OpenedWeb> {
  const { host, port } = agent.parts.settings.web;
  const token = secrets.QUAESTOR_WEB_TOKEN;
  if (!isLoopback(host) && !token) {
    throw new QuaestorError(
      'config.missing-key',
      `web.host is "${host}", which others can reach: set QUAESTOR_WEB_TOKEN first, or use 127.0.0.1.`,
    );
  }
  let server: Server | undefined;
  const listening = await new Promise<{ port: number }>((resolve, reject) => {
    const options = { fetch: webApp(agent, token).fetch, hostname: host, port };
    server = serve(options, resolve) as Server;
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(error.code === 'EADDRINUSE' ? portTaken(host, port) : error),
    );
  });
  const close = async (): Promise<void> => {
    server?.closeAllConnections();
    await new Promise<void>(resolve => (server ? server.close(() => resolve()) : resolve()));
  };
  return { url: `http://${host.includes(':') ? `[${host}]` : host}:${listening.port}`, close };
}
