import { describe, expect, it } from 'vitest';
import type { Agent } from '../../agent/agent.ts';
import { approvalsOf } from '../../agent/desk/four-eyes.ts';
import type { AgentEvent } from '../../agent/events.ts';
import type { Press } from '../../agent/press.ts';
import type { AccountId } from '../../data/people-store.ts';
import { answerOf, say, testAgent, testSettings } from '../kit/test-agent.ts';
import { cardNow, draft, fills, notes } from '../kit/waiting-proposal.ts';

const roles = {
  owner: 'admin',
  bob: 'approver',
  'telegram:1': 'approver',
  'telegram:2': 'approver',
  'telegram:3': 'trader',
};

/** P-1 of somebody on Telegram, which two persons have to approve. */
async function large(proposer = '3', desk: Record<string, unknown> = { twoApproversAboveUsd: 1000 }) {
  const made = await testAgent({ settings: testSettings({ desk, people: { roles } }) });
  const proposed = made.agent.parts.desk.propose(draft, made.agent.person('telegram', proposer));
  if (proposed.kind !== 'proposed') throw new Error('refused');
  return made;
}

async function press(agent: Agent, pressed: Press, channel: string, id: string): Promise<string[]> {
  const events: AgentEvent[] = [];
  await agent.tap(pressed, channel, id, event => events.push(event));
  return events.flatMap(event => (event.type === 'error' ? [event.code] : []));
}

const approve = (agent: Agent, id: string, channel = 'telegram', proposal = 'P-1') =>
  press(agent, { verb: 'approve', ...cardNow(agent, proposal) }, channel, id);

const order = (agent: Agent, text: string) => say(agent, text, 'owner', 'web');

/** Makes an account of Telegram one of bob's. */
async function becomeBob(agent: Agent, id: string): Promise<void> {
  const [, code = ''] = /\/link (\S+)/.exec(answerOf(await say(agent, '/link', 'bob', 'web'))) ?? [];
  await say(agent, `/link ${code}`, id, 'telegram');
}

describe('two who approve', () => {
  it('are two: then it fills', async () => {
    const { agent } = await large();
    await approve(agent, '1');
    expect(fills(agent)).toEqual([]);
    await approve(agent, '2');
    expect(fills(agent)).toHaveLength(1);
  });

  it('both have the right when it fills: a role that was taken takes the approval with it', async () => {
    const { agent } = await large();
    await approve(agent, '1');
    await order(agent, '/role telegram:1 viewer');
    await approve(agent, '2');
    expect(fills(agent)).toEqual([]);
    expect(agent.parts.desk.find('P-1')?.approvals).toEqual([{ channel: 'telegram', id: '2' }]);
    await approve(agent, 'bob', 'web');
    expect(fills(agent), 'with a second one who has it').toHaveLength(1);
  });

  it('are not who proposed it before somebody else edited it', async () => {
    const { agent } = await large('1');
    await press(agent, { verb: 'edit', ...cardNow(agent), change: { target: 3300 } }, 'telegram', '3');
    expect(await approve(agent, '1')).toEqual(['desk.not-yours']);
    expect(await approve(agent, '3')).toEqual(['desk.not-yours']);
  });

  it('are not who proposed what somebody else proposes again', async () => {
    const { agent, wall } = await large('1');
    wall.advance(31 * 60_000);
    await press(agent, { verb: 'again', ...cardNow(agent) }, 'telegram', '3');
    expect(await approve(agent, '1', 'telegram', 'P-2')).toEqual(['desk.not-yours']);
  });

  it('are not one person with two accounts, however late they are linked', async () => {
    const { agent } = await large();
    await approve(agent, '1');
    await becomeBob(agent, '1');
    expect(await approve(agent, '1')).toEqual(['desk.already-decided']);
    expect(await approve(agent, 'bob', 'web')).toEqual(['desk.already-decided']);
    expect(fills(agent)).toEqual([]);
  });

  it('nor one who is linked no more', async () => {
    const { agent } = await large();
    await becomeBob(agent, '1');
    await approve(agent, '1');
    await say(agent, '/unlink', '1', 'telegram');
    await order(agent, '/role telegram:1 approver');
    expect(await approve(agent, '1')).toEqual(['desk.already-decided']);
    expect(fills(agent)).toEqual([]);
  });

  it('are not who proposed it under another account', async () => {
    const { agent } = await large('1');
    await becomeBob(agent, '1');
    expect(await approve(agent, 'bob', 'web')).toEqual(['desk.not-yours']);
  });
});

describe('an approval of an account that nobody knows any more', () => {
  it('does not count', async () => {
    const { agent } = await large();
    await approve(agent, '1');
    const proposal = agent.parts.desk.find('P-1');
    if (!proposal) throw new Error('gone');
    const kinOf = (account: AccountId) => [account];
    expect(approvalsOf({ personOf: () => undefined, kinOf }, proposal)).toEqual([]);
    expect(approvalsOf({ personOf: one => agent.person(one.channel, one.id), kinOf }, proposal)).toHaveLength(1);
  });
});

describe('the right to decide', () => {
  it('is that of the moment of the decision, not of the tap', async () => {
    const { agent } = await large('3', {});
    const tap = approve(agent, '1');
    agent.parts.register.giveRole(agent.person('web', 'owner'), { channel: 'telegram', id: '1' }, 'viewer');
    expect(await tap).toEqual(['desk.not-yours']);
    expect(fills(agent)).toEqual([]);
    expect(notes(agent)).toContain('click-refused');
  });

  it('is never that of somebody whom nobody knows, whatever names of this machine start as', async () => {
    const { agent } = await testAgent({
      settings: testSettings({ people: { defaultRole: 'approver', roles: { owner: 'admin' } } }),
    });
    agent.parts.desk.propose(draft, agent.person('web', 'owner'));
    expect(agent.person('telegram', '9')).toMatchObject({ role: 'viewer', stranger: true });
    expect(await approve(agent, '9')).toEqual(['desk.not-yours']);
  });
});

describe('an approval that is typed', () => {
  it('of a proposal that was edited names the version that was seen', async () => {
    const { agent } = await large('3', {});
    await press(agent, { verb: 'edit', ...cardNow(agent), change: { target: 3300 } }, 'telegram', '3');
    const refused = answerOf(await say(agent, '/approve P-1', '1', 'telegram'));
    expect(refused).toContain('its version 2 waits now');
    expect(refused).toContain('/approve P-1 v2');
    expect(answerOf(await say(agent, 'approuver P-1 v1', '1', 'telegram'))).toContain('version 2');
    expect(fills(agent)).toEqual([]);
    await say(agent, 'approve P-1 v2', '1', 'telegram');
    expect(fills(agent)).toHaveLength(1);
  });
});
