import { afterEach, describe, expect, it } from 'vitest';
import { openAgent } from '../../agent/open-agent.ts';
import { openLog } from '../../config/log.ts';
import { openDatabase } from '../../data/database.ts';
import { openDecisionMemory } from '../../knowledge/memory/decision-memory.ts';
import { openFakeGemini } from '../kit/fake-gemini-server.ts';
import { openFakeOpenAi } from '../kit/fake-openai-server.ts';
import type { FakeProvider } from '../kit/fake-provider.ts';
import { entryAt } from '../kit/managed-agent.ts';
import { answerOf, say, testSettings } from '../kit/test-agent.ts';

const canary = 'sk-canary-0123456789abcdef';
const protocols = [
  ['google', openFakeGemini, '', { GOOGLE_API_KEY: canary }],
  ['openai', openFakeOpenAi, '/v1', { OPENAI_API_KEY: canary }],
  ['openrouter', openFakeOpenAi, '/api/v1', { OPENROUTER_API_KEY: canary }],
] as const;

/** An entry far enough from the price for the wide ranges of spring 2020. */
const price = 2874.56;
const wide = {
  stopLoss: price * 0.9,
  profitTarget: price * 1.25,
  invalidation: [[{ series: 'close@1d', operator: '<', level: price * 0.95 }]],
};

describe.each(protocols)('the portfolio manager over the real HTTP protocol of %s', (id, open, path, secrets) => {
  let server: FakeProvider | undefined;
  afterEach(() => server?.close());

  async function agentWith() {
    server = await open();
    const settings = testSettings({
      llm: { chain: [id], [id]: { model: 'test-model', baseUrl: `${server.origin}${path}` } },
      cycle: { manager: { symbols: ['SPX'] } },
    });
    const lines: string[] = [];
    const database = openDatabase(':memory:');
    const agent = await openAgent({ settings, secrets, log: openLog('debug', line => lines.push(line)), database });
    return { agent, server, lines, memory: openDecisionMemory(database, 'paper') };
  }

  it('is asked without tools, mended once, and proposes', async () => {
    const { agent, server: provider, memory } = await agentWith();
    provider.reply({ text: 'I would buy here.' }, { text: entryAt(price, wide) });
    const said = await say(agent, '/decide');
    provider.assertFinished();
    expect(answerOf(said)).toContain('1 draft was made');
    expect(agent.parts.desk.waiting()[0]?.draft).toMatchObject({ symbol: 'SPX', side: 'buy', decisionId: 'M-1-SPX' });
    const bodies = provider.requests.map(({ body }) => JSON.stringify(body));
    expect(bodies[0]).not.toMatch(/functionDeclarations|"tools"/);
    expect(bodies[1]).toContain('the answer is not one JSON value');
    expect(memory.calls.find('M-1')?.exchanges).toMatchObject([
      { provider: id, model: 'test-model', raw: 'I would buy here.', faults: [expect.any(String)] },
      { provider: id, faults: [], inputTokens: expect.any(Number), outputTokens: expect.any(Number) },
    ]);
  });

  it('holds through an outage, and no key is written down', async () => {
    const { agent, server: provider, lines, memory } = await agentWith();
    provider.otherwise({ status: 503, message: `overloaded ${canary}` });
    const said = await say(agent, '/decide');
    expect(answerOf(said)).toContain('hold');
    const record = memory.calls.text('M-1') ?? '';
    expect(JSON.parse(record)).toMatchObject({ fault: expect.any(String), decisions: [{ signal: 'hold' }] });
    expect(JSON.stringify([said, lines, record, agent.parts.ledger.rows()])).not.toContain(canary);
    expect(agent.parts.ledger.rows('draft')).toEqual([]);
  });
});
