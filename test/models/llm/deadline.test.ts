import { afterEach, describe, expect, it } from 'vitest';
import { openFakeGemini } from '../../kit/fake-gemini-server.ts';
import { openFakeOpenAi } from '../../kit/fake-openai-server.ts';
import type { FakeProvider } from '../../kit/fake-provider.ts';
import type { ProviderReply } from '../../kit/provider-reply.ts';
import { failureOf, llmAt, openTalk, shownBy } from './talk.ts';

const open = { openai: openFakeOpenAi, google: openFakeGemini };
const servers: FakeProvider[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map(server => server.close()));
});

async function serverOf(id: 'openai' | 'google', ...replies: ProviderReply[]): Promise<FakeProvider> {
  const server = await open[id]();
  server.reply(...replies);
  servers.push(server);
  return server;
}

const slow: [string, ProviderReply][] = [
  ['that hangs', { hang: true }],
  ['whose first token comes too late', { text: 'Too late', firstTokenAfterMs: 3000 }],
  ['that goes silent in the middle', { text: 'Half an answer', fault: 'stalls' }],
];

describe.each(['openai', 'google'] as const)('%s', id => {
  describe.each(slow)('a server %s', (name, reply) => {
    it.each(name.includes('middle') ? [true] : [false, true])(
      'is left at the deadline (streamed: %s)',
      async streamed => {
        const server = await serverOf(id, { text: 'Warm.' }, reply);
        await (await openTalk(llmAt({ [id]: server.origin }))).ask('Is everything loaded before the clock runs?');
        const talk = await openTalk(llmAt({ [id]: server.origin }, 0.4), {
          script: [{ text: 'The planner answers.' }],
        });
        const said = await talk.ask('How volatile is it?', { streamed });
        expect(said).toMatchObject({ text: 'The planner answers.', answeredBy: 'planner' });
        expect(await server.requests[1]?.hungUp, 'the connection is closed, no late token arrives').toBe(true);
        if (streamed) expect(shownBy(said.pieces).shown).toBe('The planner answers.');
      },
    );
  });

  it('answers with a slow first token inside the deadline', async () => {
    const server = await serverOf(id, { text: 'Slow but sure.', firstTokenAfterMs: 120 });
    const talk = await openTalk(llmAt({ [id]: server.origin }));
    expect(await talk.ask('Hurry?', { streamed: true })).toMatchObject({ text: 'Slow but sure.', answeredBy: id });
  });

  it.each([false, true])(
    'an abort by the caller ends the run and asks no other link (streamed: %s)',
    async streamed => {
      const server = await serverOf(id, { hang: true }, { text: 'Back again.' });
      const talk = await openTalk(llmAt({ [id]: server.origin }));
      const caller = new AbortController();
      const run = talk.ask('How volatile is it?', { streamed, signal: caller.signal });
      const failed = failureOf(run);
      await expect.poll(() => server.requests.length).toBe(1);
      caller.abort(new Error('the person left'));
      expect(`${(await failed).name} ${(await failed).message}`).toMatch(/abort|the person left/i);
      expect(await server.requests[0]?.hungUp).toBe(true);
      talk.last.assertFinished();
      expect(await talk.ask('Again?', { streamed }), 'an abort is no failure of the link').toMatchObject({
        answeredBy: id,
      });
    },
  );
});

it('the deadline of the last link leads to provider.timeout', async () => {
  const talk = await openTalk(llmAt({}, 0.1), { script: [{ hang: true }] });
  expect(await failureOf(talk.ask('Anyone?'))).toMatchObject({
    code: 'provider.timeout',
    details: { link: 'planner' },
  });
});
