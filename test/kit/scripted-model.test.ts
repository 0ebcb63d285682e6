import { HumanMessage } from '@langchain/core/messages';
import { createAgent, tool } from 'langchain';
import { expect, it } from 'vitest';
import { ScriptedModel } from './scripted-model.ts';

const look = tool(({ symbol }: { symbol: string }) => `${symbol} is calm`, {
  name: 'look',
  description: 'Looks.',
  schema: { type: 'object', properties: { symbol: { type: 'string' } }, required: ['symbol'] },
});
const calls = [{ name: 'look', args: { symbol: 'SPX' } }];
const messages = [{ role: 'user' as const, content: 'How is SPX?' }];

it('follows its script inside an agent and records what it read', async () => {
  const model = new ScriptedModel([
    { text: 'Let me see.', calls },
    read => ({ text: `The tool says: ${read.at(-1)?.text}` }),
  ]);
  const agent = createAgent({ model, tools: [look] });
  const said = (await agent.invoke({ messages })).messages;
  expect(said.at(-1)?.text).toBe('The tool says: SPX is calm');
  expect(said[1]).toMatchObject({ text: 'Let me see.', tool_calls: [{ id: 'call-1-1', name: 'look' }] });
  expect(model.requests.map(({ messages: read, tools }) => [read.length, tools])).toEqual([
    [1, ['look']],
    [3, ['look']],
  ]);
  model.assertFinished();
});

it('streams word by word, calls included', async () => {
  const model = new ScriptedModel([{ calls }, { text: 'SPX is  calm today.\n' }]);
  const agent = createAgent({ model, tools: [look] });
  const pieces: string[] = [];
  for await (const [chunk] of await agent.stream({ messages }, { streamMode: 'messages' })) {
    if (chunk.getType() === 'ai' && chunk.text) pieces.push(chunk.text);
  }
  expect(pieces).toEqual(['SPX ', 'is  ', 'calm ', 'today.\n']);
  model.assertFinished();
});

it('a call beyond the script fails and is remembered', async () => {
  const model = new ScriptedModel([{ text: 'One.' }]);
  await model.invoke('first');
  await expect(model.invoke('second')).rejects.toThrow('unexpected call 2 after 1 steps; it was asked "second"');
  expect(() => model.assertFinished()).toThrow('2 calls, but the script has 1 steps');
});

it('steps that nobody asked for are reported', async () => {
  const model = new ScriptedModel([{ text: 'One.' }, { text: 'Two.' }, () => ({ text: 'Three.' })]);
  await model.invoke([new HumanMessage('first')]);
  expect(() => model.assertFinished()).toThrow('2 steps were never asked for: {"text":"Two."}, a function.');
});

it('throws the error of a step, and hangs until it is aborted', async () => {
  const model = new ScriptedModel([{ error: new Error('no') }, { hang: true }]);
  await expect(model.invoke('first')).rejects.toThrow('no');
  await expect(model.invoke('second', { signal: AbortSignal.timeout(20) })).rejects.toThrow(/timeout|abort/i);
  model.assertFinished();
});
