import { describe, expect, it } from 'vitest';
import type { Agent } from '../../agent/agent.ts';
import type { Alert } from '../../agent/alerts/alert.ts';
import { type AlertWorld, alertSettings, alertWorld } from '../kit/alert-world.ts';
import { flatSeries } from '../kit/candles.ts';
import { replayedAgent } from '../kit/replayed-agent.ts';
import { type HandClock, say, testAgent } from '../kit/test-agent.ts';

type World = AlertWorld & { agent: Agent; wall: HandClock };

async function world(alerts: object = {}, over: Record<string, unknown> = {}): Promise<World> {
  const { agent, wall } = await testAgent({ settings: alertSettings(alerts, over) });
  return { agent, wall, ...alertWorld(agent) };
}

const alert = (over: Partial<Alert> = {}): Alert => ({
  priority: 'info',
  kind: 'test',
  key: 'k',
  text: { en: 'It happened.', fr: "C'est arrivé." },
  ...over,
});

/** Alerts of the account, raised one after the other, each its own. */
const raise = ({ agent }: World, ...given: Partial<Alert>[]): void => {
  for (const [i, over] of given.entries()) agent.parts.alerting.alerts.raise(alert({ key: `k${i}`, ...over }));
};

const free = { commissionRate: 0, commissionMinimumUsd: 0, halfSpreadRate: 0, slippageRate: 0 };

describe('a row of the ledger', () => {
  it('of a fill, a stop and a closed trade is told to those who have a say, and not to a viewer', async () => {
    const series = flatSeries([100, 100, 100, 80, 80]);
    const replayed = await replayedAgent(series, alertSettings({}, { broker: free }));
    const { look, told } = alertWorld(replayed.agent);
    await look();
    await replayed.approve(replayed.propose({ sizing: { kind: 'quantity', amount: 2 }, stop: 90 }));
    await replayed.step();
    await look();
    expect(told()).toEqual(['ℹ️ News: Filled: bought 2 SPX at 100.00.']);
    await replayed.step();
    await replayed.step();
    await look();
    expect(told()).toEqual([
      '⚠️ Attention: ⚠️ Stop hit: sold 2 SPX at 80.00. / ℹ️ Trade closed: SPX long, loss -$40.00 after costs.',
    ]);
    expect(told('2'), 'a trader has a say').toHaveLength(2);
    expect(told('3'), 'a viewer has none').toEqual([]);
    await look();
    expect(told(), 'nothing is told twice').toEqual([]);
  });

  it('of a stop by a person and of its end is urgent, then a warning', async () => {
    const one = await world();
    await say(one.agent, '/stop', '1', 'telegram');
    await one.look();
    expect(one.told()).toEqual([
      expect.stringMatching(/^🚨 Urgent: Trading is stopped\. .* until an admin says \/resume/),
    ]);
    await say(one.agent, '/resume', '1', 'telegram');
    await one.look();
    expect(one.told()).toEqual(['⚠️ Attention: Trading is on again.']);
  });

  it('of a refusal is told where it was the portfolio manager’s idea; who asked in a chat reads it there', async () => {
    const one = await world();
    const { desk, settings } = one.agent.parts;
    const draft = {
      accountId: settings.broker.accountId,
      symbol: 'SPX',
      side: 'buy' as const,
      sizing: { kind: 'quantity' as const, amount: 5000 },
      entry: 2874.56,
      decisionId: 'D',
      tainted: false,
    };
    expect(desk.propose(draft, one.agent.person('telegram', '1')).kind).toBe('refused');
    await one.look();
    expect(one.told()).toEqual([]);
    expect(desk.propose(draft, { ...one.agent.person('telegram', '1'), channel: 'cycle', id: 'manager' }).kind).toBe(
      'refused',
    );
    await one.look();
    expect(one.told()).toEqual([
      expect.stringMatching(/^⚠️ Attention: The risk gate refused an idea of the portfolio manager: \S/),
    ]);
  });

  it('of a failed order and of a broken plan is told in both languages', async () => {
    const one = await world();
    const { ledger, conversations } = one.agent.parts;
    conversations.setLanguage({ channel: 'telegram', id: '2' }, 'fr');
    const actor = { channel: 'system', id: 'desk' };
    ledger.append('note', { event: 'order-failed', clientOrderId: 'P-1-v1', reason: 'rejected by the broker' }, actor);
    await one.look();
    ledger.append('note', { event: 'plan-alert', symbol: 'SPX', openedAt: 1, state: 'invalidated' }, actor);
    ledger.append('note', { event: 'plan-alert', symbol: 'SPX', openedAt: 1, state: 'unknown' }, actor);
    ledger.append('note', { event: 'cycle-paused', paused: true }, actor);
    await one.look();
    expect(one.told()).toEqual([
      '❗ Something is wrong: The order P-1-v1 failed: rejected by the broker.',
      "⚠️ Attention: ⚠️ SPX: what was to prove the plan wrong has happened. / ⚠️ SPX: the plan's condition cannot be evaluated any more; watch it yourself.",
    ]);
    const [failed, plan] = one.told('2');
    expect(failed).toMatch(/^❗ Quelque chose ne va pas\u202f?: L.ordre P-1-v1 a échoué/);
    expect(plan).toContain('ce qui devait invalider le plan s');
    expect(one.email.tries, 'no address, no e-mail').toBe(0);
  });

  it('from before the first watcher is history, and a restart tells nothing twice', async () => {
    const { database } = (await testAgent({ settings: alertSettings() })).agent.parts;
    const first = await testAgent({ settings: alertSettings(), database });
    await say(first.agent, '/stop', '1', 'telegram');
    const one = alertWorld(first.agent);
    await one.look();
    expect(one.told()).toHaveLength(1);
    const second = await testAgent({ settings: alertSettings(), database });
    const again = alertWorld(second.agent);
    await again.look();
    expect(again.told()).toEqual([]);
    await say(second.agent, '/resume', '1', 'telegram');
    await again.look();
    expect(again.told()).toHaveLength(1);
  });
});

