import { describe, expect, it } from 'vitest';
import type { Agent } from '../../agent/agent.ts';
import { RecordingChannel } from '../kit/recording-channel.ts';
import { type HandClock, say, testAgent, testSettings } from '../kit/test-agent.ts';

type World = { agent: Agent; wall: HandClock; look(): Promise<void>; cards(id: string): string[] };

/** Two approvers and a trader, who have written privately on Telegram. */
async function world(desk: object = {}): Promise<World> {
  const roles = { 'telegram:1': 'approver', 'telegram:2': 'approver', 'telegram:3': 'trader' };
  const { agent, wall } = await testAgent({ settings: testSettings({ people: { roles }, desk }) });
  const { register, delivery, alerting } = agent.parts;
  const chat = new RecordingChannel('telegram');
  delivery.attach(chat);
  for (const id of ['1', '2', '3']) register.seen({ channel: 'telegram', id }, { chat: id });
  const titles = (id: string) =>
    chat.sent.filter(one => one.chat === id).map(({ message }) => message.card?.title ?? '');
  return {
    agent,
    wall,
    async look() {
      alerting.watch.look();
      await delivery.settled();
    },
    cards: id => titles(id).filter(title => title.startsWith('P-')),
  };
}

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const order = 'Buy 5 units of SPX with a stop at 2700';

describe('a proposal', () => {
  it('comes once to everybody who may decide on it, and to nobody else', async () => {
    const { agent, look, cards } = await world();
    await say(agent, order, '3', 'telegram');
    await look();
    await look();
    expect(['1', '2', '3'].map(id => cards(id).length)).toEqual([1, 1, 0]);
  });

  it('that an approver made in a chat stands there already, and comes to the other one', async () => {
    const { agent, look, cards } = await world();
    await say(agent, order, '1', 'telegram');
    await look();
    expect(['1', '2'].map(id => cards(id).length)).toEqual([0, 1]);
  });

  it('that was edited comes anew where its card does not stand yet, and is edited where it does', async () => {
    const { agent, look, cards } = await world();
    await say(agent, order, '3', 'telegram');
    await look();
    const waiting = agent.parts.desk.find('P-1');
    if (!waiting) throw new Error('P-1 is missing');
    const { id: proposalId, version, nonce } = waiting;
    const edit = { verb: 'edit', proposalId, version, nonce, change: { quantity: 3 } } as const;
    await agent.tap(edit, 'telegram', '3', () => {});
    expect(agent.parts.desk.find('P-1')?.version).toBe(2);
    await look();
    expect(
      ['1', '2'].map(id => cards(id).length),
      'one card each, edited',
    ).toEqual([1, 1]);
    expect(agent.parts.outbox.copiesOf('P-1').map(copy => copy.version)).toEqual([2, 2]);
  });

  it('waits for the end of quiet hours, in which only the delegate is asked', async () => {
    const quietHours = { from: '11:00', to: '13:00', timezone: 'UTC' };
    const alone = await world({ quietHours });
    await say(alone.agent, order, '3', 'telegram');
    await alone.look();
    expect(
      ['1', '2'].map(id => alone.cards(id).length),
      'at noon',
    ).toEqual([0, 0]);
    const delegated = await world({ quietHours, delegate: 'telegram:2' });
    delegated.wall.advance(hourMs - minuteMs);
    await say(delegated.agent, order, '3', 'telegram');
    await delegated.look();
    await delegated.look();
    expect(['1', '2'].map(id => delegated.cards(id).length)).toEqual([0, 1]);
    delegated.wall.advance(minuteMs);
    await delegated.look();
    expect(
      ['1', '2'].map(id => delegated.cards(id).length),
      'at 13:00 it still waits',
    ).toEqual([1, 1]);
  });
});
