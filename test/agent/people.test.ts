import { describe, expect, it } from 'vitest';
import type { Agent } from '../../agent/agent.ts';
import type { AgentEvent } from '../../agent/events.ts';
import { mayUse } from '../../agent/people.ts';
import type { Role } from '../../config/settings.ts';
import { alertSettings, alertWorld } from '../kit/alert-world.ts';
import { answerOf, eventOf, say, testAgent, testSettings } from '../kit/test-agent.ts';

const withRoles = (roles: Record<string, Role>) => testAgent({ settings: testSettings({ people: { roles } }) });

/** Says something in a group. */
async function sayInRoom(agent: Agent, text: string, personId: string, room: string): Promise<AgentEvent[]> {
  const events: AgentEvent[] = [];
  await agent.hear({ channel: 'telegram', personId, text, room, language: 'en' }, event => events.push(event));
  return events;
}

const notes = ({ parts }: Agent, event: string) => parts.ledger.rows('note').filter(({ body }) => body.event === event);
const faultOf = (events: readonly AgentEvent[]) => events.find(({ type }) => type === 'error');

describe('a person on several channels', () => {
  it('links a second one with a code from the first, and is the same there: role, language, rules', async () => {
    const { agent } = await testAgent();
    await say(agent, '/langue fr', 'owner', 'web');
    const [, code] = /\/lier (\S{4}-\S{4})/.exec(answerOf(await say(agent, '/lier', 'owner', 'web'))) ?? [];
    expect(answerOf(await say(agent, `/link ${code}`, '42', 'telegram'))).toContain(
      'here you are web:owner now, admin',
    );
    expect(agent.person('telegram', '42')).toMatchObject({ role: 'admin', language: 'fr' });
    expect(answerOf(await say(agent, `/link ${code}`, '43', 'telegram'))).toContain('wrong, used or older');
    expect(answerOf(await say(agent, '/unlink', '42', 'telegram'))).toMatch(/stands for itself again|indépendant/);
    expect(agent.person('telegram', '42')).toMatchObject({ role: 'viewer', stranger: true });
    expect(notes(agent, 'account-linked')).toHaveLength(1);
    expect(notes(agent, 'account-unlinked')).toHaveLength(1);
  });

  it('gets no code in a group, and can use none there', async () => {
    const { agent } = await withRoles({ 'telegram:1': 'admin' });
    const code = agent.parts.register.issueCode(agent.person('web', 'owner'));
    for (const text of ['/link', `/link ${code}`]) {
      const answer = answerOf(await sayInRoom(agent, text, '1', '-100'));
      expect(answer).toContain('say /link to me in a private message');
      expect(answer).not.toMatch(/[A-Z2-9]{4}-[A-Z2-9]{4}/);
    }
    expect(agent.person('telegram', '1').primary).toBeUndefined();
  });
});

describe('roles in chat', () => {
  it('are given and taken by admins alone, each with a row of the ledger', async () => {
    const { agent } = await withRoles({ 'telegram:1': 'approver' });
    await say(agent, 'hello', '42', 'telegram');
    expect(faultOf(await say(agent, '/role telegram:42 trader', '1', 'telegram'))).toMatchObject({
      code: 'tool.forbidden',
    });
    expect(agent.person('telegram', '42').role).toBe('viewer');
    expect(answerOf(await say(agent, '/role telegram:42 approbateur', 'owner', 'web'))).toContain(
      'telegram:42 was viewer and is approver now',
    );
    expect(agent.person('telegram', '42').role).toBe('approver');
    await say(agent, '/role telegram:42 viewer', 'owner', 'web');
    expect(notes(agent, 'role-given').map(({ body }) => body)).toEqual([
      expect.objectContaining({ role: 'approver', before: 'viewer' }),
      expect.objectContaining({ role: 'viewer', before: 'approver' }),
    ]);
  });

  it('are one’s own to read and not to change', async () => {
    const { agent } = await testAgent();
    expect(answerOf(await say(agent, '/role', 'owner', 'web'))).toBe('You are web:owner, admin.');
    expect(answerOf(await say(agent, '/role web:owner viewer', 'owner', 'terminal'))).toContain('their own role');
    expect(answerOf(await say(agent, '/role telegram:42 king', 'owner', 'web'))).toContain(
      'Roles: none, viewer, trader',
    );
    expect(notes(agent, 'role-given')).toEqual([]);
  });
});

