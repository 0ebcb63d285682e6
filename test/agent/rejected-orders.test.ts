import { describe, expect, it } from 'vitest';
import { failureWords } from '../../agent/desk/order-failure.ts';
import { translateTo } from '../../config/text.ts';
import type { Broker, BrokerOrder, SubmitOutcome } from '../../data/broker/broker.ts';
import { testAgent, testSettings } from '../kit/test-agent.ts';

const rejected = (reason: string): SubmitOutcome => ({ class: 'rejected', reason });
const insufficient = 'EAPI:Insufficient margin (code -2019)';

/** A broker that answers each order as its script says: fills it, or says no and keeps what it has rejected or knows nothing. */
function scriptedBroker(script: readonly (SubmitOutcome | 'fills')[], keeps = false): Broker {
  const known = new Map<string, BrokerOrder>();
  let step = 0;
  return {
    name: 'scripted',
    submit({ clientOrderId, symbol, side, quantity, referencePrice: price }) {
      const answer = script[step] ?? rejected('beyond the script');
      step += 1;
      const fill = {
        clientOrderId,
        symbol,
        side,
        quantity,
        price,
        commissionUsd: 0,
        filledAt: 1,
        reason: 'order',
      } as const;
      const order: BrokerOrder = { clientOrderId, state: 'filled', fills: [fill] };
      if (answer === 'fills') known.set(clientOrderId, order);
      else if (keeps) known.set(clientOrderId, { clientOrderId, state: 'rejected', fills: [] });
      return Promise.resolve(answer === 'fills' ? { class: 'confirmed', order } : answer);
    },
    cancel: () => Promise.reject(new Error('not here')),
    find: id => Promise.resolve(known.get(id)),
  };
}

async function sent(script: readonly (SubmitOutcome | 'fills')[], { keeps = false, times = script.length } = {}) {
  const { agent } = await testAgent({ broker: scriptedBroker(script, keeps), settings: testSettings() });
  const { desk, market } = agent.parts;
  const person = agent.person('test', 'owner');
  const send = async () => {
    const made = desk.propose(
      {
        accountId: 'paper',
        symbol: 'SPX',
        side: 'buy',
        sizing: { kind: 'quantity', amount: 1 },
        entry: market.quote('SPX').price,
        decisionId: 'D',
        tainted: false,
      },
      person,
    );
    if (made.kind !== 'proposed') return undefined;
    const { id: proposalId, version, nonce } = made.proposal;
    return desk.decide({ verb: 'approve', proposalId, version, nonce }, person);
  };
  for (let i = 0; i < times; i += 1) await send();
  return { agent, person, send };
}

describe('an order that the broker rejects', () => {
  it.each([false, true])('has the code of the broker word for word on its card; remembered there: %s', async keeps => {
    const { agent } = await sent([rejected(insufficient)], { keeps });
    const proposal = agent.parts.desk.find('P-1');
    if (!proposal) throw new Error('no proposal');
    expect(proposal.state).toBe('failed');
    const cardIn = (language: 'en' | 'fr') => agent.parts.scenes.outcome(proposal, translateTo(language)).lead;
    expect(cardIn('en')).toBe(`P-1 is approved, but its order failed: rejected by the broker: "${insufficient}".`);
    expect(cardIn('fr')).toBe(
      `P-1 est approuvée, mais son ordre a échoué\u00A0: refusé par le courtier\u00A0: «\u00A0${insufficient}\u00A0».`,
    );
    expect(agent.parts.ledger.rows('note').at(-1)?.body).toMatchObject({
      event: 'order-failed',
      reason: `rejected by the broker: ${insufficient}`,
    });
  });

  it('is told apart from one that never left, and from one of which nobody knows', async () => {
    const { agent } = await sent([
      { class: 'denied', reason: 'the account is locked here' },
      { class: 'unresolved', reason: 'timeout' },
    ]);
    const reasons = agent.parts.ledger
      .rows('note')
      .flatMap(({ body }) => (body.event === 'order-failed' ? [body.reason] : []));
    expect(reasons).toEqual(['not sent: the account is locked here', 'the broker has never seen it']);
    expect(agent.parts.desk.halted()).toBe(false);
  });

  it('three times in a row lets the kill switch fall, once, with the broker’s words', async () => {
    const { agent, person, send } = await sent([rejected('A'), rejected('B'), rejected('C'), rejected('D')], {
      times: 2,
    });
    const switches = () => agent.parts.ledger.rows('kill-switch').map(({ body }) => body);
    expect(switches(), 'two are not enough').toEqual([]);
    await send();
    expect(switches()).toEqual([
      { state: 'halted', reason: '3 orders in a row failed, the last: rejected by the broker: C' },
    ]);
    expect(await send(), 'new risk is refused from now on').toBeUndefined();
    agent.parts.desk.resume(person);
    await send();
    expect(switches(), 'an admin begins the count anew').toHaveLength(2);
  });

  it('does not count across a fill', async () => {
    const { agent } = await sent([rejected('A'), rejected('B'), 'fills', rejected('C'), rejected('D')]);
    expect(agent.parts.ledger.rows('fill')).toHaveLength(1);
    expect(agent.parts.desk.halted()).toBe(false);
  });

  it('that only reduces, while trading is halted already, writes no second halt', async () => {
    const { agent, person } = await sent(['fills']);
    const { desk, ledger, settings } = agent.parts;
    settings.risk.rejectionsToHalt = 1;
    desk.halt(person, 'by hand');
    const made = desk.propose(
      {
        accountId: 'paper',
        symbol: 'SPX',
        side: 'sell',
        sizing: { kind: 'close' },
        entry: 2874.56,
        decisionId: 'D',
        tainted: false,
      },
      person,
    );
    if (made.kind !== 'proposed') throw new Error('refused');
    const { id: proposalId, version, nonce } = made.proposal;
    expect(await desk.decide({ verb: 'approve', proposalId, version, nonce }, person)).toMatchObject({
      state: 'failed',
    });
    expect(ledger.rows('kill-switch')).toHaveLength(1);
  });
});

describe('why an order failed', () => {
  it('is said in both languages, and what the program never wrote is quoted', () => {
    const [en, fr] = [translateTo('en'), translateTo('fr')];
    expect(failureWords('the broker has never seen it', fr)).toBe("le courtier ne l'a jamais vu");
    expect(failureWords('rejected by the broker: -1', fr)).toBe('refusé par le courtier\u00A0: «\u00A0-1\u00A0»');
    expect([failureWords('something else', en), failureWords('something else', fr)]).toEqual([
      '"something else"',
      '«\u00A0something else\u00A0»',
    ]);
  });
});
