import { describe, expect, it } from 'vitest';
import type { Agent } from '../../agent/agent.ts';
import { answerOf, say, testAgent, testSettings } from '../kit/test-agent.ts';

const roles = { owner: 'admin', bob: 'approver', 'telegram:1': 'approver' };
const opened = async () => (await testAgent({ settings: testSettings({ people: { roles } }) })).agent;

const onTelegram = async (agent: Agent, text: string, id: string) => answerOf(await say(agent, text, id, 'telegram'));
const roleOf = (agent: Agent, id: string, channel = 'telegram') => {
  const { role, stranger } = agent.person(channel, id);
  return stranger ? `${role}, stranger` : role;
};

async function codeOf(agent: Agent, id: string, channel: string): Promise<string> {
  const [, code = ''] = /\/link (\S+)/.exec(answerOf(await say(agent, '/link', id, channel))) ?? [];
  return code;
}

describe('a role that was taken', () => {
  it('from a person does not come back when they unlink an account that had it, and the ledger says so', async () => {
    const agent = await opened();
    await onTelegram(agent, `/link ${await codeOf(agent, 'bob', 'web')}`, '1');
    await say(agent, '/role telegram:1 viewer', 'owner', 'web');
    expect(roleOf(agent, '1')).toBe('viewer');
    await onTelegram(agent, '/unlink', '1');
    expect(roleOf(agent, '1')).toBe('viewer, stranger');
    const given = agent.parts.ledger.rows('note').flatMap(({ body }) => (body.event === 'role-given' ? [body] : []));
    expect(given.at(-1)).toMatchObject({ account: { channel: 'telegram', id: '1' }, role: 'none', before: 'approver' });
  });

  it('may be taken whole: then they are somebody whom nobody knows, whatever the settings say', async () => {
    const agent = await opened();
    const said = answerOf(await say(agent, '/role telegram:1 none', 'owner', 'web'));
    expect(said).toContain('telegram:1 was approver and is unknown now');
    expect(roleOf(agent, '1')).toBe('viewer, stranger');
    expect(await onTelegram(agent, '/portfolio', '1')).not.toContain('worth');
  });

  it('is taken from a name of this machine as well, with whatever is linked to it', async () => {
    const agent = await opened();
    await onTelegram(agent, `/link ${await codeOf(agent, 'bob', 'web')}`, '55');
    await say(agent, '/role bob none', 'owner', 'web');
    expect([roleOf(agent, 'bob', 'web'), roleOf(agent, '55')]).toEqual(['viewer, stranger', 'viewer, stranger']);
    expect(await onTelegram(agent, '/portfolio', '55')).toContain('shown to people that it knows');
  });

  it('is given to accounts that can exist alone', async () => {
    const agent = await opened();
    for (const wrong of ['telegrm:1', 'telegram:@ann', '@ann', 'telegram:ann', 'web:a b']) {
      expect(answerOf(await say(agent, `/role ${wrong} admin`, 'owner', 'web')), wrong).toContain('Channels: telegram');
    }
    expect(answerOf(await say(agent, '/role telegram:77 trader', 'owner', 'web'))).toContain('is trader now');
  });
});

describe('an account that is lost', () => {
  it('is let go from another one of its person, and not by others', async () => {
    const agent = await opened();
    await onTelegram(agent, `/link ${await codeOf(agent, 'bob', 'web')}`, '55');
    expect(roleOf(agent, '55')).toBe('approver');
    expect(answerOf(await say(agent, '/unlink telegram:55', '1', 'telegram'))).toContain('linked to no other account');
    expect(roleOf(agent, '55')).toBe('approver');
    expect(answerOf(await say(agent, '/unlink telegram:55', 'bob', 'web'))).toContain('stands for itself again');
    expect(roleOf(agent, '55')).toBe('viewer, stranger');
  });
});

describe('a code', () => {
  it('of an account that has become another person since links to that person', async () => {
    const agent = await opened();
    const old = await codeOf(agent, '1', 'telegram');
    await onTelegram(agent, `/link ${await codeOf(agent, 'bob', 'web')}`, '1');
    const said = answerOf(await say(agent, `/link ${old}`, '5', 'discord'));
    expect(said, 'the codes of the linked account are worth nothing').toContain('wrong, used or older');
    expect(roleOf(agent, '5', 'discord')).toBe('viewer, stranger');
  });

  it('that stood in a group is worth nothing any more', async () => {
    const agent = await opened();
    const code = await codeOf(agent, 'bob', 'web');
    const said: string[] = [];
    await agent.hear({ channel: 'telegram', personId: '8', room: '-100', text: `/link ${code}` }, event => {
      if (event.type === 'answer-end') said.push(event.text);
    });
    expect(said.join()).toContain('Everybody here can read a code');
    expect(await onTelegram(agent, `/link ${code}`, '9')).toContain('wrong, used or older');
  });
});
