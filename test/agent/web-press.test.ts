import { afterEach, describe, expect, it } from 'vitest';
import { openWeb } from '../../agent/web/web.ts';
import { testAgent, testSettings } from '../kit/test-agent.ts';
import { readEvents, webClient } from '../kit/web-client.ts';

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

const buy = { calls: [{ name: 'propose_trade', args: { symbol: 'SPX', side: 'buy', quantity: 5, stop: 2700 } }] };

/** A page on which P-1 waits, and what its Approve button carries. */
async function waiting(user = 'owner') {
  const settings = testSettings({ web: { port: 0, user } });
  const { agent, wall } = await testAgent({ settings, steps: [buy, { text: 'You decide.' }] });
  const web = await openWeb(agent);
  closing.push(web.close);
  const client = webClient(web.url);
  const press = client.tapOf(await client.chat('Buy five'));
  if (!press) throw new Error('Nothing was proposed.');
  return { agent, wall, client, press };
}

const refusalOf = async (response: Response) => [response.status, await response.json()];

describe.each([
  ['events', { accept: 'text/event-stream' }],
  ['JSON', { accept: 'application/json' }],
])('a button that is not obeyed, asked for %s', (_kind, headers) => {
  it.each([
    ['a wrong nonce', { nonce: 'guessed' }, 409, 'desk.changed', 'no longer what this button showed'],
    ['a version that is not the newest', { version: 7 }, 409, 'desk.changed', 'no longer what this button showed'],
    ['a proposal that nobody made', { proposalId: 'P-99' }, 404, 'desk.not-found', 'P-99'],
  ])('says of %s its status and reason as JSON, and does nothing', async (_what, wrong, status, error, words) => {
    const { agent, client, press } = await waiting();
    const { proposalId, ...rest } = { ...press, ...wrong };
    const decision = { decision: 'approve', version: rest.version, nonce: rest.nonce };
    for (const response of [
      await client.post('/api/tap', { ...press, ...wrong }, headers),
      await client.post(`/api/proposals/${proposalId}/decision`, decision, headers),
    ])
      expect(await refusalOf(response)).toEqual([status, { error, message: expect.stringContaining(words) }]);
    expect(agent.parts.desk.find('P-1')?.state).toBe('pending');
  });

  it('is 403 to a role that may not decide, in the language of the page', async () => {
    const { client, press } = await waiting('trader');
    const [status, said] = await refusalOf(await client.post('/api/tap', { ...press, language: 'fr' }, headers));
    expect(status).toBe(403);
    expect(said).toEqual({ error: 'desk.not-yours', message: expect.stringContaining('demande le rôle approbateur') });
  });

  it('is 409 once it was decided, and once it has expired', async () => {
    const { client, press } = await waiting();
    const rejected = await client.post('/api/tap', { ...press, verb: 'reject' }, { accept: 'text/event-stream' });
    expect(rejected.status).toBe(200);
    expect(readEvents(await rejected.text()).map(({ type }) => type)).toEqual(['proposal-changed', 'answer-end']);
    expect((await client.post('/api/tap', press, headers)).status).toBe(409);
    const other = await waiting();
    other.wall.advance(31 * 60_000);
    expect(await refusalOf(await other.client.post('/api/tap', other.press, headers))).toMatchObject([
      409,
      { error: 'desk.expired' },
    ]);
  });
});

describe('the document of the API', () => {
  it('says what 403, 404 and 409 mean where a proposal is decided on', async () => {
    const { client } = await waiting();
    const { paths } = await (await client.get('/api/openapi.json')).json();
    for (const path of ['/api/tap', '/api/proposals/{id}/decision'])
      for (const status of ['403', '404', '409']) {
        const { description, content } = paths[path].post.responses[status];
        expect(description.length, `${path} ${status}`).toBeGreaterThan(20);
        expect(content['application/json'].schema.required).toEqual(['error', 'message']);
      }
  });
});
