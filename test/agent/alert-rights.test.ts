import { describe, expect, it } from 'vitest';
import type { Agent } from '../../agent/agent.ts';
import type { Alert } from '../../agent/alerts/alert.ts';
import { openLog } from '../../config/log.ts';
import { type AlertWorld, alertSettings, alertWorld } from '../kit/alert-world.ts';
import { flatSeries } from '../kit/candles.ts';
import { refused } from '../kit/delivery-world.ts';
import { RecordingChannel } from '../kit/recording-channel.ts';
import { replayedAgent } from '../kit/replayed-agent.ts';
import { answerOf, type HandClock, say, testAgent } from '../kit/test-agent.ts';

type World = AlertWorld & { agent: Agent; wall: HandClock; lines: string[] };

async function world(alerts: object = {}, over: Record<string, unknown> = {}): Promise<World> {
  const lines: string[] = [];
  const log = openLog('warn', line => lines.push(line));
  const { agent, wall } = await testAgent({ settings: alertSettings(alerts, over), log });
  return { agent, wall, lines, ...alertWorld(agent) };
}

const raise = ({ agent }: World, key: string, over: Partial<Alert> = {}): void => {
  const text = { en: `${key}.`, fr: `${key}.` };
  agent.parts.alerting.alerts.raise({ priority: 'info', kind: 'test', key, text, ...over });
};

const quietHours = { from: '11:00', to: '13:00', timezone: 'UTC' };
const hourMs = 3_600_000;

describe('what tells of the account', () => {
  it('and waited for the end of quiet hours does not reach who lost their role meanwhile', async () => {
    const one = await world({ quietHours });
    raise(one, 'fill');
    await say(one.agent, '/role telegram:2 viewer', '1', 'telegram');
    one.wall.advance(hourMs);
    await one.look();
    expect([one.told('1').length, one.told('2').length]).toEqual([1, 0]);
    expect(one.lines.join('\n')).toContain('an alert was dropped');
  });

  it('and waited for a channel does not either; what is their own does', async () => {
    let up = false;
    const { agent, wall } = await testAgent({ settings: alertSettings() });
    const one = { agent, wall, lines: [], ...alertWorld(agent) };
    const chat = new RecordingChannel('telegram', () => {
      if (!up) throw Object.assign(refused(), { retryable: true });
    });
    agent.parts.delivery.attach(chat);
    raise(one, 'fill');
    const own = { priority: 'warning', kind: 'rule', key: 'own', text: { en: 'Own.', fr: 'À moi.' } } as const;
    agent.parts.alerting.alerts.raise(own, [{ channel: 'telegram', id: '2' }]);
    await one.look();
    await say(agent, '/role telegram:2 viewer', '1', 'telegram');
    up = true;
    for (let i = 0; i < 3; i += 1) {
      wall.advance(hourMs);
      await agent.parts.delivery.settled();
    }
    expect(chat.words('2')).toEqual(['⚠️ Attention: Own.']);
    expect(chat.words('1')).toEqual(['ℹ️ News: fill.']);
    expect(agent.parts.outbox.counts(), 'dropped, not dead').toMatchObject({ waiting: 0, dead: 0 });
  });

  it('as a proposal with its buttons is not sent to who may not decide any more', async () => {
    const { agent, wall } = await testAgent({
      settings: alertSettings(
        {},
        { people: { roles: { 'telegram:1': 'admin', 'telegram:2': 'approver', 'telegram:3': 'trader' } } },
      ),
    });
    let up = false;
    const { look } = alertWorld(agent);
    const chat = new RecordingChannel('telegram', () => {
      if (!up) throw Object.assign(refused(), { retryable: true });
    });
    agent.parts.delivery.attach(chat);
    await say(agent, 'Buy 5 units of SPX with a stop at 2700', '3', 'telegram');
    await look();
    await say(agent, '/role telegram:2 viewer', '1', 'telegram');
    up = true;
    wall.advance(60_000);
    await agent.parts.delivery.settled();
    expect([chat.words('1').length, chat.words('2').length]).toEqual([1, 0]);
  });
});

