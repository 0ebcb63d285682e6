import { once } from 'node:events';
import { createServer, request } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import type { Agent } from '../../agent/agent.ts';
import { type OpenedWeb, openWeb } from '../../agent/web/web.ts';
import { testAgent, testSettings } from '../kit/test-agent.ts';
import { webClient } from '../kit/web-client.ts';

const opened: OpenedWeb[] = [];
afterEach(async () => {
  for (const web of opened.splice(0)) await web.close();
});

async function serve(agent: Agent, token?: string) {
  const web = await openWeb(agent, token === undefined ? {} : { QUAESTOR_WEB_TOKEN: token });
  opened.push(web);
  return { url: web.url, client: webClient(web.url) };
}

const settings = testSettings({ web: { port: 0 } });

describe('the web channel', () => {
  it('serves the page, its script and its style under a strict policy', async () => {
    const { client } = await serve((await testAgent({ settings })).agent);
    for (const [path, type] of [
      ['/', 'text/html'],
      ['/style.css', 'text/css'],
      ['/main.js', 'text/javascript'],
      ['/echarts.js', 'text/javascript'],
    ] as const) {
      const response = await client.get(path);
      expect(response.status, path).toBe(200);
      expect(response.headers.get('content-type')).toContain(type);
      expect(response.headers.get('content-security-policy')).toContain("default-src 'self'");
      expect((await response.text()).length).toBeGreaterThan(100);
    }
    expect((await client.get('/../package.json')).status).toBe(404);
    expect((await client.get('/api/nothing')).status).toBe(404);
  });

  it('tells the state: who, as of when, portfolio and what waits', async () => {
    const step = { calls: [{ name: 'propose_trade', args: { symbol: 'SPX', side: 'buy', quantity: 1 } }] };
    const { client } = await serve((await testAgent({ settings, steps: [step, { text: 'ok' }] })).agent);
    await client.chat('Buy one');
    const state = await (await client.get('/api/state?language=fr')).json();
    expect(state).toMatchObject({
      asOf: '2020-04-17',
      halted: false,
      person: { id: 'owner', role: 'admin', language: 'fr' },
    });
    expect(state.proposals).toHaveLength(1);
    expect(state.portfolio.title).toContain('Portefeuille');
    expect(await (await client.get('/api/history')).json()).toEqual([
      { role: 'human', text: 'Buy one' },
      { role: 'ai', text: 'ok' },
    ]);
    expect(await (await client.post('/api/language', { language: 'fr' })).json()).toEqual({ language: 'fr' });
    expect((await (await client.get('/api/state')).json()).person.language).toBe('fr');
  });

  it('tells the state also when the account cannot be valued, and says why', async () => {
    const { agent } = await testAgent({ settings });
    const { client } = await serve(agent);
    agent.parts.market.quote = () => {
      throw new Error('no price');
    };
    agent.parts.market.now = () => Date.UTC(2020, 3, 17);
    const response = await client.get('/api/state');
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({ account: null, portfolio: { tone: 'bad' }, asOf: '2020-04-17' });
  });

  it('refuses another host, another origin and a form without the header', async () => {
    const { url, client } = await serve((await testAgent({ settings })).agent);
    expect((await client.post('/api/chat', { text: 'x' }, { origin: 'http://evil.example' })).status).toBe(403);
    expect((await client.post('/api/chat', { text: 'x' }, { origin: 'null' })).status).toBe(403);
    expect((await client.post('/api/chat', { text: 'x' }, { 'x-quaestor': '' })).status).toBe(403);
    const rebound = request(`${url}/api/state`, { headers: { host: 'evil.example' } }).end();
    const [response] = await once(rebound, 'response');
    expect(response.statusCode, 'DNS rebinding').toBe(403);
    response.resume();
  });

  it('answers a body that is no JSON, has the wrong shape or is too large', async () => {
    const { client } = await serve((await testAgent({ settings })).agent);
    expect((await client.post('/api/chat', '{')).status).toBe(400);
    expect((await client.post('/api/chat', { words: 'x' })).status).toBe(400);
    expect((await client.post('/api/tap', { verb: 'approve' })).status).toBe(400);
    expect((await client.post('/api/language', { language: 'de' })).status).toBe(400);
    expect((await client.post('/api/chat', { text: 'x'.repeat(1_100_000) })).status).toBe(413);
    expect(JSON.stringify(await client.chat('x'.repeat(100_000)))).toContain('user.too-long');
  });

  it('aborts the turn when the browser goes away', async () => {
    const { agent } = await testAgent({ settings, steps: [{ hang: true }] });
    const { url } = await serve(agent);
    const abort = new AbortController();
    const gone = fetch(`${url}/api/chat`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-quaestor': '1' },
      body: JSON.stringify({ text: 'slow' }),
      signal: abort.signal,
    }).then(response => response.text());
    setTimeout(() => abort.abort(), 300);
    await expect(gone).rejects.toThrow(/abort/i);
    expect((await webClient(url).chat('/status')).length).toBeGreaterThan(0);
  });

  it.each(['text/event-stream', 'application/json'])(
    'lets go of what listened to a turn when it is over (%s)',
    async accept => {
      const { agent } = await testAgent({ settings, steps: [{ text: 'Hello.' }] });
      const { client } = await serve(agent);
      const signals: (AbortSignal | undefined)[] = [];
      const hear = agent.hear.bind(agent);
      agent.hear = (message, emit) => {
        signals.push(message.signal);
        return hear(message, emit);
      };
      expect(await (await client.post('/api/chat', { text: 'Hi' }, { accept })).text()).toContain('Hello.');
      expect(
        signals.map(signal => signal?.aborted),
        'one that never fires is kept by Node for ever',
      ).toEqual([true]);
      const said = await (await client.get('/api/history?cards')).json();
      expect(said.at(-1), 'and nobody takes it for one that was stopped').toEqual({ role: 'ai', text: 'Hello.' });
    },
  );

  it('a taken port gives an error that names the port and the setting', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const address = other.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    const { agent } = await testAgent({ settings: testSettings({ web: { port } }) });
    await expect(openWeb(agent)).rejects.toMatchObject({
      code: 'config.port-taken',
      message: expect.stringContaining(`Port ${port}`),
    });
    await expect(openWeb(agent)).rejects.toThrow(/web\.port/);
    other.close();
  });

  it('does not open to others without a token, and with one asks for it once', async () => {
    const open = testSettings({ web: { port: 0, host: '0.0.0.0' } });
    const { agent } = await testAgent({ settings: open });
    await expect(openWeb(agent)).rejects.toMatchObject({
      code: 'config.missing-key',
      message: expect.stringContaining('QUAESTOR_WEB_TOKEN'),
    });
    const { url } = await serve(agent, 'a-long-secret-token');
    const client = webClient(url.replace('0.0.0.0', '127.0.0.1'));
    expect((await client.get('/')).status).toBe(401);
    expect((await client.get('/?token=wrong')).status).toBe(401);
    const admitted = await client.get('/?token=a-long-secret-token');
    expect(admitted.status).toBe(302);
    const cookie = admitted.headers.get('set-cookie')?.split(';')[0] ?? '';
    expect(cookie, 'the cookie is not the token').not.toContain('a-long-secret-token');
    expect((await client.get('/api/state', { cookie })).status).toBe(200);
  });
});
