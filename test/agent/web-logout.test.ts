import { afterEach, describe, expect, it } from 'vitest';
import { openWeb } from '../../agent/web/web.ts';
import { answerOf, say, testAgent, testSettings } from '../kit/test-agent.ts';
import { webClient } from '../kit/web-client.ts';

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

const token = 'a-long-secret-token';
const settings = () => testSettings({ web: { port: 0 } });

async function serve(secret: string | undefined = token) {
  const { agent, wall } = await testAgent({ settings: settings() });
  const web = await openWeb(agent, secret === '' ? {} : { QUAESTOR_WEB_TOKEN: secret });
  closing.push(web.close);
  const form = (path: string, body: Record<string, string>, cookie = '', origin = web.url) =>
    fetch(`${web.url}${path}`, {
      method: 'POST',
      body: new URLSearchParams(body),
      redirect: 'manual',
      headers: { origin, cookie },
    });
  const logIn = async () => {
    const cookie = (await form('/login', { token })).headers.get('set-cookie')?.split(';')[0] ?? '';
    return { cookie, client: webClient(web.url, { cookie }) };
  };
  return { agent, wall, url: web.url, form, logIn };
}

describe('logging out', () => {
  it('by the button ends the session on the server: the old cookie opens nothing, other browsers stay', async () => {
    const { form, logIn } = await serve();
    const [mine, other] = [await logIn(), await logIn()];
    expect(mine.cookie, 'each browser has a session of its own').not.toBe(other.cookie);
    expect((await (await mine.client.get('/api/settings')).json()).session).toBe(true);
    const foreign = await form('/logout', {}, mine.cookie, 'http://evil.example');
    expect([foreign.status, (await mine.client.get('/api/state')).status], 'no other site logs one out').toEqual([
      403, 200,
    ]);
    const left = await form('/logout', {}, mine.cookie);
    expect([left.status, left.headers.get('location')]).toEqual([303, '/login']);
    expect(left.headers.get('set-cookie')).toMatch(/^quaestor=;.*Max-Age=0/);
    expect((await mine.client.get('/api/state')).status).toBe(401);
    expect((await mine.client.post('/api/chat', { text: 'Hi' })).status).toBe(401);
    expect((await other.client.get('/api/state')).status).toBe(200);
    expect((await form('/logout', {}, mine.cookie)).status, 'twice is no fault').toBe(303);
  });

  it.each(['/logout', '/Déconnexion'])(
    'by %s answers, takes the cookie back and ends what the browser listens to',
    async text => {
      const { url, logIn } = await serve();
      const { cookie, client } = await logIn();
      const events = await fetch(`${url}/api/events?language=en`, { headers: { cookie } });
      const answer = await client.post('/api/chat', { text, language: 'en' });
      expect(answer.headers.get('set-cookie')).toMatch(/^quaestor=;/);
      expect(await answer.text()).toContain('You are logged out in this browser.');
      expect(await events.text(), 'the stream ends by itself').toContain('"reason":"logged-out"');
      expect((await client.get('/api/state')).status).toBe(401);
    },
  );

  it('lasts over a restart of the server', async () => {
    const { agent, form, logIn } = await serve();
    const { cookie } = await logIn();
    await form('/logout', {}, cookie);
    const again = await openWeb(agent, { QUAESTOR_WEB_TOKEN: token });
    closing.push(again.close);
    expect((await webClient(again.url, { cookie }).get('/api/state')).status).toBe(401);
  });

  it('leaves a mark for as long as the cookie would have been good, and no longer', async () => {
    const { agent, wall, form, logIn } = await serve();
    const { cookie } = await logIn();
    await form('/logout', {}, cookie);
    const marks = () =>
      agent.parts.database.prepare("select value from watch_mark where name like 'web-session-ended/%'").all();
    const [, until = ''] = cookie.split('.');
    expect(marks()).toEqual([{ value: until }]);
    agent.parts.alerting.store.prune();
    expect(marks(), 'the cookie could still be shown').toHaveLength(1);
    wall.advance(Number(until) - wall.now() + 1);
    agent.parts.alerting.store.prune();
    expect(marks()).toEqual([]);
  });

  it('is beyond forging: another id, a later end or another token’s seal open nothing', async () => {
    const { url, logIn } = await serve();
    const { cookie } = await logIn();
    const [id = '', until = '', seal = ''] = cookie.replace('quaestor=', '').split('.');
    for (const forged of [`x${id}.${until}.${seal}`, `${id}.${Number(until) + 1}.${seal}`, `${id}.${until}.`, token])
      expect((await webClient(url, { cookie: `quaestor=${forged}` }).get('/api/state')).status, forged).toBe(401);
    const elsewhere = await serve('another-long-token');
    expect((await webClient(elsewhere.url, { cookie }).get('/api/state')).status).toBe(401);
  });

  it('says where there is no login that there is nothing to end', async () => {
    const { agent, url, form } = await serve('');
    expect((await (await webClient(url).get('/api/settings')).json()).session).toBe(false);
    expect(answerOf(await webClient(url).chat('/logout'))).toContain('This page asks for no login');
    expect((await form('/logout', {})).status).toBe(303);
    expect((await webClient(url).get('/api/state')).status).toBe(200);
    expect(answerOf(await say(agent, '/logout', '42', 'telegram'))).toContain('Logging out belongs to the browser');
    expect(answerOf(await say(agent, '/deconnexion', 'owner', 'cli'))).toContain('belongs to the browser');
  });
});