describe('alerts of one moment', () => {
  it('wait for company, and come as one card with their questions as buttons', async () => {
    const one = await world({ groupSeconds: 20 });
    const ask = { en: 'Show my portfolio', fr: 'Montre mon portefeuille' };
    raise(one, { text: { en: 'One.', fr: 'Un.' }, ask });
    await one.look();
    one.wall.advance(19_999);
    raise(one, {}, { text: { en: 'Two.', fr: 'Deux.' }, priority: 'warning', ask });
    await one.look();
    expect(one.told()).toEqual([]);
    one.wall.advance(1);
    await one.look();
    expect(one.told()).toEqual(['⚠️ Attention: ℹ️ One. / ⚠️ Two.']);
    const [card] = one.chat.sent.filter(({ chat }) => chat === '1').map(({ message }) => message.card);
    expect(card?.actions.map(({ kind, question }) => [kind, question])).toEqual([['ask', 'Show my portfolio']]);
  });

  it('that are the same are told once, and again after the time of the settings', async () => {
    const one = await world({ repeatHours: 12 });
    raise(one, {});
    await one.look();
    raise(one, {});
    await one.look();
    expect(one.told()).toHaveLength(1);
    one.wall.advance(12 * 3_600_000 + 1);
    raise(one, {});
    await one.look();
    expect(one.told()).toHaveLength(1);
  });

  it('that are the same come again in the room of Slack too', async () => {
    const one = await world({ repeatHours: 12, routes: { info: ['slack'] } });
    raise(one, {});
    await one.look();
    expect(one.slack.sent, 'once, though three have a say').toHaveLength(1);
    one.wall.advance(12 * 3_600_000 + 1);
    raise(one, {});
    await one.look();
    expect(one.slack.sent).toHaveLength(2);
  });

  it('reach an open page of their owner as well', async () => {
    const one = await world();
    const heard: string[] = [];
    one.agent.parts.delivery.listen(event => heard.push(event.type === 'alert' ? event.owner.id : event.type));
    raise(one, {});
    await one.look();
    expect(heard).toEqual(['owner', '1', '2']);
  });
});