describe('the room of Slack', () => {
  it('is no way for who has no say: neither by asking nor by what they asked before', async () => {
    const one = await world();
    expect(answerOf(await say(one.agent, '/alerts route warning slack', '3', 'telegram'))).toContain('trader');
    const owner = { channel: 'telegram', id: '3' };
    one.agent.parts.alerting.tastes.write(owner, { routes: { warning: ['slack'] } });
    const own = { priority: 'warning', kind: 'rule', key: 'own', text: { en: 'Own.', fr: 'À moi.' } } as const;
    one.agent.parts.alerting.alerts.raise(own, [owner]);
    await one.look();
    expect(one.slack.sent).toEqual([]);
    await say(one.agent, '/alerts route warning slack', '2', 'telegram');
    one.agent.parts.alerting.alerts.raise(own, [{ channel: 'telegram', id: '2' }]);
    await one.look();
    expect(one.slack.sent).toHaveLength(1);
  });

  it('hears each alert once, however differently those sleep whom it is for', async () => {
    const one = await world({ routes: { info: ['slack'] } });
    await say(one.agent, '/alerts quiet 11:00-13:00 UTC', '2', 'telegram');
    raise(one, 'One');
    await one.look();
    raise(one, 'Two');
    await one.look();
    one.wall.advance(hourMs);
    raise(one, 'Three');
    await one.look();
    const heard = one.slack.words().join(' ');
    expect(['One', 'Two', 'Three'].map(word => heard.split(`${word}.`).length - 1)).toEqual([1, 1, 1]);
  });
});

describe('a delegate who may not approve', () => {
  it('is told of at start-up and in /alerts, and counts as none', async () => {
    const one = await world({}, { desk: { quietHours, delegate: 'telegram:2' } });
    expect(one.lines.join('\n')).toContain('desk.delegate may not approve');
    const shown = (id: string) => say(one.agent, '/alerts', id, 'telegram').then(events => JSON.stringify(events));
    expect(await shown('1')).toContain('The delegate telegram:2 is a trader and may not approve');
    expect(await shown('3')).not.toContain('delegate');
    await say(one.agent, 'Buy 5 units of SPX with a stop at 2700', '2', 'telegram');
    await one.look();
    expect(one.told('1')).toEqual([]);
    one.wall.advance(hourMs - 1);
    await one.look();
    expect(one.agent.parts.desk.find('P-1')?.state, 'what ran out is closed in quiet hours too').toBe('expired');
  });
});

describe('the dead-letter list', () => {
  it('is read, sent again and cleared by admins, in both languages', async () => {
    const one = await world();
    let blocked = true;
    const mail = new RecordingChannel('email', () => {
      if (blocked) throw refused();
    });
    one.agent.parts.delivery.attach(mail);
    for (const text of ['one', 'two', 'three']) {
      one.agent.parts.delivery.post({ channel: 'email', chat: 'a@example.org' }, { text, language: 'en' });
    }
    await one.agent.parts.delivery.settled();
    const said = (text: string, id = '1') =>
      say(one.agent, text, id, 'telegram').then(events => `${answerOf(events)} ${JSON.stringify(events)}`);
    const [last, middle, first] = one.agent.parts.outbox.dead().map(({ id }) => id);
    expect(await said('/alerts dead')).toContain('/alerts dead resend 1');
    expect(await said(`/alerts dead resend ${first}`, '2')).toContain('needs the role admin');
    blocked = false;
    expect(await said(`/alerts dead resend ${first}`)).toContain('is sent again');
    await one.agent.parts.delivery.settled();
    expect(mail.words()).toEqual(['one']);
    expect(await said(`/alertes abandonnés effacer ${middle}`)).toMatch(/: 1\./);
    expect(await said(`/alerts dead resend ${middle}`)).toContain('No message');
    expect(await said('/alerts dead clear')).toContain('Taken off the list: 1');
    expect(await said('/health')).toContain('Everything answers');
    expect(last).toBeDefined();
    expect(await said('/alerts nonsense')).toContain('/alerts dead resend 1');
  });
});

