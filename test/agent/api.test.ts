import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Agent } from '../../agent/agent.ts';
import { webApp, webRoutes } from '../../agent/web/web-app.ts';
import { keyCommand, program } from '../kit/api-program.ts';
import { answerOf, say, testAgent, testSettings } from '../kit/test-agent.ts';
import { readEvents } from '../kit/web-client.ts';

const Operation = z.looseObject({
  summary: z.string(),
  requestBody: z
    .looseObject({ content: z.record(z.string(), z.looseObject({ schema: z.looseObject({}) })) })
    .optional(),
  responses: z.record(
    z.string(),
    z.looseObject({ content: z.record(z.string(), z.looseObject({ schema: z.looseObject({}) })) }),
  ),
});
const Document = z.looseObject({ openapi: z.string(), paths: z.record(z.string(), z.record(z.string(), Operation)) });

const settings = testSettings({ web: { port: 0 } });
const buy = { calls: [{ name: 'propose_trade', args: { symbol: 'SPX', side: 'buy', quantity: 5, stop: 2700 } }] };

async function documentOf(agent: Agent) {
  const { request } = await program(agent);
  return Document.parse(await (await request('/api/openapi.json')).json());
}

describe('the document of the API', () => {
  it('names every route of the application, and no other', async () => {
    const { agent } = await testAgent({ settings });
    const { openapi, paths } = await documentOf(agent);
    expect(openapi).toBe('3.1.0');
    const documented = Object.entries(paths).flatMap(([path, methods]) =>
      Object.keys(methods).map(method => `${method.toUpperCase()} ${path}`),
    );
    const served = webApp(agent)
      .routes.filter(({ method, path }) => method !== 'ALL' && path !== '/*')
      .map(({ method, path }) => `${method} ${path.replaceAll(/:(\w+)/g, '{$1}')}`);
    expect(documented.sort()).toEqual([...new Set(served)].sort());
    expect(documented).toEqual(
      expect.arrayContaining([
        'POST /api/chat',
        'GET /api/predict',
        'GET /api/portfolio',
        'GET /api/proposals',
        'POST /api/proposals/{id}/decision',
        'POST /api/feedback',
        'POST /api/tools/{name}',
        'GET /healthz',
        'GET /metrics',
      ]),
    );
  });

  it('holds schemas that a validator of JSON Schema 2020-12 accepts', async () => {
    const { paths } = await documentOf((await testAgent({ settings })).agent);
    const ajv = new Ajv2020({ strict: false, validateFormats: false });
    const schemas = Object.values(paths).flatMap(methods =>
      Object.values(methods).flatMap(({ requestBody, responses }) =>
        [requestBody?.content ?? {}, ...Object.values(responses).map(({ content }) => content)].flatMap(content =>
          Object.values(content).map(({ schema }) => schema),
        ),
      ),
    );
    expect(schemas.length).toBeGreaterThan(2 * webRoutes.length);
    for (const schema of schemas) expect(() => ajv.compile(schema)).not.toThrow();
  });

  it.each([
    '/api/state',
    '/api/history?cards',
    '/api/conversations',
    '/api/commands?language=fr',
    '/api/glossary',
    '/api/glossary/sharpe-ratio',
    '/api/settings',
    '/api/replay',
    '/api/portfolio',
    '/api/proposals',
    '/api/proposals/P-1',
    '/api/predict?symbol=SPX&days=2',
    '/healthz',
  ])('says what GET %s answers', async path => {
    const { agent } = await testAgent({ settings, steps: [buy, { text: 'You decide.' }] });
    await say(agent, 'Buy five', 'owner', 'web');
    const { request } = await program(agent);
    const document = await documentOf(agent);
    const response = await request(path);
    expect(response.status).toBe(200);
    const [plain = ''] = path.split('?');
    const pattern = plain.replace(/(glossary|proposals)\/.+/, '$1/{id}');
    const schema = document.paths[pattern]?.get?.responses['200']?.content['application/json']?.schema ?? false;
    const validate = new Ajv2020({ strict: false, validateFormats: false }).compile(schema);
    validate(await response.json());
    expect(validate.errors ?? []).toEqual([]);
  });
});

