import { AIMessage, HumanMessage, ToolMessage } from '@langchain/core/messages';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { messagesForLink } from '../../../models/llm/messages-for-link.ts';
import { openFakeGemini } from '../../kit/fake-gemini-server.ts';
import { openFakeOpenAi } from '../../kit/fake-openai-server.ts';
import type { FakeProvider } from '../../kit/fake-provider.ts';
import { llmAt, openTalk } from './talk.ts';

let openai: FakeProvider;
let google: FakeProvider;
beforeEach(async () => {
  [openai, google] = await Promise.all([openFakeOpenAi(), openFakeGemini()]);
});
afterEach(async () => {
  await Promise.all([openai.close(), google.close()]);
});

const call = { name: 'look', args: { symbol: 'SPX' } };

describe.each([false, true])('streamed: %s', streamed => {
  it('the link that answered stays first for the rest of the turn, and the next turn begins anew', async () => {
    openai.reply({ status: 503 }, { text: 'OpenAI again.' });
    google.reply({ calls: [call] }, { calls: [call] }, { text: 'It is 1.2 %.' });
    const talk = await openTalk(llmAt({ openai: openai.origin, google: google.origin }));
    const first = await talk.ask('How volatile is SPX?', { streamed });
    expect(first).toMatchObject({ text: 'It is 1.2 %.', answeredBy: 'google' });
    expect(openai.requests, 'asked once, not at every step of the loop').toHaveLength(1);
    const second = await talk.ask('And now?', { streamed, past: first.messages });
    expect(second.answeredBy).toBe('openai');
    openai.assertFinished();
    google.assertFinished();
  });

  it('a link that takes over in the middle of a turn reads the foreign calls as text', async () => {
    google.reply({ calls: [call] }, { status: 503 });
    openai.reply({ text: 'It is 1.2 %.' });
    const talk = await openTalk(llmAt({ google: google.origin, openai: openai.origin }));
    const said = await talk.ask('How volatile is SPX?', { streamed });
    expect(said).toMatchObject({ text: 'It is 1.2 %.', answeredBy: 'openai' });
    expect(openai.requests[0]?.body).toMatchObject({
      messages: [
        { role: 'developer', content: 'You are brief.' },
        { role: 'user', content: 'How volatile is SPX?' },
        { role: 'assistant', content: 'Tool used: look {"symbol":"SPX"}' },
        { role: 'user', content: expect.stringContaining('look: volatility of SPX: 1.2 %') },
      ],
    });
    expect(
      said.messages.map(message => message.getType()),
      'the record keeps the call',
    ).toEqual(['human', 'ai', 'tool', 'ai']);
  });

  it('the same holds in the other direction', async () => {
    openai.reply({ calls: [call] }, { status: 503 });
    google.reply({ text: 'It is 1.2 %.' });
    const talk = await openTalk(llmAt({ openai: openai.origin, google: google.origin }));
    expect(await talk.ask('How volatile is SPX?', { streamed })).toMatchObject({ answeredBy: 'google' });
    const body = JSON.stringify(google.requests[0]?.body);
    expect(body).toContain('volatility of SPX: 1.2 %');
    expect(body).not.toMatch(/functionCall|functionResponse/);
    expect(google.requests[0]?.body).toMatchObject({
      contents: [{ role: 'user' }, { role: 'model' }, { role: 'user' }],
    });
  });

  it('the last link reads the calls as they were made, and stays for the rest of the turn', async () => {
    openai.reply({ calls: [call] }, { status: 503 });
    const script = [{ calls: [{ ...call, args: { symbol: 'BTC' } }] }, { text: 'Both are calm.' }];
    const talk = await openTalk(llmAt({ openai: openai.origin }), { script });
    expect(await talk.ask('Compare.', { streamed })).toMatchObject({ text: 'Both are calm.', answeredBy: 'planner' });
    const [first] = talk.last.requests;
    expect(first?.messages.map(message => message.getType())).toEqual(['system', 'human', 'ai', 'tool']);
    expect(first?.tools).toEqual(['look']);
    expect(openai.requests).toHaveLength(2);
    talk.last.assertFinished();
  });
});

it('calls of earlier turns stay calls for any provider, with ids that every provider takes', async () => {
  google.reply({ calls: [call] }, { text: 'It is 1.2 %.' });
  const atGoogle = await openTalk(llmAt({ google: google.origin }));
  const past = (await atGoogle.ask('How volatile is SPX?', { streamed: true })).messages;
  openai.reply({ text: 'Yes.' });
  const atOpenAi = await openTalk(llmAt({ openai: openai.origin }));
  await atOpenAi.ask('Sure?', { past });
  const made = { id: 'call00000', type: 'function', function: { name: 'look', arguments: '{"symbol":"SPX"}' } };
  expect(openai.requests[0]?.body).toMatchObject({
    messages: [
      { role: 'developer' },
      { role: 'user' },
      { role: 'assistant', tool_calls: [made] },
      { role: 'tool', tool_call_id: 'call00000', content: 'volatility of SPX: 1.2 %' },
      { role: 'assistant', content: 'It is 1.2 %.' },
      { role: 'user', content: 'Sure?' },
    ],
  });
});

it('several results of one step become one message, and own calls stay untouched', () => {
  const made = ['a', 'b'].map(id => ({ type: 'tool_call' as const, id, name: 'look', args: { symbol: id } }));
  const results = ['a', 'b'].map(id => new ToolMessage({ content: `of ${id}`, tool_call_id: id }));
  const answer = new AIMessage({
    content: 'Let me see.',
    tool_calls: made,
    response_metadata: { quaestor_provider: 'one' },
  });
  const messages = [new HumanMessage('Compare.'), answer, ...results];
  expect(messagesForLink(messages, 'one')).toEqual(messages);
  const [, told, data, ...more] = messagesForLink(messages, 'two');
  expect(told?.text).toBe('Let me see.\nTool used: look {"symbol":"a"}\nTool used: look {"symbol":"b"}');
  expect(data?.text).toMatch(/no person wrote.*\nlook: of a\nlook: of b$/s);
  expect(more).toHaveLength(0);
});