describe('first contact', () => {
  it('is a viewer and a stranger, whatever the name, with no binding', async () => {
    const { agent } = await testAgent();
    await say(agent, 'hello', 'owner', 'telegram');
    expect(agent.person('telegram', 'owner')).toMatchObject({ role: 'viewer', stranger: true });
    expect(agent.parts.register.accounts()).toMatchObject([
      { channel: 'telegram', id: 'owner', primary: { channel: 'telegram', id: 'owner' }, role: 'viewer' },
    ]);
  });

  it('calls no tool of the account, and no command that tells of it; the market it may see', async () => {
    const { agent } = await testAgent();
    const stranger = agent.person('telegram', '42');
    const account = agent.parts.tools.filter(tool => tool.account);
    expect(account.map(({ name }) => name)).toEqual(expect.arrayContaining(['get_portfolio', 'list_trades']));
    for (const tool of account) expect(mayUse(stranger, tool), tool.name).toBe(false);
    for (const text of ['/portfolio', '/trades', '/proposals', 'Show my portfolio']) {
      const events = await say(agent, text, '42', 'telegram');
      expect(JSON.stringify(events), text).not.toMatch(/100,000|cash/i);
    }
    expect(answerOf(await say(agent, 'What is the price of the S&P 500?', '42', 'telegram'))).toContain('2,874.56');
  });
});

describe('a group', () => {
  it('remembers nothing of a private chat, nor of another person there, and no chat reaches it', async () => {
    const { agent } = await withRoles({ 'telegram:1': 'trader' });
    const texts = (id: string) => agent.parts.conversations.load({ channel: 'telegram', id }).map(({ text }) => text);
    await say(agent, 'What is drawdown?', '1', 'telegram');
    await sayInRoom(agent, 'What is volatility?', '1', '-100');
    await sayInRoom(agent, 'What is leverage?', '2', '-100');
    expect(texts('1')).toContain('What is drawdown?');
    expect(texts('1')).not.toContain('What is volatility?');
    expect(texts('1@-100')).toContain('What is volatility?');
    expect(texts('1@-100')).not.toContain('What is drawdown?');
    expect(texts('1@-100')).not.toContain('What is leverage?');
    expect(agent.parts.register.chatsOf({ channel: 'telegram', id: '1' })).toEqual([]);
  });
});