describe('a program with a key', () => {
  it('talks, reads the forecast, the account and what waits, and decides with version and nonce', async () => {
    const { agent, model } = await testAgent({ settings, steps: [buy, { text: 'You decide.' }] });
    const { request } = await program(agent, 'read', 'trade', 'approve', 'feedback');
    const chat = await (await request('/api/chat', { text: 'Buy five' })).json();
    expect(chat).toMatchObject({
      text: expect.stringContaining('You decide.'),
      answeredBy: 'scripted',
      proposals: [{ proposalId: 'P-1', state: 'pending' }],
    });
    const forecast = await (await request('/api/predict?symbol=SPX&days=1')).json();
    expect(forecast.output.days ?? forecast.output.horizon ?? 1).toBe(1);
    const rate = forecast.card.actions.find((action: { kind: string }) => action.kind === 'rate');
    expect((await request('/api/feedback', { ratedId: rate.ratedId, rating: 'good' })).status).toBe(200);
    expect(agent.parts.feedback.labels()).toMatchObject([
      { rating: 'good', way: 'api', person: { channel: 'api', id: 'bot' } },
    ]);
    const [waiting] = await (await request('/api/proposals')).json();
    expect(waiting).toMatchObject({ id: 'P-1', symbol: 'SPX', side: 'buy', quantity: 5, stop: 2700 });
    const { version, nonce } = waiting;
    const wrong = await request('/api/proposals/P-1/decision', { decision: 'approve', version: 2, nonce });
    expect([wrong.status, (await wrong.json()).error]).toEqual([409, 'desk.changed']);
    const decided = await request('/api/proposals/P-1/decision', { decision: 'approve', version, nonce });
    expect(await decided.json()).toMatchObject({ proposals: [{ proposalId: 'P-1', state: 'done' }] });
    expect(agent.parts.ledger.rows('fill')).toHaveLength(1);
    expect(agent.parts.ledger.rows('approval').at(-1)?.actor).toEqual({ channel: 'api', id: 'bot' });
    expect((await (await request('/api/portfolio')).json()).output.positions).toHaveLength(1);
    model.assertFinished();
  });

  it('gets events as they happen unless it asks for JSON', async () => {
    const { agent } = await testAgent({ settings, steps: [{ text: 'Hello.' }] });
    const { request } = await program(agent, 'read');
    const response = await request('/api/chat', { text: 'Hi' }, { accept: 'text/event-stream' });
    expect(response.headers.get('content-type')).toContain('text/event-stream');
    expect(answerOf(readEvents(await response.text()))).toContain('Hello.');
  });

  it('does what its scopes allow and no more', async () => {
    const { agent } = await testAgent({ settings, steps: [buy, { text: 'No.' }] });
    const { request } = await program(agent, 'read');
    expect((await request('/api/portfolio')).status).toBe(200);
    const decision = { decision: 'approve', version: 1, nonce: 'x' };
    for (const [path, body] of [
      ['/api/proposals/P-1/decision', decision],
      ['/api/feedback', { ratedId: 'x', rating: 'good' }],
      ['/metrics', undefined],
      ['/api/state', undefined],
      ['/api/events', undefined],
      ['/api/tap', { verb: 'rate', ratedId: 'x', rating: 'good' }],
    ] as const)
      expect((await request(path, body)).status, path).toBe(403);
    const refused = await request('/api/tools/propose_trade', { symbol: 'SPX', side: 'buy', quantity: 1 });
    expect([refused.status, (await refused.json()).error]).toEqual([403, 'tool.forbidden']);
    expect((await request('/api/chat', { text: 'Buy five' })).status).toBe(200);
    expect(agent.parts.desk.waiting(), 'a viewer proposes nothing in chat either').toEqual([]);
  });

  it('is turned away with a key that is unknown or was revoked', async () => {
    const { agent } = await testAgent({ settings });
    const { request, key } = await program(agent, 'admin');
    expect((await request('/metrics')).status).toBe(200);
    expect((await request('/metrics', undefined, { authorization: `Bearer ${key}x` })).status).toBe(401);
    await keyCommand(agent, 'key', 'revoke bot');
    expect((await request('/metrics')).status).toBe(401);
    expect(agent.person('api', 'bot').role).toBe('viewer');
  });

  it('hears which tool, argument or instrument was wrong', async () => {
    const { agent } = await testAgent({ settings });
    const { request } = await program(agent, 'read');
    expect((await request('/api/tools/no_tool', {})).status).toBe(404);
    const wrong = await request('/api/tools/get_price', { symbol: 5 });
    expect([wrong.status, (await wrong.json()).output.error]).toEqual([400, 'tool.bad-input']);
    expect((await request('/api/predict?symbol=NVDAA')).status).toBe(404);
    expect((await request('/api/predict?days=9&symbol=SPX')).status).toBe(400);
    expect((await request('/api/glossary/no-term')).status).toBe(404);
    expect((await request('/api/proposals/P-99')).status).toBe(404);
  });
});

