import { afterEach, describe, expect, it } from 'vitest';
import type { Agent } from '../../agent/agent.ts';
import type { Channel } from '../../agent/delivery/channel.ts';
import type { Delivery } from '../../agent/delivery/delivery.ts';
import { QuaestorError } from '../../config/errors.ts';
import { Hanging, post, wait } from '../kit/delivery-world.ts';
import { RecordingChannel } from '../kit/recording-channel.ts';
import { type HandClock, say, testAgent, testSettings } from '../kit/test-agent.ts';

const hanging = new Hanging();
const { hang } = hanging;
let open: Delivery[] = [];
afterEach(async () => {
  hanging.letGo();
  for (const one of open) await one.close();
  open = [];
});

describe('the copies of a proposal', () => {
  async function shown(...channels: Channel[]): Promise<{ agent: Agent; wall: HandClock }> {
    const { agent, wall } = await testAgent();
    open.push(agent.parts.delivery);
    for (const channel of channels) agent.parts.delivery.attach(channel);
    await say(agent, 'Buy 5 units of SPX with a stop at 2700');
    const proposal = agent.parts.desk.find('P-1');
    if (!proposal) throw new Error('P-1 is missing');
    for (const { name } of channels) {
      agent.parts.delivery.postProposal({ channel: name, chat: 'c' }, proposal, name === 'discord' ? 'fr' : 'en');
    }
    await agent.parts.delivery.settled();
    return { agent, wall };
  }
  const titles = (channel: RecordingChannel) => channel.edits.map(({ id, message }) => [id, message.card?.title]);
  const reject = (agent: Agent) => say(agent, '/reject P-1');

  it('are edited to the end state on both channels, each in its language, once', async () => {
    const [telegram, discord] = [new RecordingChannel('telegram'), new RecordingChannel('discord')];
    const { agent } = await shown(telegram, discord);
    expect(telegram.sent[0]?.message.card?.actions.map(({ kind }) => kind)).toContain('approve');
    await reject(agent);
    await agent.parts.delivery.settled();
    await agent.parts.delivery.settled();
    for (const channel of [telegram, discord]) {
      expect(titles(channel)).toHaveLength(1);
      expect(channel.edits[0]?.id).toBe('1');
      expect(channel.edits[0]?.message.card?.actions).toEqual([]);
    }
    expect(JSON.stringify(discord.edits[0]?.message.card)).toContain('est rejetée');
    expect(JSON.stringify(telegram.edits[0]?.message.card)).toMatch(/rejected/i);
  });

  it('show a first approval of two as soon as it is given, and who gave it', async () => {
    const roles = { 'telegram:1': 'approver', 'telegram:2': 'approver', 'telegram:3': 'trader' };
    const settings = testSettings({ desk: { twoApproversAboveUsd: 1000 }, people: { roles } });
    const { agent } = await testAgent({ settings });
    open.push(agent.parts.delivery);
    const telegram = new RecordingChannel('telegram');
    agent.parts.delivery.attach(telegram);
    for (const id of ['1', '2', '3']) agent.parts.register.seen({ channel: 'telegram', id }, { chat: id });
    await say(agent, 'Buy 5 units of SPX with a stop at 2700', '3', 'telegram');
    agent.parts.alerting.watch.look();
    await agent.parts.delivery.settled();
    expect(telegram.sent.map(({ message }) => JSON.stringify(message.card).includes('0 of 2'))).toEqual([true, true]);
    const waiting = agent.parts.desk.find('P-1');
    if (!waiting) throw new Error('P-1 is missing');
    const { id: proposalId, version, nonce } = waiting;
    await agent.tap({ verb: 'approve', proposalId, version, nonce }, 'telegram', '1', () => {});
    await agent.parts.delivery.settled();
    await agent.parts.delivery.settled();
    expect(telegram.edits.map(({ message }) => JSON.stringify(message.card).includes('1 of 2 (telegram:1)'))).toEqual([
      true,
      true,
    ]);
  });

  it('that cannot be edited now wait as long as they are asked to, and delay no other', async () => {
    let limited = true;
    const telegram = new RecordingChannel('telegram', (_chat, { card }) => {
      if (limited && card?.actions.length === 0) throw wait(30_000);
    });
    const discord = new RecordingChannel('discord');
    const { agent, wall } = await shown(telegram, discord);
    await reject(agent);
    await agent.parts.delivery.settled();
    await agent.parts.delivery.settled();
    expect([telegram.tries, discord.edits.length]).toEqual([2, 1]);
    limited = false;
    wall.advance(29_999);
    await agent.parts.delivery.settled();
    expect(telegram.edits).toEqual([]);
    wall.advance(1);
    await agent.parts.delivery.settled();
    expect(telegram.edits).toHaveLength(1);
  });

  it('that hang delay no message', async () => {
    const telegram = new RecordingChannel('telegram', (_chat, { card }) =>
      card?.actions.length === 0 ? hang() : undefined,
    );
    const { agent } = await shown(telegram);
    await reject(agent);
    agent.parts.delivery.nudge();
    await new Promise(resolve => setTimeout(resolve, 10));
    post(agent.parts.delivery, 'telegram', 'd', 'still here');
    await new Promise(resolve => setTimeout(resolve, 10));
    expect(telegram.words('d')).toEqual(['still here']);
  });

  it('that are gone are let go', async () => {
    const telegram = new RecordingChannel('telegram', (_chat, { card }) => {
      if (card?.actions.length === 0) throw new QuaestorError('provider.refused', 'message to edit not found');
    });
    const { agent } = await shown(telegram);
    await reject(agent);
    await agent.parts.delivery.settled();
    await agent.parts.delivery.settled();
    expect(telegram.tries).toBe(2);
    expect(agent.parts.outbox.copiesOf('P-1')).toEqual([]);
  });

  it('posted twice are one, and a card is sent as the proposal is then', async () => {
    const { agent } = await shown();
    const proposal = agent.parts.desk.find('P-1');
    if (!proposal) throw new Error('P-1 is missing');
    const address = { channel: 'telegram', chat: 'c' };
    expect(agent.parts.delivery.postProposal(address, proposal, 'en')).toBe(true);
    expect(agent.parts.delivery.postProposal(address, proposal, 'en')).toBe(false);
    await reject(agent);
    const telegram = new RecordingChannel('telegram');
    agent.parts.delivery.attach(telegram);
    await agent.parts.delivery.settled();
    expect(telegram.sent).toHaveLength(1);
    expect(telegram.sent[0]?.message.card?.actions, 'it is decided by now').toEqual([]);
  });
});