describe('a proposal that is refused at the tap of somebody else', () => {
  it('is told with its reason to who proposed it, and to them alone', async () => {
    const one = await world();
    await say(one.agent, 'Buy 5 units of SPX with a stop at 2700', '2', 'telegram');
    await say(one.agent, '/stop', '1', 'telegram');
    await one.look();
    one.told('1');
    one.told('2');
    await say(one.agent, '/approve P-1', '1', 'telegram');
    expect(one.agent.parts.desk.find('P-1')?.state).toBe('refused');
    await one.look();
    expect(one.told('2')).toEqual([
      expect.stringMatching(
        /^⚠️ Attention: P-1 was approved, and refused by the risk gate on the prices of that moment: \S/,
      ),
    ]);
    expect(one.told('1'), 'who tapped reads it in the answer').toEqual([]);
  });
});

describe('an e-mail of an alert', () => {
  const contacts = { 'telegram:1': { email: 'one@example.org' } };

  it('brings the chart of the instrument that it tells of, with its level; chats have a button', async () => {
    const one = await world({ contacts, routes: { info: ['chat', 'email'] } });
    raise(one, 'fill', { symbol: 'SPX', level: 2800 });
    await one.look();
    const [mail] = one.email.sent;
    const closes = one.agent.parts.market.candles('SPX', '1d').close;
    expect(mail?.message.card?.chart).toMatchObject({ title: 'SPX', levels: [{ name: 'Level', value: 2800 }] });
    expect(mail?.message.card?.chart?.candles?.at(-1)?.[3]).toBe(closes.at(-1));
    expect(one.chat.sent.map(({ message }) => message.card?.chart)).toEqual([undefined, undefined]);
  });

  it('has none where the instrument has no history, or none is told of', async () => {
    const one = await world({ contacts, routes: { info: ['email'] } });
    raise(one, 'other', { symbol: 'GOLD' });
    await one.look();
    raise(one, 'another');
    await one.look();
    expect(one.email.sent.map(({ message }) => message.card?.chart)).toEqual([undefined, undefined]);
  });

  it('of a fill shows where it was filled', async () => {
    const settings = alertSettings({ contacts, routes: { info: ['email'] } });
    const replayed = await replayedAgent(flatSeries([100, 100, 101]), settings);
    const { look, email } = alertWorld(replayed.agent);
    await replayed.approve(replayed.propose({ sizing: { kind: 'quantity', amount: 2 } }));
    await replayed.step();
    await look();
    const price = replayed.agent.parts.ledger.rows('fill')[0]?.body.price;
    expect(email.sent[0]?.message.card?.chart).toMatchObject({ title: 'SPX', levels: [{ value: price }] });
  });

  it('of a rule on a price carries them', async () => {
    const one = await world({ contacts, routes: { info: ['email'], warning: ['email'] } });
    const { alerting } = one.agent.parts;
    const rules = alerting.rulesOf(one.agent.person('telegram', '1'));
    rules.add({ symbol: 'SPX', measure: 'price', side: 'above', level: 2700 });
    alerting.store.setHolds(1, false);
    await one.look();
    expect(one.email.sent[0]?.message.card?.chart).toMatchObject({ title: 'SPX', levels: [{ value: 2700 }] });
  });
});

describe('what is old and done', () => {
  it('goes once a day: alerts sent a quarter of a year ago and marks past their end', async () => {
    const one = await world();
    const { store } = one.agent.parts.alerting;
    raise(one, 'old');
    await one.look();
    store.setMark('feedback-link/used', String(one.wall.now() + hourMs));
    store.setMark('asked/P-99', '1');
    one.wall.advance(90 * 24 * hourMs);
    await one.look();
    expect(store.latest({ channel: 'telegram', id: '1' }, 5)).toHaveLength(1);
    expect([store.mark('feedback-link/used'), store.mark('asked/P-99')]).toEqual([undefined, undefined]);
    one.wall.advance(24 * hourMs);
    await one.look();
    expect(store.latest({ channel: 'telegram', id: '1' }, 5)).toEqual([]);
  });
});
