import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openFakeGemini } from '../../kit/fake-gemini-server.ts';
import { openFakeOpenAi } from '../../kit/fake-openai-server.ts';
import type { FakeProvider } from '../../kit/fake-provider.ts';
import type { ProviderReply } from '../../kit/provider-reply.ts';
import { llmAt, openTalk, shownBy, type Talk } from './talk.ts';

const open = { openai: openFakeOpenAi, google: openFakeGemini };

/** Every way in which a link cannot answer, and what a stream had said by then. */
const faults: [string, ProviderReply, { partial?: string; onlyStreamed?: true }?][] = [
  ['a 429', { status: 429 }],
  ['a 500', { status: 500 }],
  ['a 503', { status: 503 }],
  ['a page in HTML', { rawBody: '<html>busy</html>', contentType: 'text/html' }],
  ['a body that is not JSON', { rawBody: '{"candidates": [', contentType: 'application/json' }],
  ['an empty body', { rawBody: '', contentType: 'application/json' }],
  ['JSON of another shape', { rawBody: '{"hello":"world"}', contentType: 'application/json' }],
  ['a socket that dies in the answer', { text: 'Half an answer', fault: 'socket-dies' }, { partial: 'Half an ' }],
  ['an answer without a finish reason', { text: 'Half an answer', fault: 'no-finish' }, { partial: 'Half an ' }],
  ['a body that breaks off', { text: 'Half an answer', fault: 'broken-json' }, { partial: 'Half an ' }],
  [
    'an error inside the stream',
    { text: 'Half an answer', fault: 'error-chunk' },
    { partial: 'Half an ', onlyStreamed: true },
  ],
  ['a call without a finish reason', { calls: [{ name: 'look', args: { symbol: 'SPX' } }], fault: 'no-finish' }],
  ['a call cut off by the token limit', { calls: [{ name: 'look', args: { symbol: 'S' } }], fault: 'cut-off' }],
  ['a call whose arguments are broken', { calls: [{ name: 'look', args: '{"symbol": "SP' }] }],
  ['an empty answer', { text: '' }],
];

describe.each(['openai', 'google'] as const)('%s', id => {
  let server: FakeProvider;
  let talk: Talk;

  beforeEach(async () => {
    server = await open[id]();
    talk = await openTalk(llmAt({ [id]: server.origin }), { script: [{ text: 'The planner answers.' }] });
  });
  afterEach(async () => {
    await server.close();
  });

  it.each([false, true])('answers, and the answer names its link (streamed: %s)', async streamed => {
    server.reply({ text: 'Volatility is low today.' });
    const said = await talk.ask('How volatile is it?', { streamed });
    expect(said).toMatchObject({ text: 'Volatility is low today.', answeredBy: id });
    if (streamed) expect(shownBy(said.pieces)).toEqual({ shown: 'Volatility is low today.', dropped: [] });
    if (streamed) expect(said.pieces.length, 'word by word').toBeGreaterThan(1);
    server.assertFinished();
  });

  it.each([false, true])('calls a tool, reads the result and answers (streamed: %s)', async streamed => {
    server.reply({ calls: [{ name: 'look', args: { symbol: 'SPX' } }] }, { text: 'It is 1.2 %.' });
    const said = await talk.ask('How volatile is SPX?', { streamed });
    expect(said).toMatchObject({ text: 'It is 1.2 %.', answeredBy: id });
    expect(said.messages.map(message => message.getType())).toEqual(['human', 'ai', 'tool', 'ai']);
    expect(JSON.stringify(server.requests[1]?.body)).toContain('volatility of SPX: 1.2 %');
    if (id === 'google')
      expect(JSON.stringify(server.requests[1]?.body), 'Gemini sees its signature').toContain('thoughtSignature');
    server.assertFinished();
  });

  describe.each(faults)('%s', (_, reply, { partial, onlyStreamed } = {}) => {
    it.each(onlyStreamed ? [true] : [false, true])('leads to the next link (streamed: %s)', async streamed => {
      server.reply(reply);
      const said = await talk.ask('How volatile is it?', { streamed });
      expect(said).toMatchObject({ text: 'The planner answers.', answeredBy: 'planner' });
      expect(said.messages, 'the failed answer leaves nothing behind').toHaveLength(2);
      server.assertFinished();
      talk.last.assertFinished();
      if (!streamed) return;
      const { shown, dropped } = shownBy(said.pieces);
      expect(shown, 'the id changes with the link, so a reader drops the partial answer').toBe('The planner answers.');
      if (partial !== undefined) expect(dropped.join('').startsWith(partial)).toBe(true);
    });
  });

  it.each([false, true])('keeps a text that the token limit cut (streamed: %s)', async streamed => {
    server.reply({ text: 'A long story', fault: 'cut-off' });
    expect(await talk.ask('Tell me.', { streamed })).toMatchObject({ text: 'A long story', answeredBy: id });
  });
});
