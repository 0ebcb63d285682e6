import { describe, expect, it } from 'vitest';
import { ConversationStore, type Kept } from '../../agent/conversation.ts';
import { toKept, toMessages } from '../../agent/messages.ts';
import { wallClock } from '../../config/clock.ts';
import { openDatabase } from '../../data/database.ts';
import { eventOf, say, testAgent } from '../kit/test-agent.ts';

const owner = { channel: 'web', id: 'owner' };
const turn = (n: number): Kept[] => [
  { role: 'human', text: `question ${n}` },
  { role: 'ai', text: '', calls: [{ id: `c${n}`, name: 'get_price', args: { symbol: 'SPX' } }] },
  { role: 'tool', text: 'price', callId: `c${n}`, name: 'get_price' },
  { role: 'ai', text: `answer ${n}` },
];

describe('conversations', () => {
  it('are trimmed at turn boundaries, so that no call loses its result', () => {
    const store = new ConversationStore(openDatabase(':memory:'), 10, wallClock);
    for (let n = 1; n <= 5; n += 1) store.append(owner, turn(n));
    const kept = store.load(owner);
    expect(kept).toHaveLength(8);
    expect(kept[0]).toEqual({ role: 'human', text: 'question 4' });
  });

  it('a single turn longer than the limit is kept whole', () => {
    const store = new ConversationStore(openDatabase(':memory:'), 4, wallClock);
    store.append(owner, [...turn(1), ...turn(2).slice(1)]);
    expect(store.load(owner)).toHaveLength(7);
  });

  it('belong to one person on one channel', () => {
    const store = new ConversationStore(openDatabase(':memory:'), 10, wallClock);
    store.append(owner, turn(1));
    expect(store.load({ channel: 'terminal', id: 'owner' })).toEqual([]);
    expect(store.load({ channel: 'web', id: 'reader' })).toEqual([]);
    store.clear({ channel: 'web', id: 'reader' });
    expect(store.load(owner)).toHaveLength(4);
    store.clear(owner);
    expect(store.load(owner)).toEqual([]);
  });

  it('come back as they were said, with calls and what was asked back', () => {
    const kept: Kept[] = [...turn(1), { role: 'ai', text: 'How much?', pending: { name: 'propose_trade' } }];
    expect(toKept(toMessages(kept))).toEqual(kept);
  });
});

describe('an account that cannot be valued', () => {
  it('does not silence the agent', async () => {
    const { agent, model } = await testAgent({ steps: [{ text: 'I can still talk.' }] });
    const person = agent.person('test', 'owner');
    const draft = {
      accountId: 'paper',
      symbol: 'SPX',
      side: 'buy' as const,
      sizing: { kind: 'quantity' as const, amount: 1 },
      entry: 2874,
      decisionId: 'D',
      tainted: false,
    };
    const made = agent.parts.desk.propose(draft, person);
    if (made.kind !== 'proposed') throw new Error('refused');
    const { id: proposalId, version, nonce } = made.proposal;
    await agent.parts.desk.decide({ verb: 'approve', proposalId, version, nonce }, person);
    const quote = agent.parts.market.quote.bind(agent.parts.market);
    let broken = true;
    agent.parts.market.quote = symbol => {
      if (broken) throw new Error('no price');
      return quote(symbol);
    };
    agent.parts.market.now = () => Date.UTC(2020, 3, 17);
    expect(eventOf(await say(agent, 'Hello'), 'answer-end').text).toBe('I can still talk.');
    expect(model.requests[0]?.messages[0]?.text).toContain('cannot be valued');
    expect(eventOf(await say(agent, '/portfolio'), 'tool-result').card?.lead).toContain('cannot be valued');
    broken = false;
    expect(eventOf(await say(agent, '/portfolio'), 'answer-end').text).toContain('Your account is worth');
  });
});
