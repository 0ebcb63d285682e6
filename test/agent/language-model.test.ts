import { afterEach, describe, expect, it } from 'vitest';
import { openAgent } from '../../agent/open-agent.ts';
import { openLog } from '../../config/log.ts';
import { openDatabase } from '../../data/database.ts';
import { openFakeGemini } from '../kit/fake-gemini-server.ts';
import { openFakeOpenAi } from '../kit/fake-openai-server.ts';
import type { FakeProvider } from '../kit/fake-provider.ts';
import { answerOf, eventOf, say, testSettings } from '../kit/test-agent.ts';

const canary = 'sk-canary-0123456789abcdef';
const protocols = [
  ['google', openFakeGemini, '', { GOOGLE_API_KEY: canary }],
  ['openai', openFakeOpenAi, '/v1', { OPENAI_API_KEY: canary }],
  ['openrouter', openFakeOpenAi, '/api/v1', { OPENROUTER_API_KEY: canary }],
  ['compatible', openFakeOpenAi, '/v1', {}],
] as const;

describe.each(protocols)('the whole agent over the real HTTP protocol of %s', (id, open, path, secrets) => {
  let server: FakeProvider | undefined;
  afterEach(() => server?.close());

  async function agentWith() {
    server = await open();
    const settings = testSettings({
      llm: { chain: [id], [id]: { model: 'test-model', baseUrl: `${server.origin}${path}` } },
    });
    const lines: string[] = [];
    const log = openLog('debug', line => lines.push(line));
    const agent = await openAgent({ settings, secrets, log, database: openDatabase(':memory:') });
    return { agent, server, lines };
  }

  it('calls a tool through the door, streams the answer and proposes without executing', async () => {
    const { agent, server: provider } = await agentWith();
    provider.reply(
      { calls: [{ name: 'get_price', args: { symbol: 'SPX' } }] },
      { text: 'The S&P 500 closed at 2,874.56.' },
      { calls: [{ name: 'propose_trade', args: { symbol: 'SPX', side: 'buy', quantity: 2 } }] },
      { text: 'I proposed it.' },
    );
    const question = await say(agent, 'Where is the S&P?');
    expect(eventOf(question, 'answer-end')).toMatchObject({ text: 'The S&P 500 closed at 2,874.56.', answeredBy: id });
    expect(question.filter(event => event.type === 'text-delta').length).toBeGreaterThan(1);
    const trade = await say(agent, 'Buy two');
    expect(eventOf(trade, 'proposal-made').proposalId).toBe('P-1');
    expect(agent.parts.ledger.rows('fill')).toEqual([]);
    provider.assertFinished();
    const sent = JSON.stringify(provider.requests[0]?.body);
    expect(sent, 'every tool reaches the model').toContain('propose_trade');
    expect(sent, 'marks of the planner do not').not.toMatch(/"slot"|"words"/);
    expect(sent).toContain('stands at 2020-04-17');
  });

  it('a dead provider is answered by the planner, and no key leaves the process', async () => {
    const { agent, server: provider, lines } = await agentWith();
    provider.otherwise({ status: 500, message: `boom ${canary}` });
    const events = await say(agent, 'What is the price of the S&P 500?');
    expect(eventOf(events, 'answer-end').answeredBy).toBe('planner');
    expect(answerOf(events)).toContain('closed at 2,874.56 on 2020-04-17');
    expect(JSON.stringify([events, lines, agent.parts.ledger.rows()])).not.toContain(canary);
  });

  it('a request that the provider calls wrong is our bug: it is said, and not masked by another link', async () => {
    const { agent, server: provider } = await agentWith();
    provider.otherwise({ status: 400, message: 'unknown field' });
    const events = await say(agent, 'What is the price of the S&P 500?');
    expect(eventOf(events, 'error').code).toBe('provider.refused');
  });
});
