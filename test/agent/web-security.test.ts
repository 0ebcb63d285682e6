import { afterEach, describe, expect, it } from 'vitest';
import type { Agent } from '../../agent/agent.ts';
import { type OpenedWeb, openWeb } from '../../agent/web/web.ts';
import { webApp } from '../../agent/web/web-app.ts';
import { RequestLimit } from '../../agent/web/web-limit.ts';
import { testAgent, testSettings } from '../kit/test-agent.ts';
import { webClient } from '../kit/web-client.ts';

const opened: OpenedWeb[] = [];
afterEach(async () => {
  for (const web of opened.splice(0)) await web.close();
});

const token = 'a-long-secret-token';
const settings = testSettings({ web: { port: 0 } });

async function serve(agent: Agent) {
  const web = await openWeb(agent, { QUAESTOR_WEB_TOKEN: token });
  opened.push(web);
  return web.url;
}

const form = (url: string, body: Record<string, string>, headers: Record<string, string> = {}) =>
  fetch(url, { method: 'POST', body: new URLSearchParams(body), redirect: 'manual', headers });

describe('the way in', () => {
  it('is a form: the right token gives a cookie that no script and no other site can use', async () => {
    const url = await serve((await testAgent({ settings })).agent);
    expect(await (await fetch(`${url}/login`)).text()).toContain('action="/login"');
    const wrong = await form(`${url}/login`, { token: 'wrong' });
    expect([wrong.status, wrong.headers.get('set-cookie')]).toEqual([401, null]);
    expect(await wrong.text()).toContain('This is not the token.');
    const foreign = await form(`${url}/login`, { token }, { origin: 'http://evil.example' });
    expect(foreign.status, 'a form of another site').toBe(403);
    const entered = await form(`${url}/login`, { token }, { origin: url });
    const cookie = entered.headers.get('set-cookie') ?? '';
    expect(entered.status).toBe(302);
    expect(cookie).toMatch(/HttpOnly/);
    expect(cookie).toMatch(/SameSite=Strict/);
    const client = webClient(url, { cookie: cookie.split(';')[0] ?? '' });
    expect((await client.get('/api/state')).status).toBe(200);
    expect((await client.get('/')).status).toBe(200);
  });

  it('speaks the language of the browser', async () => {
    const url = await serve((await testAgent({ settings })).agent);
    const page = await (await fetch(`${url}/login`, { headers: { 'accept-language': 'fr-FR,en;q=0.5' } })).text();
    expect(page).toContain('Se connecter');
    expect(page).toContain('<html lang="fr">');
  });

  it('is closed for a minute after ten wrong tokens, but never to the right one', async () => {
    const url = await serve((await testAgent({ settings })).agent);
    const statuses: number[] = [];
    for (let i = 0; i < 12; i += 1) statuses.push((await form(`${url}/login`, { token: `guess ${i}` })).status);
    expect(statuses.filter(status => status === 401)).toHaveLength(10);
    expect(statuses.at(-1)).toBe(429);
    expect((await form(`${url}/login`, { token })).status).toBe(302);
  });

  it('leaves nothing open to who has not come in, but what holds no secret', async () => {
    const { agent } = await testAgent({ settings });
    const client = webClient(await serve(agent));
    for (const path of [
      '/',
      '/api/state',
      '/api/history',
      '/api/events',
      '/api/proposals',
      '/metrics',
      '/api/settings',
    ])
      expect((await client.get(path)).status, path).toBe(401);
    expect((await client.post('/api/chat', { text: '/stop' })).status).toBe(401);
    expect(agent.parts.desk.halted()).toBe(false);
    for (const path of ['/healthz', '/api/openapi.json', '/login', '/style.css'])
      expect((await client.get(path)).status, path).toBe(200);
  });

  it('sends its policy with every answer, refusals too: nothing inline, nothing from elsewhere', async () => {
    const url = await serve((await testAgent({ settings })).agent);
    for (const path of ['/login', '/api/state', '/healthz']) {
      const policy = (await fetch(`${url}${path}`)).headers.get('content-security-policy') ?? '';
      expect(policy, path).toContain("default-src 'self'");
      expect(policy).not.toContain('unsafe');
    }
    expect(await (await fetch(`${url}/login`)).text()).not.toMatch(/<script|style="/);
  });
});

describe('the limit of requests', () => {
  it('is a bucket for each client that fills again', () => {
    let now = 0;
    const limit = new RequestLimit(60, () => now);
    for (let i = 0; i < 60; i += 1) expect(limit.take('a')).toBe(0);
    expect(limit.take('a'), 'one a second comes back').toBe(1000);
    expect(limit.take('b'), 'another client has its own').toBe(0);
    now = 1000;
    expect(limit.take('a')).toBe(0);
    now = 3_600_000;
    for (let i = 0; i < 60; i += 1) expect(limit.take('a')).toBe(0);
    expect(limit.take('a'), 'never more than a minute’s worth').toBeGreaterThan(0);
  });

  it('answers 429 with the time to wait, and slows nobody else', async () => {
    const { agent } = await testAgent({ settings });
    const app = webApp(agent, { requestsPerMinute: 3, personOf: ({ req }) => req.header('x-user') ?? 'nobody' });
    const state = (user: string) => app.request('/api/state', { headers: { host: '127.0.0.1', 'x-user': user } });
    for (let i = 0; i < 3; i += 1) expect((await state('flood')).status).toBe(200);
    const refused = await state('flood');
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await state('calm')).status).toBe(200);
  });
});

describe('a link of an e-mail', () => {
  it('counts when its button is pressed, once; looking at it counts nothing', async () => {
    const { agent } = await testAgent({ settings });
    const url = await serve(agent);
    const { feedback, feedbackLinks } = agent.parts;
    const ratedId = feedback.keep({ tool: 'predict_volatility', output: { sigma: 1 } });
    const path = feedbackLinks.path({ channel: 'web', id: 'owner', ratedId, rating: 'bad' });
    const said = path.split('said=')[1] ?? '';
    const page = await (await fetch(`${url}${path}`)).text();
    expect(page).toContain('It was wrong');
    expect(feedback.labels(), 'a mail scanner follows links').toEqual([]);
    expect((await form(`${url}/feedback`, { said }, { origin: url })).status).toBe(200);
    expect(feedback.labels()).toMatchObject([{ rating: 'bad', way: 'email', person: { channel: 'web', id: 'owner' } }]);
    const again = await form(`${url}/feedback`, { said });
    expect([again.status, (await again.text()).includes('used before')]).toEqual([409, true]);
    expect((await form(`${url}/feedback`, { said: `${said}x` })).status).toBe(400);
    expect((await fetch(`${url}/feedback?said=nonsense`)).status).toBe(400);
  });
});
