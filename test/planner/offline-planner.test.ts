import {
  AIMessage,
  AIMessageChunk,
  type BaseMessage,
  HumanMessage,
  SystemMessage,
  ToolMessage,
} from '@langchain/core/messages';
import { describe, expect, test } from 'vitest';
import { OfflinePlanner } from '../../models/planner/offline-planner.ts';
import { shippedTools } from '../../tools/index.ts';
import { tools, worldFor } from './planner-fixture.ts';

const planner = (text = '') => new OfflinePlanner({ tools, world: worldFor(text) });
const wire = (...names: string[]) =>
  shippedTools
    .filter(({ name }) => names.includes(name))
    .map(({ name, description, input }) => ({ name, description, schema: input }));
const callsOf = (message: BaseMessage) => (AIMessage.isInstance(message) ? (message.tool_calls ?? []) : []);

/** One turn with the results of its tools. */
const withResults = (
  before: BaseMessage[],
  asked: BaseMessage,
  lead: (name: string) => string | undefined,
): BaseMessage[] => [
  ...before,
  asked,
  ...callsOf(asked).map(
    ({ id = '', name }) =>
      new ToolMessage({ content: `text of ${name}`, tool_call_id: id, name, artifact: { lead: lead(name) } }),
  ),
];

describe('a turn', () => {
  test('calls the tool with an id that the same messages always give', async () => {
    const messages = [new SystemMessage('rules'), new HumanMessage('price of gold')];
    const [first, second] = [await planner().invoke(messages), await planner().invoke(messages)];
    expect(callsOf(first)).toMatchObject([{ name: 'get_price', args: { symbol: 'GLD' } }]);
    expect(callsOf(first)[0]?.id).toMatch(/^call_[0-9a-f]{24}$/);
    expect(callsOf(second)).toEqual(callsOf(first));
    expect(first.usage_metadata).toEqual({ input_tokens: 0, output_tokens: 0, total_tokens: 0 });
  });

  test('says the leads of its tools, and the text of one that has none', async () => {
    const before = [new HumanMessage('price of Tesla and show my portfolio')];
    const asked = await planner().invoke(before);
    const messages = withResults(before, asked, name => (name === 'get_price' ? 'Tesla stands at 750.' : undefined));
    expect((await planner().invoke(messages)).text).toBe('Tesla stands at 750. text of get_portfolio');
  });

  test('asks for what is missing and completes the call with the next answer', async () => {
    const before = [new HumanMessage('Buy Apple')];
    const question = await planner().invoke(before);
    expect(question.text).toMatch(/^What size\?/);
    expect(question.additional_kwargs.pending).toEqual({
      name: 'propose_trade',
      args: { symbol: 'AAPL', side: 'buy' },
      missing: ['size'],
    });
    const completed = await planner().invoke([...before, question, new HumanMessage('10 shares')]);
    expect(callsOf(completed)).toMatchObject([
      { name: 'propose_trade', args: { symbol: 'AAPL', side: 'buy', quantity: 10 } },
    ]);
  });

  test('does what is complete first and then asks for the rest', async () => {
    const before = [new HumanMessage('price of Tesla and buy some of it')];
    const asked = await planner().invoke(before);
    expect(callsOf(asked)).toMatchObject([{ name: 'get_price', args: { symbol: 'TSLA' } }]);
    const answer = await planner().invoke(withResults(before, asked, () => 'Tesla stands at 750.'));
    expect(answer.text).toMatch(/^Tesla stands at 750\. What size\?/);
    expect(answer.additional_kwargs.pending).toMatchObject({
      args: { symbol: 'TSLA', side: 'buy' },
      missing: ['size'],
    });
  });

  test('continues the call of the turn before', async () => {
    const before = [new HumanMessage('volatility of gold tomorrow')];
    const asked = await planner().invoke(before);
    const told = withResults(before, asked, () => '1.2 %.');
    const messages = [...told, new AIMessage('1.2 %.'), new HumanMessage('and for two days?')];
    expect(callsOf(await planner().invoke(messages))).toMatchObject([
      { name: 'predict_volatility', args: { symbol: 'GLD', days: 2 } },
    ]);
  });

  test('declines in words', async () => {
    const answer = await planner().invoke([new HumanMessage('tell me a joke')]);
    expect(answer.text).toMatch(/not a language model/);
    expect(callsOf(answer)).toEqual([]);
  });

  test('says nothing when nobody has spoken', async () => {
    expect((await planner().invoke([new SystemMessage('rules')])).text).toBe('');
  });
});

describe('bound tools', () => {
  test('only they are called', async () => {
    const bound = planner().bindTools(wire('get_price'));
    expect(callsOf(await bound.invoke([new HumanMessage('price of gold')]))).toMatchObject([{ name: 'get_price' }]);
    expect(
      callsOf(await bound.invoke([new HumanMessage('Buy 5 shares of Apple')])).map(({ name }) => name),
    ).not.toContain('propose_trade');
  });
});

describe('streaming', () => {
  const gathered = async (text: string) => {
    const chunks: AIMessageChunk[] = [];
    for await (const chunk of await planner(text).stream([new HumanMessage(text)])) chunks.push(chunk);
    const whole = chunks.reduce<AIMessageChunk | undefined>((all, chunk) => all?.concat(chunk) ?? chunk, undefined);
    return { chunks, whole: whole ?? new AIMessageChunk('') };
  };

  test('words come one by one and make the same text', async () => {
    const { chunks, whole } = await gathered('bonjour');
    expect(chunks.length).toBeGreaterThan(10);
    expect(whole.text).toBe((await planner('bonjour').invoke([new HumanMessage('bonjour')])).text);
  });

  test('calls and the waiting call arrive whole', async () => {
    const text = 'price of Tesla and show my portfolio';
    expect((await gathered(text)).whole.tool_calls).toEqual(callsOf(await planner().invoke([new HumanMessage(text)])));
    expect((await gathered('Buy Apple')).whole.additional_kwargs.pending).toMatchObject({ missing: ['size'] });
  });

  test('a stop signal ends it', async () => {
    await expect(planner().invoke([new HumanMessage('hello')], { signal: AbortSignal.abort() })).rejects.toThrow(
      /abort/i,
    );
  });
});