describe('keys', () => {
  it('are made, listed and revoked by admins alone; only their hash is kept, and each role given is a row', async () => {
    const { agent } = await testAgent({ settings });
    const run = (name: string, rest: string, personId?: string) => keyCommand(agent, name, rest, personId);
    await expect(run('key', 'new bot read', 'trader')).rejects.toThrow('needs the role admin');
    await expect(run('keys', '', 'approver')).rejects.toThrow('needs the role admin');
    const { key } = await program(agent, 'read', 'metrics');
    expect(key).toMatch(/^qk_[\w-]{32}$/);
    await expect(run('key', 'new bot read')).rejects.toThrow('There is a key "bot" already');
    await expect(run('key', 'new Bot! read')).rejects.toThrow('cannot be called');
    await expect(run('key', 'new other read,fly')).rejects.toThrow('Scopes: read, trade');
    expect((await run('keys', ''))?.table?.rows[0]?.slice(0, 2)).toEqual(['bot', 'read, metrics']);
    const dump = agent.parts.database.prepare('select * from api_key').all();
    expect(JSON.stringify(dump)).not.toContain(key);
    await run('key', 'nouvelle trader-bot trade');
    expect(agent.person('api', 'trader-bot').role).toBe('trader');
    expect(agent.parts.ledger.rows('note').map(({ body }) => body)).toContainEqual({
      event: 'role-given',
      account: { channel: 'api', id: 'trader-bot' },
      role: 'trader',
      before: 'viewer',
    });
    await expect(run('key', 'revoke nobody')).rejects.toThrow('There is no key "nobody"');
    await run('key', 'revoke bot');
    expect((await run('keys', ''))?.table?.rows.map(([name]) => name)).toEqual(['trader-bot']);
  });
});

describe('figures for Prometheus', () => {
  it('count requests by pattern, answers, first tokens, tool calls, proposals, messages and rows', async () => {
    const { agent } = await testAgent({ settings, steps: [buy, { text: 'You decide.' }] });
    const { request } = await program(agent, 'read', 'trade', 'metrics');
    await request('/api/chat', { text: 'Buy five' });
    await request('/api/glossary/sharpe-ratio');
    await request('/api/tools/made_up_name', {});
    const text = await (await request('/metrics')).text();
    expect(text).toContain('quaestor_http_requests_total{route="/api/glossary/:id",method="GET",status="200"} 1');
    expect(text).toContain('quaestor_answers_total{by="scripted"} 1');
    expect(text).toContain('quaestor_first_token_seconds_count 1');
    expect(text).toContain('quaestor_tool_calls_total{tool="propose_trade",result="ok"} 1');
    expect(text).toContain('quaestor_proposals{state="pending"} 1');
    expect(text).toContain('quaestor_outbox_messages{state="waiting"} 0');
    expect(text).toContain(`quaestor_ledger_rows ${agent.parts.ledger.rows().length}`);
    expect(text).toContain('process_cpu_seconds_total');
    expect(text, 'a name that somebody made up is no series').not.toContain('made_up_name');
  });
});
