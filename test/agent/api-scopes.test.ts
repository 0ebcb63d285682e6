import { describe, expect, it } from 'vitest';
import { commands } from '../../agent/commands.ts';
import { readSaid } from '../../agent/read-said.ts';
import { scopeOfCommand, scopesText } from '../../agent/web/command-scope.ts';
import type { Scope } from '../../data/api-key-store.ts';
import { program } from '../kit/api-program.ts';
import { say, testAgent, testSettings } from '../kit/test-agent.ts';

const settings = testSettings({ web: { port: 0 } });
const buy = { calls: [{ name: 'propose_trade', args: { symbol: 'SPX', side: 'buy', quantity: 5, stop: 2700 } }] };

/** A proposal of the owner's waits, and a program has a key. */
async function waiting(...scopes: Scope[]) {
  const { agent, model } = await testAgent({ settings, steps: [buy, { text: 'You decide.' }, buy, { text: 'No.' }] });
  await say(agent, 'Buy five', 'owner', 'web');
  const [proposal] = agent.parts.desk.waiting();
  const { request } = await program(agent, ...scopes);
  const chat = async (text: string) => {
    const response = await request('/api/chat', { text });
    const { error, message } = await response.json();
    return { status: response.status, error, message };
  };
  const decide = (decision: string) =>
    request('/api/proposals/P-1/decision', { decision, version: proposal?.version, nonce: proposal?.nonce });
  return { agent, model, request, chat, decide };
}

const lacks = (scope: Scope) => ({
  status: 403,
  error: 'tool.forbidden',
  message: expect.stringContaining(`lacks the scope "${scope}"`),
});

describe('a key brings the role that its scopes need', () => {
  it('with approve alone decides', async () => {
    const { agent, decide } = await waiting('approve');
    const done = await decide('approve');
    expect([done.status, (await done.json()).proposals?.[0]?.state]).toEqual([200, 'done']);
    expect(agent.person('api', 'bot').role).toBe('approver');
  });

  it('with read and approve is held to both: what is asked in words and by tools proposes nothing', async () => {
    const { agent, model, request, chat } = await waiting('read', 'approve');
    const call = await request('/api/tools/propose_trade', { symbol: 'SPX', side: 'buy', quantity: 1, stop: 2700 });
    expect({ status: call.status, ...(await call.json()) }).toMatchObject(lacks('trade'));
    expect(await chat('/edit P-1 stop 2690')).toMatchObject(lacks('trade'));
    expect((await chat('Buy five')).status).toBe(200);
    expect(agent.parts.desk.waiting().map(({ id, version }) => [id, version])).toEqual([['P-1', 1]]);
    expect((await chat('approve P-1')).status).toBe(200);
    expect(agent.parts.ledger.rows('fill')).toHaveLength(1);
    model.assertFinished();
  });
});

describe('a key that trades or decides', () => {
  it('reads what it needs for that, with this scope alone, and may stop trading', async () => {
    for (const scope of ['trade', 'approve'] as const) {
      const { agent, chat, request } = await waiting(scope);
      expect((await chat('/proposals')).status, scope).toBe(200);
      expect((await request('/api/chat', { text: 'What is drawdown?' })).status).toBe(200);
      expect((await chat('stop')).status).toBe(200);
      expect(agent.parts.desk.halted(), scope).toBe(true);
    }
  });

  it('is no other: who only reads stops nothing', async () => {
    const { agent, chat } = await waiting('read');
    await chat('stop');
    expect(agent.parts.desk.halted()).toBe(false);
  });
});

describe('a command in chat needs the scope of what it does', () => {
  it.each<[string, Scope]>([
    ['/rate good', 'feedback'],
    ['/noter bon', 'feedback'],
    ['approve P-1', 'approve'],
    ['/reject P-1', 'approve'],
    ['/answer P-1 1', 'approve'],
    ['/edit P-1 stop 2690', 'trade'],
    ['/decide', 'trade'],
    ['/alerts quiet off', 'trade'],
    ['/alertes retirer 1', 'trade'],
    ['/mode auto', 'admin'],
    ['/role api:bot admin', 'admin'],
    ['/key new other admin', 'admin'],
    ['/logs', 'admin'],
  ])('%s is refused to a key that reads, and the refusal names %s', async (text, scope) => {
    const { agent, chat } = await waiting('read');
    const rows = agent.parts.ledger.rows().length;
    expect(await chat(text)).toMatchObject(lacks(scope));
    expect(agent.parts.ledger.rows(), 'nothing was done').toHaveLength(rows);
  });

  it.each(['/help', '/alerts', '/role', '/mode', '/proposals', '/volatility SPX', '/langue fr', 'qui suis-je'])(
    '%s is answered to a key that reads',
    async text => {
      const { chat } = await waiting('read');
      expect((await chat(text)).status).toBe(200);
    },
  );

  it('does what the key has the scope for', async () => {
    const { agent, chat } = await waiting('read', 'trade', 'feedback');
    expect((await chat('/volatility SPX')).status).toBe(200);
    expect((await chat('/rate good')).status).toBe(200);
    expect(agent.parts.feedback.labels()).toHaveLength(1);
    expect(await chat('/reject P-1')).toMatchObject(lacks('approve'));
    expect((await chat('/stop now')).status).toBe(200);
    expect(agent.parts.desk.halted()).toBe(true);
  });

  it('has a scope for each command of the agent, and the tool’s for each of a tool', async () => {
    const { agent } = await testAgent({ settings });
    const scopeOf = (text: string) => {
      const { command } = readSaid(text);
      return command && scopeOfCommand(command, agent.parts.tools);
    };
    const reads = commands.filter(({ en }) => scopeOf(`/${en}`) !== 'admin').map(({ en }) => en);
    expect(
      commands.map(({ en }) => en).filter(en => !reads.includes(en)),
      'whoever adds a command says what it needs, or it is for admins',
    ).toEqual(['people', 'logs', 'key', 'keys']);
    for (const { en, fr } of commands) expect(scopeOf(`/${fr} x`), fr).toBe(scopeOf(`/${en} x`));
    const admin = { effect: 'admin', command: { en: 'train', fr: 'entrainer' } } as const;
    expect(scopeOfCommand({ written: 'train', name: 'train', rest: '' }, [admin])).toBe('admin');
  });

  it('stands in the document of the API, which is made of the same table', async () => {
    const { agent } = await testAgent({ settings });
    const { request } = await program(agent);
    const { paths, components } = await (await request('/api/openapi.json')).json();
    const chat = paths['/api/chat'].post;
    expect(chat.description).toContain(scopesText());
    expect(scopesText()).toContain('approve: /approve, /reject, /answer; feedback: /rate; admin: ');
    expect(chat.responses['403'].description).toContain('the message says which');
    expect(paths['/api/tools/{name}'].post.description).toContain('needs the scope trade');
    expect(components.securitySchemes.key.description).toContain('approve an approver');
  });
});
