import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { serve } from '@hono/node-server';
import { openAgent } from '../../agent/open-agent.ts';
import { webApp } from '../../agent/web/web-app.ts';
import { settingsFrom } from '../../config/load-settings.ts';
import type { Load, Measured } from './web-load-clients.ts';

const users = 200;
const everyMs = 10_000;
/** Milliseconds within which 95 of 100 first pieces of an answer come, on two cores with the offline planner. */
const gateMs = 300;
const megabyte = 2 ** 20;

type Print = (what: string, figure: string) => void;

const quantile = (values: readonly number[], share: number): number =>
  [...values].sort((a, b) => a - b)[Math.ceil(values.length * share) - 1] ?? Number.NaN;

const ms = (value: number): string => `${value.toFixed(0)} ms`;

/** Collects what nobody holds; a process that was not started with it learns it here. */
function openCollector(): () => void {
  setFlagsFromString('--expose-gc');
  const collect: unknown = runInNewContext('gc');
  if (typeof collect !== 'function')
    throw new Error('This version of Node cannot be told to collect what nobody holds.');
  return () => void collect();
}

/** Memory that is in use once what nobody holds is collected. @returns bytes */
function usedBytes(collect: () => void): number {
  collect();
  return process.memoryUsage().heapUsed;
}

/** Clients in a process of their own, so that they do not wait for what they measure. */
async function load(work: Load): Promise<Measured> {
  const clients = fork(new URL('./web-load-clients.ts', import.meta.url), [JSON.stringify(work)], {
    execArgv: ['--import', 'tsx'],
  });
  const [measured] = (await once(clients, 'message')) as [Measured];
  return measured;
}

/**
 * 200 people at the web channel, each with a message every 10 s for 60 s. Fails on an error and when the 95th percentile of
 * the first token is over the gate. The same people come twice as often before, so that what is bounded is full (the cards of
 * conversations, three million characters) before memory is compared.
 * @param seconds how long; half as long before it to warm up, and half as long once more for the memory
 * @throws Error naming what was too slow or went wrong
 */
export async function benchWebLoad(print: Print, seconds = 60): Promise<void> {
  const forMs = seconds * 1000;
  const stateFolder = mkdtempSync(join(tmpdir(), 'quaestor-load-'));
  const settings = settingsFrom({ llm: { chain: [] }, stateFolder, people: { defaultRole: 'trader' } });
  const agent = await openAgent({ settings });
  const personOf = ({ req }: { req: { header(name: string): string | undefined } }): string =>
    req.header('x-user') ?? 'nobody';
  const server = serve({ fetch: webApp(agent, { personOf }).fetch, hostname: '127.0.0.1', port: 0 });
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const collect = openCollector();
  const empty = usedBytes(collect);
  const warm = await load({ url, users, everyMs: everyMs / 2, forMs: forMs / 2 });
  const before = usedBytes(collect);
  const measured = await load({ url, users, everyMs, forMs });
  const middle = usedBytes(collect);
  const again = await load({ url, users, everyMs, forMs: forMs / 2 });
  const after = usedBytes(collect);
  server.close();
  await agent.parts.close();

  const errors = [...warm.errors, ...measured.errors, ...again.errors];
  const p95 = quantile(measured.firstTokenMs, 0.95);
  print(
    `web: ${users} people, a message every ${everyMs / 1000} s for ${forMs / 1000} s, answers`,
    String(measured.answers),
  );
  print('web: errors', String(errors.length));
  print('web: first token, median', ms(quantile(measured.firstTokenMs, 0.5)));
  print(`web: first token, 95th percentile (gate ${gateMs} ms)`, ms(p95));
  print('web: whole answer, 95th percentile', ms(quantile(measured.answerMs, 0.95)));
  const megabytes = [empty, before, middle, after].map(bytes => (bytes / megabyte).toFixed(0)).join(' > ');
  print('web: heap in use at the start, warm, after the load, after half as much again', `${megabytes} MB`);
  if (errors.length > 0) throw new Error(`web: ${errors.length} errors, the first: ${errors[0]}`);
  if (!(p95 < gateMs)) throw new Error(`web: the 95th percentile of the first token is ${ms(p95)}, over ${gateMs} ms.`);
}