describe('/forget_me', () => {
  it('waits for what is being answered, which would be written down after it, and takes name and chat', async () => {
    const { agent } = await testAgent({ settings: testSettings({ people: { roles: { 'telegram:1': 'trader' } } }) });
    const hear = (text: string) =>
      agent.hear({ channel: 'telegram', personId: '1', text, name: 'Zoe', chat: '1' }, () => undefined);
    const turn = hear('What is drawdown?');
    await hear('/forget_me yes');
    await turn;
    const { conversations, register } = agent.parts;
    expect(conversations.load({ channel: 'telegram', id: '1' })).toEqual([]);
    expect(register.accounts().find(({ id }) => id === '1')).toMatchObject({ name: undefined, chat: undefined });
  });

  /** Rows of a person; the mark that they read the notices is set anew by the very answer that says so. */
  const rowsOf = ({ parts }: Agent, table: string, id: string) =>
    parts.database
      .prepare(`select * from ${table} where person_id = ? or person_id like ?`)
      .all(id, `${id}@%`)
      .filter(row => !JSON.stringify(row).includes('"name":"notices"')).length;
  const tables = ['conversation_message', 'preference', 'alert', 'alert_rule', 'feedback'];

  async function known() {
    const { agent } = await testAgent({ settings: alertSettings() });
    const world = alertWorld(agent);
    const ratedId = agent.parts.feedback.keep({ tool: 'predict_volatility', output: { symbol: 'SPX' } });
    for (const id of ['1', '2']) {
      await say(agent, '/language fr', id, 'telegram');
      await say(agent, 'Where is the S&P 500?', id, 'telegram');
      await sayInRoom(agent, 'What is drawdown?', id, '-100');
      agent.parts.alerting.rulesOf(agent.person('telegram', id)).add({
        symbol: 'SPX',
        measure: 'price',
        side: 'above',
        level: 9000,
      });
      agent.parts.feedback.judge({ channel: 'telegram', id }, ratedId, 'good', 'telegram');
    }
    await say(agent, '/stop', 'owner', 'web');
    await world.look();
    return { agent, world };
  }

  it('asks first, and removes nothing before', async () => {
    const { agent } = await known();
    expect(answerOf(await say(agent, '/forget_me', '1', 'telegram'))).toContain('/oublie_moi oui');
    for (const table of tables) expect(rowsOf(agent, table, '1'), table).toBeGreaterThan(0);
  });

  it('removes talk, preferences, rules, alerts and sent messages of the person, in groups too, and of nobody else', async () => {
    const { agent } = await known();
    const before = tables.map(table => rowsOf(agent, table, '2'));
    const messages = (chat: string) => agent.parts.database.prepare('select * from outgoing where chat = ?').all(chat);
    expect(messages('1')).toHaveLength(1);
    await say(agent, '/forget_me yes', '1', 'telegram');
    for (const table of tables) expect(rowsOf(agent, table, '1'), table).toBe(0);
    expect(messages('1')).toEqual([]);
    expect(tables.map(table => rowsOf(agent, table, '2'))).toEqual(before);
    expect(messages('2')).toHaveLength(1);
  });

  it('keeps the ledger with a row of it, the role, and judgements as labels that are nobody’s', async () => {
    const { agent } = await known();
    const rows = agent.parts.ledger.rows().length;
    await say(agent, '/forget_me yes', '1', 'telegram');
    expect(agent.parts.ledger.rows()).toHaveLength(rows + 1);
    expect(notes(agent, 'person-forgotten')).toHaveLength(1);
    agent.parts.ledger.verify();
    expect(agent.person('telegram', '1').role).toBe('admin');
    const labels = agent.parts.feedback.labels();
    expect(labels.map(({ person, rating }) => [person.channel, rating])).toEqual([
      ['forgotten', 'good'],
      ['telegram', 'good'],
    ]);
    expect(labels[0]?.person.id).toMatch(/^[0-9a-f]{16}$/);
    await say(agent, '/forget_me yes', '2', 'telegram');
    const ids = agent.parts.feedback.labels().map(({ person }) => person.id);
    expect(new Set(ids).size, 'two forgotten persons who judged one answer stay two labels').toBe(2);
  });

  it('holds for every account of the person', async () => {
    const { agent } = await known();
    const { register } = agent.parts;
    register.redeem(agent.person('discord', '7'), register.issueCode(agent.person('telegram', '1')));
    await say(agent, 'Where is gold?', '7', 'discord');
    const card = eventOf(await say(agent, '/oublie_moi oui', '7', 'discord'), 'tool-result').card;
    expect(card?.lead).toMatch(/^\d+ enregistrements sont supprimés|^\d+ records are gone/);
    for (const table of tables) for (const id of ['1', '7']) expect(rowsOf(agent, table, id), table).toBe(0);
    expect(agent.person('discord', '7').primary, 'the link stays').toEqual({ channel: 'telegram', id: '1' });
  });
});
