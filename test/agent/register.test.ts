import { describe, expect, it } from 'vitest';
import type { Agent } from '../../agent/agent.ts';
import { testAgent, testSettings } from '../kit/test-agent.ts';
import { thrownBy } from '../kit/thrown-by.ts';

const minuteMs = 60_000;

async function world(roles: Record<string, string> = {}) {
  const { agent, wall } = await testAgent({ settings: testSettings({ people: { roles } }) });
  const { register, ledger } = agent.parts;
  return { agent, wall, register, ledger, notes: () => notesOf(agent) };
}

const notesOf = ({ parts }: Agent) =>
  parts.ledger
    .rows('note')
    .filter(({ body }) => body.event !== 'account-opened')
    .map(({ actor, body }) => ({ by: `${actor.channel}:${actor.id}`, ...body }));

describe('a code', () => {
  it('links an account to the person who asked for it, as a row of the ledger', async () => {
    const { agent, register, notes } = await world();
    const code = register.issueCode(agent.person('web', 'owner'));
    expect(code).toMatch(/^[A-HJ-NP-Z2-9]{4}-[A-HJ-NP-Z2-9]{4}$/);
    expect(agent.person('telegram', '42')).toMatchObject({ role: 'viewer', stranger: true });
    register.redeem(agent.person('telegram', '42'), ` ${code.toLowerCase()} `);
    const linked = agent.person('telegram', '42');
    expect(linked).toMatchObject({ role: 'admin', primary: { channel: 'web', id: 'owner' } });
    expect(linked.stranger).toBeUndefined();
    expect(notes()).toEqual([
      {
        by: 'telegram:42',
        event: 'account-linked',
        account: { channel: 'telegram', id: '42' },
        primary: { channel: 'web', id: 'owner' },
      },
    ]);
  });

  it('works once, and the newest of a person alone', async () => {
    const { agent, register } = await world();
    const [old, code] = [1, 2].map(() => register.issueCode(agent.person('web', 'owner')));
    const redeem = (id: string, said = '') => register.redeem(agent.person('telegram', id), said);
    expect(thrownBy(() => redeem('42', old)).code).toBe('user.bad-request');
    redeem('42', code);
    expect(thrownBy(() => redeem('43', code)).code).toBe('user.bad-request');
    expect(agent.person('telegram', '43').role).toBe('viewer');
  });

  it('is good for ten minutes, to the millisecond', async () => {
    const { agent, register, wall } = await world();
    const owner = agent.person('web', 'owner');
    const late = register.issueCode(owner);
    wall.advance(10 * minuteMs);
    expect(thrownBy(() => register.redeem(agent.person('telegram', '42'), late)).code).toBe('user.bad-request');
    const code = register.issueCode(owner);
    wall.advance(10 * minuteMs - 1);
    expect(register.redeem(agent.person('telegram', '42'), code)).toEqual({ channel: 'web', id: 'owner' });
  });

  it('cannot be guessed: after five wrong ones in an hour not even the right one counts', async () => {
    const { agent, register, wall } = await world();
    const guess = (said: string, id = '42') => thrownBy(() => register.redeem(agent.person('telegram', id), said));
    for (let i = 0; i < 5; i += 1) expect(guess(`WRONG-${i}`).code).toBe('user.bad-request');
    const code = register.issueCode(agent.person('web', 'owner'));
    expect(guess(code).code).toBe('user.too-fast');
    expect(guess('WRONG', '43').code, 'somebody else may still try').toBe('user.bad-request');
    wall.advance(60 * minuteMs);
    const fresh = register.issueCode(agent.person('web', 'owner'));
    register.redeem(agent.person('telegram', '42'), fresh);
    expect(agent.person('telegram', '42').role).toBe('admin');
  });

  it('is kept as a hash alone', async () => {
    const { agent, register } = await world();
    const code = register.issueCode(agent.person('web', 'owner')).replace('-', '');
    const rows = JSON.stringify(agent.parts.database.prepare('select * from link_code').all());
    expect(rows).toContain('"hash"');
    expect(rows).not.toContain(code);
  });

  it('is refused for oneself, where it stays good, and where people are known by name', async () => {
    const { agent, register } = await world({ 'telegram:1': 'trader' });
    const code = register.issueCode(agent.person('telegram', '1'));
    expect(thrownBy(() => register.redeem(agent.person('telegram', '1'), code)).text?.en).toContain('another channel');
    expect(thrownBy(() => register.redeem(agent.person('web', 'owner'), code)).text?.en).toContain('known by name');
    register.redeem(agent.person('discord', '7'), code);
    expect(agent.person('discord', '7').role).toBe('trader');
  });
});

