import { describe, expect, it } from 'vitest';
import { say, testAgent } from '../kit/test-agent.ts';

/** The tool calls of the last of some sentences, said one after the other. */
async function lastCalls(...talk: readonly string[]) {
  const { agent } = await testAgent();
  let calls: { name: string; input: unknown }[] = [];
  for (const text of talk) {
    const events = await say(agent, text);
    calls = events.flatMap(event => (event.type === 'tool-call' ? [{ name: event.name, input: event.input }] : []));
  }
  await agent.parts.close();
  return calls;
}

describe('a sentence that hangs on the one before', () => {
  it.each([
    ['a measure that was explained', ['whats volatility', 'and for the S&P?'], 'predict_volatility', { symbol: 'SPX' }],
    [
      'an indicator that was explained',
      ["c'est quoi le rsi", 'et pour le S&P 500 ?'],
      'show_indicators',
      { symbol: 'SPX' },
    ],
    ['a year after a price', ['price of the S&P', 'and in 2008?'], 'show_chart', { symbol: 'SPX', from: '2008-01-01' }],
    [
      'simpler words for an explanation',
      ['volatility tomorrow', 'why?', 'simpler'],
      'explain_term',
      { term: 'volatility' },
    ],
    [
      'the use of what was explained',
      ['what is a share', 'why would i want one'],
      'explain_term',
      { level: 'intermediate' },
    ],
  ] as const)('asks for %s', async (_what, talk, name, input) => {
    expect(await lastCalls(...talk)).toEqual([{ name, input: expect.objectContaining(input) }]);
  });

  it.each([['why?'], ['plus simple'], ["t'es sûr ?"]])('calls nothing where nothing came before: "%s"', async text => {
    expect(await lastCalls(text)).toEqual([]);
  });
});
