import { describe, expect, it } from 'vitest';
import { openFakeOpenAi } from '../kit/fake-openai-server.ts';
import { answerOf, eventOf, say, testAgent, testSettings } from '../kit/test-agent.ts';

const key = { OPENAI_API_KEY: 'sk-canary-0123456789abcdef' };

/** An agent whose language model takes 12 tokens a call (7 in, 5 out), as the loopback server counts them. */
async function budgeted(tokensPerUserDay: number) {
  const server = await openFakeOpenAi();
  const settings = testSettings({
    llm: { chain: ['openai'], openai: { baseUrl: `${server.origin}/v1` }, budget: { tokensPerUserDay } },
  });
  const { agent } = await testAgent({ settings, secrets: key });
  return { server, agent, used: () => agent.parts.spending.usage.of({ channel: 'test', id: 'owner' }) };
}

const price = { calls: [{ name: 'get_price', args: { symbol: 'SPX' } }] };

describe('a turn in whose middle the budget ends', () => {
  it('makes no further call: the planner ends it with what the tools said, and says why', async () => {
    const { server, agent, used } = await budgeted(12);
    server.reply(price);
    const events = await say(agent, 'What is the price of the S&P 500?');
    server.assertFinished();
    expect(used(), 'one call, at the limit').toEqual({ tokens: 12, usd: 0, calls: 1 });
    expect(eventOf(events, 'answer-end').answeredBy).toBe('planner');
    expect(answerOf(events)).toMatch(/^The daily budget for language models is used up \(12 of your 12 tokens\)/);
    expect(answerOf(events), 'the close of 2020-04-17').toContain('2,874.56');
    await server.close();
  });

  it('overshoots it by one call at most, however many calls the model would make', async () => {
    const { server, agent, used } = await budgeted(30);
    for (let call = 0; call < 3; call += 1) server.reply(price);
    await say(agent, 'What is the price of the S&P 500?');
    server.assertFinished();
    expect(used().tokens, '24 is within 30, 36 is the one call beyond').toBe(36);
    await server.close();
  });

  it('goes on with the language model while there is some left, without a notice', async () => {
    const { server, agent } = await budgeted(13);
    server.reply(price);
    server.reply({ text: 'It closed at 2,874.56.' });
    const events = await say(agent, 'What is the price of the S&P 500?');
    server.assertFinished();
    expect(answerOf(events)).toBe('It closed at 2,874.56.');
    expect(answerOf(await say(agent, 'And now?')), 'the next turn begins beyond it').toContain('daily budget');
    await server.close();
  });
});
