import { afterEach, describe, expect, it } from 'vitest';
import type { Agent } from '../../agent/agent.ts';
import { OpenStreams, type StreamEnd } from '../../agent/web/open-streams.ts';
import { openWeb } from '../../agent/web/web.ts';
import { webApp } from '../../agent/web/web-app.ts';
import { answerOf, testAgent, testSettings } from '../kit/test-agent.ts';
import { readEvents } from '../kit/web-client.ts';

const closing: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

const settings = testSettings({ web: { port: 0 } });
const local = { host: '127.0.0.1' };

/** An application of which each client is answered three times a minute. */
function slowApp(agent: Agent, token?: string) {
  const app = webApp(agent, { requestsPerMinute: 3, token });
  const post = (path: string, body: unknown, headers: Record<string, string> = {}) => {
    const text = JSON.stringify(body);
    const length = String(Buffer.byteLength(text));
    const own = { ...local, 'content-type': 'application/json', 'content-length': length, 'x-quaestor': '1' };
    return app.request(path, { method: 'POST', headers: { ...own, ...headers }, body: text });
  };
  const state = () => app.request('/api/state?language=en', { headers: local });
  const flood = async () => {
    for (let i = 0; i < 3; i += 1) await state();
  };
  return { app, post, state, flood };
}

describe('stopping trading', () => {
  it.each(['/stop', '/stop the market is falling', 'STOP!', 'stop trading now', 'Arrête tout'])(
    'by "%s" works in the middle of a flood of the same client',
    async text => {
      const { agent } = await testAgent({ settings });
      const { post, state, flood } = slowApp(agent);
      await flood();
      expect((await state()).status).toBe(429);
      const stopped = await post('/api/chat', { text });
      expect(stopped.status).toBe(200);
      expect(answerOf(readEvents(await stopped.text()))).toContain('Trading is stopped');
      expect(agent.parts.desk.halted()).toBe(true);
    },
  );

  it('counts for nothing else, and nothing else passes as it', async () => {
    const { agent } = await testAgent({ settings });
    const { post, state } = slowApp(agent);
    for (let i = 0; i < 10; i += 1) expect((await post('/api/chat', { text: '/stop' })).status).toBe(200);
    for (let i = 0; i < 3; i += 1) expect((await state()).status, 'its own requests are all left').toBe(200);
    for (const text of ['What is a stop?', '/stopwatch', '/resume'])
      expect((await post('/api/chat', { text })).status, text).toBe(429);
    expect((await post('/api/language', { text: '/stop', language: 'en' })).status).toBe(429);
    expect((await post('/api/chat', { text: `/stop ${'x'.repeat(3000)}` })).status, 'nobody reads a long one').toBe(
      429,
    );
  });

  it('by who has not come in is refused, and counts like any other request', async () => {
    const { agent } = await testAgent({ settings });
    const { post } = slowApp(agent, 'a-long-secret-token');
    const statuses: number[] = [];
    for (let i = 0; i < 4; i += 1) statuses.push((await post('/api/chat', { text: '/stop' })).status);
    expect(statuses).toEqual([401, 401, 401, 429]);
    expect(agent.parts.desk.halted()).toBe(false);
  });
});

const initialize = {
  jsonrpc: '2.0',
  id: 1,
  method: 'initialize',
  params: { protocolVersion: '2025-06-18', capabilities: {}, clientInfo: { name: 'test', version: '1' } },
};
const mcpHeaders = { accept: 'application/json, text/event-stream' };

describe('the limit of requests to /mcp', () => {
  it('is no way around the scopes of a key: a bearer that is not the token of the page opens nothing', async () => {
    const { agent } = await testAgent({ settings });
    const { post } = slowApp(agent);
    const refused = await post('/mcp', {}, { ...mcpHeaders, authorization: 'Bearer qk_some_key' });
    expect(refused.status).toBe(401);
    expect(await refused.text()).toContain('keys of the API open /api alone');
  });

  it('is that of the API, with the time to wait', async () => {
    const { agent } = await testAgent({ settings });
    const { post, state } = slowApp(agent);
    for (let i = 0; i < 3; i += 1) expect((await post('/mcp', initialize, mcpHeaders)).status).toBe(200);
    const refused = await post('/mcp', initialize, mcpHeaders);
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get('retry-after'))).toBe(20);
    expect(await refused.json()).toEqual({
      error: 'user.too-fast',
      message: 'Too many requests: 3 a minute are answered. Try again in 20 s.',
    });
    expect((await state()).status, 'the page is another client').toBe(200);
  });

  it('holds for who guesses a token, and never for who has it', async () => {
    const { agent } = await testAgent({ settings: testSettings({ web: { port: 0 } }) });
    const token = 'a-long-secret-token';
    const app = webApp(agent, { token });
    const ask = (bearer: string) =>
      app.request('/mcp', {
        method: 'POST',
        headers: { ...local, ...mcpHeaders, 'content-type': 'application/json', authorization: `Bearer ${bearer}` },
        body: JSON.stringify(initialize),
      });
    const statuses: number[] = [];
    for (let i = 0; i < 12; i += 1) statuses.push((await ask(`guess-${i}`)).status);
    expect(statuses.filter(status => status === 401)).toHaveLength(10);
    expect(statuses.at(-1)).toBe(429);
    expect((await ask(token)).status).toBe(200);
  });
});

describe('streams without an end', () => {
  it('of one client are at most a few: one more ends the oldest, and those of others go on', () => {
    const streams = new OpenStreams(2);
    const ended: [string, StreamEnd][] = [];
    const open = (client: string, name: string, session?: string) =>
      streams.add(client, { session, end: why => ended.push([name, why]) });
    open('a', 'first', 's1');
    const leave = open('a', 'second', 's1');
    open('b', 'other', 's2');
    open('a', 'third', 's2');
    expect(ended).toEqual([['first', 'full']]);
    leave();
    open('a', 'fourth', 's1');
    expect(ended, 'the place of one that left is free').toHaveLength(1);
    streams.endSession('s2');
    expect(ended.slice(1)).toEqual([
      ['third', 'logged-out'],
      ['other', 'logged-out'],
    ]);
    expect([streams.count('a'), streams.count('b')]).toEqual([1, 0]);
  });

  it('on /api/events are eight: the ninth says so to the first, which is told not to come back soon', async () => {
    const { agent } = await testAgent({ settings });
    const web = await openWeb(agent);
    closing.push(() => web.close());
    const open = async () => {
      const response = await fetch(`${web.url}/api/events?language=en`);
      const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
      closing.unshift(() => reader?.cancel().catch(() => undefined));
      await reader?.read();
      return reader;
    };
    const first = await open();
    const others = [];
    for (let i = 0; i < 7; i += 1) others.push(await open());
    await open();
    let seen = '';
    for (let piece = await first?.read(); piece && !piece.done; piece = await first?.read()) seen += piece.value;
    expect(seen, 'and then it ends').toContain('event: closed\ndata: {"type":"closed","reason":"full"}');
    expect(seen).toContain('retry: 300000');
    agent.parts.delivery.tell({ type: 'changed' });
    agent.parts.desk.halt(agent.person('web', 'owner'), 'test');
    agent.parts.delivery.tell({ type: 'changed' });
    expect((await others[0]?.read())?.value, 'the second goes on').toContain('event: state');
  });
});
