import { describe, expect, it } from 'vitest';
import { spendingRows } from '../../../agent/spending-rows.ts';
import { settingsFrom } from '../../../config/load-settings.ts';
import { translateTo } from '../../../config/text.ts';
import { openDatabase } from '../../../data/database.ts';
import { UsageStore } from '../../../data/usage-store.ts';
import { openSpending } from '../../../models/llm/spending.ts';
import { openFakeOpenAi } from '../../kit/fake-openai-server.ts';
import { entryAt, managedAgent } from '../../kit/managed-agent.ts';
import { answerOf, eventOf, HandClock, say, testAgent, testSettings } from '../../kit/test-agent.ts';

const ann = { channel: 'web', id: 'ann' };
const bob = { channel: 'web', id: 'bob' };
const key = { OPENAI_API_KEY: 'sk-canary-0123456789abcdef' };
const price = { 'openai/gpt-5-mini': { input: 0.25, output: 2 } };

function opened(llm: object = {}, secrets = {}) {
  const wall = new HandClock();
  const usage = new UsageStore(openDatabase(':memory:'), wall);
  return { wall, spending: openSpending(settingsFrom({ llm }).llm, usage, secrets) };
}

describe('what language models cost', () => {
  it('is tokens times the price of the settings, by day, person and model', () => {
    const { spending, wall } = opened({ prices: price });
    spending.count(ann, 'openai', { inputTokens: 1000, outputTokens: 500 });
    spending.count(ann, 'openai', { inputTokens: 3000, outputTokens: 500 });
    spending.count(bob, 'google', { inputTokens: 10, outputTokens: undefined });
    expect(spending.usage.rows()).toEqual([
      {
        day: '2026-01-05',
        channel: 'web',
        personId: 'ann',
        link: 'openai',
        model: 'gpt-5-mini',
        calls: 2,
        inputTokens: 4000,
        outputTokens: 1000,
        // 4,000 x $0.25 + 1,000 x $2, each per million.
        usd: expect.closeTo(0.003, 12),
        unpricedCalls: 0,
      },
      expect.objectContaining({ personId: 'bob', inputTokens: 10, outputTokens: 0, usd: 0, unpricedCalls: 1 }),
    ]);
    wall.advance(86_400_000);
    expect(spending.usage.all(), 'a new day').toEqual({ tokens: 0, usd: 0, calls: 0 });
  });

  it.each([
    ['tokensPerUserDay', { tokensPerUserDay: 100 }, true, false],
    ['tokensPerDay', { tokensPerDay: 100 }, true, true],
    ['usdPerDay', { usdPerDay: 0.0001 }, true, true],
    ['nothing', {}, false, false],
  ])('%s ends the day for whom it concerns, at the very limit', (_, budget, forAnn, forBob) => {
    const { spending } = opened({ prices: price, budget });
    spending.count(ann, 'openai', { inputTokens: 40, outputTokens: 59 });
    expect(spending.over(ann)?.en, '99 tokens').toEqual(_ === 'usdPerDay' ? expect.any(String) : undefined);
    spending.count(ann, 'openai', { inputTokens: 0, outputTokens: 1 });
    expect([spending.over(ann) !== undefined, spending.over(bob) !== undefined]).toEqual([forAnn, forBob]);
  });

  it('a limit in dollars needs the price of each model in use', () => {
    expect(() => opened({ budget: { usdPerDay: 1 } }, key)).toThrow(/no price of openai\/gpt-5-mini/);
    expect(() => opened({ budget: { usdPerDay: 1 }, prices: price }, key)).not.toThrow();
  });
});

describe('beyond the budget', () => {
  it('the planner answers in chat, with one notice in the language of the person, and the provider is left alone', async () => {
    const server = await openFakeOpenAi();
    const settings = testSettings({
      llm: { chain: ['openai'], openai: { baseUrl: `${server.origin}/v1` }, budget: { tokensPerUserDay: 1 } },
    });
    const { agent } = await testAgent({ settings, secrets: key });
    server.reply({ text: 'Bonjour.' });
    await say(agent, '/langue fr');
    expect(eventOf(await say(agent, 'Bonjour'), 'answer-end').answeredBy).toBe('openai');
    expect(agent.parts.spending.usage.rows()).toMatchObject([{ personId: 'owner', link: 'openai', calls: 1 }]);
    const first = await say(agent, 'Quel est le prix du S&P 500 ?');
    expect(eventOf(first, 'answer-end').answeredBy).toBe('planner');
    expect(answerOf(first)).toMatch(/^Le budget quotidien des modèles de langage est épuisé.*S&P 500/s);
    expect(answerOf(await say(agent, 'Quel est le prix du S&P 500 ?')), 'said once').not.toContain('budget');
    server.assertFinished();
    await server.close();
  });

  it('the portfolio manager holds and says why', async () => {
    const { agent, talks } = await managedAgent([entryAt(1)], {
      over: { llm: { chain: [], budget: { tokensPerDay: 1 } } },
    });
    agent.parts.spending.count(ann, 'openai', { inputTokens: 1, outputTokens: 0 });
    const { manager } = await agent.parts.cycle.decide(agent.person('test', 'owner'));
    expect(manager?.call.fault).toContain('budget');
    expect(manager?.call.decisions).toMatchObject([{ signal: 'hold' }]);
    expect(talks).toEqual([]);
  });
});

describe('the rows of the status', () => {
  it('say who took what today, and where a cost is unknown', () => {
    const { spending } = opened({ prices: price });
    spending.count(ann, 'openai', { inputTokens: 1_000_000, outputTokens: 500_000 });
    spending.count(bob, 'google', { inputTokens: 10, outputTokens: 5 });
    const rows = (language: 'en' | 'fr') => spendingRows(spending, translateTo(language)).map(row => row.join(' | '));
    expect(rows('en')).toEqual([
      // 1 million at $0.25 and half a million at $2.
      'Language model today: ann (web) | openai/gpt-5-mini: 1 calls, 1,500,000 tokens, $1.25',
      'Language model today: bob (web) | google/gemini-2.5-flash: 1 calls, 15 tokens, cost unknown',
    ]);
    expect(rows('fr')[1]).toContain('coût inconnu');
  });
});