describe('the ways of an alert', () => {
  const contacts = {
    'telegram:1': { email: 'one@example.org', sms: '+33600000001' },
    'telegram:2': { email: 'two@example.org' },
  };

  it('follow its priority and the addresses in the settings; Slack, one room, hears it once', async () => {
    const one = await world({ contacts });
    raise(one, { priority: 'info' });
    await one.look();
    expect([one.chat, one.email, one.sms, one.slack].map(({ sent }) => sent.length)).toEqual([2, 0, 0, 0]);
    raise(one, {}, { priority: 'error' });
    await one.look();
    expect(one.email.sent.map(({ chat }) => chat)).toEqual(['one@example.org', 'two@example.org']);
    raise(one, {}, {}, { priority: 'urgent' });
    await one.look();
    expect(one.sms.sent.map(({ chat }) => chat)).toEqual(['+33600000001']);
    expect(one.slack.sent.map(({ chat }) => chat)).toEqual(['webhook']);
  });

  it('are what a person chose, for each priority', async () => {
    const one = await world({ contacts });
    await say(one.agent, '/alerts route info email', '1', 'telegram');
    await say(one.agent, '/alerts route info none', '2', 'telegram');
    raise(one, {});
    await one.look();
    expect(one.chat.sent).toEqual([]);
    expect(one.email.sent.map(({ chat }) => chat)).toEqual(['one@example.org']);
  });

  it('of a person of this machine stand under their bare name, which nobody outside can take', async () => {
    const roles = { owner: 'admin', 'api:owner': 'admin' };
    const one = await world(
      { contacts: { owner: { email: 'owner@example.org' } }, routes: { info: ['email'] } },
      { people: { roles } },
    );
    const { alerts } = one.agent.parts.alerting;
    alerts.raise(alert(), [{ channel: 'api', id: 'owner' }]);
    await one.look();
    expect(one.email.sent).toEqual([]);
    alerts.raise(alert(), [{ channel: 'web', id: 'owner' }]);
    await one.look();
    expect(one.email.sent.map(({ chat }) => chat)).toEqual(['owner@example.org']);
  });

  it('are taken once, however often what is due is looked for', async () => {
    const one = await world();
    raise(one, {});
    one.agent.parts.alerting.alerts.flush();
    one.agent.parts.alerting.alerts.flush();
    await one.agent.parts.delivery.settled();
    expect(one.chat.sent.map(({ chat }) => chat)).toEqual(['1', '2']);
  });
});

describe('quiet hours', () => {
  const quiet = { quietHours: { from: '22:00', to: '07:00', timezone: 'UTC' } };

  it('keep what is not urgent for the morning, together; what is urgent passes', async () => {
    const one = await world(quiet);
    one.wall.advance(11 * 3_600_000);
    raise(one, { text: { en: 'One.', fr: 'Un.' } }, { text: { en: 'Two.', fr: 'Deux.' }, priority: 'error' });
    await one.look();
    expect(one.told(), 'it is 23:00').toEqual([]);
    raise(one, {}, {}, { text: { en: 'Three.', fr: 'Trois.' }, priority: 'urgent' });
    await one.look();
    expect(one.told()).toEqual(['🚨 Urgent: Three.']);
    one.wall.advance(8 * 3_600_000 - 1);
    await one.look();
    expect(one.told(), 'one millisecond before 07:00').toEqual([]);
    one.wall.advance(1);
    await one.look();
    expect(one.told()).toEqual(['❗ Something is wrong: ℹ️ One. / ❗ Two.']);
  });

  it('are what a person chose for themself', async () => {
    const one = await world(quiet);
    await say(one.agent, '/alerts quiet off', '1', 'telegram');
    await say(one.agent, '/alerts quiet 11:00-13:00 UTC', '2', 'telegram');
    raise(one, {});
    await one.look();
    expect([one.told('1').length, one.told('2').length], 'at noon').toEqual([1, 0]);
    one.wall.advance(3_600_000);
    await one.look();
    expect(one.told('2')).toHaveLength(1);
  });
});