describe('a linked account', () => {
  it('brings those with it that were linked to it, and stands for itself again when it is let go', async () => {
    const { agent, register, notes } = await world();
    const link = (from: [string, string], to: [string, string]) =>
      register.redeem(agent.person(...to), register.issueCode(agent.person(...from)));
    expect(thrownBy(() => link(['telegram', '1'], ['discord', '1'])).code, 'a stranger lures nobody').toBe(
      'tool.forbidden',
    );
    register.giveRole(agent.person('web', 'owner'), { channel: 'telegram', id: '1' }, 'viewer');
    link(['telegram', '1'], ['discord', '1']);
    link(['web', 'owner'], ['telegram', '1']);
    expect(agent.person('discord', '1')).toMatchObject({ role: 'admin', primary: { channel: 'web', id: 'owner' } });
    register.unlink(agent.person('discord', '1'));
    expect(agent.person('discord', '1')).toMatchObject({ role: 'viewer', stranger: true });
    expect(agent.person('telegram', '1').role, 'the other stays').toBe('admin');
    expect(thrownBy(() => register.unlink(agent.person('discord', '1'))).code).toBe('user.bad-request');
    expect(notes().map(({ event }) => event)).toEqual([
      'role-given',
      'account-linked',
      'account-linked',
      'account-unlinked',
    ]);
  });

  it('is no matter for keys of programs', async () => {
    const { agent, register } = await world();
    const key = agent.person('api', 'research');
    expect(thrownBy(() => register.issueCode(key)).code).toBe('tool.forbidden');
    const code = register.issueCode(agent.person('web', 'owner'));
    expect(thrownBy(() => register.redeem(key, code)).code).toBe('tool.forbidden');
    expect(agent.person('api', 'research').role).toBe('viewer');
  });

  it('is reached in every private chat of its person, and in no group', async () => {
    const { agent, register } = await world();
    register.redeem(agent.person('telegram', '1'), register.issueCode(agent.person('web', 'owner')));
    register.seen({ channel: 'telegram', id: '1' }, { chat: '1001' });
    register.seen({ channel: 'telegram', id: '1' }, { chat: '-100', room: '-100' });
    expect(register.chatsOf({ channel: 'web', id: 'owner' })).toEqual([{ channel: 'telegram', chat: '1001' }]);
  });
});

describe('a role', () => {
  it('is given and taken by admins, each time as a row of the ledger, and stands over the settings', async () => {
    const { agent, register, notes } = await world({ 'telegram:2': 'approver' });
    const admin = agent.person('web', 'owner');
    expect(register.giveRole(admin, { channel: 'telegram', id: '42' }, 'trader')).toBe('viewer');
    const known = agent.person('telegram', '42');
    expect(known.role).toBe('trader');
    expect(known.stranger, 'who was given a role is known').toBeUndefined();
    expect(register.giveRole(admin, { channel: 'telegram', id: '2' }, 'viewer')).toBe('approver');
    expect(agent.person('telegram', '2').role).toBe('viewer');
    expect(notes()).toEqual([
      {
        by: 'web:owner',
        event: 'role-given',
        account: { channel: 'telegram', id: '42' },
        role: 'trader',
        before: 'viewer',
      },
      {
        by: 'web:owner',
        event: 'role-given',
        account: { channel: 'telegram', id: '2' },
        role: 'viewer',
        before: 'approver',
      },
    ]);
  });

  it('is never changed by its own person, on none of their accounts', async () => {
    const { agent, register, notes } = await world();
    register.redeem(agent.person('telegram', '1'), register.issueCode(agent.person('web', 'owner')));
    const before = notes().length;
    const admins = [agent.person('web', 'owner'), agent.person('terminal', 'owner'), agent.person('telegram', '1')];
    for (const admin of admins) {
      for (const account of admins) {
        expect(thrownBy(() => register.giveRole(admin, account, 'viewer')).text?.en).toContain('their own role');
      }
    }
    expect(notes()).toHaveLength(before);
  });

  it('of a linked account is its person’s: given to one, it holds on all', async () => {
    const { agent, register } = await world({ 'telegram:1': 'viewer' });
    register.redeem(agent.person('discord', '1'), register.issueCode(agent.person('telegram', '1')));
    register.giveRole(agent.person('web', 'owner'), { channel: 'discord', id: '1' }, 'approver');
    expect(agent.person('telegram', '1').role).toBe('approver');
  });

  it('of a name of this machine is never that of the same name elsewhere', async () => {
    const { agent } = await world();
    expect(agent.person('terminal', 'owner').role).toBe('admin');
    for (const channel of ['telegram', 'discord', 'api']) {
      expect(agent.person(channel, 'owner')).toMatchObject({ role: 'viewer', stranger: true });
    }
  });
});
