import { afterEach, beforeEach, expect, it } from 'vitest';
import { standingClock } from '../../../config/clock.ts';
import { openBreaker } from '../../../models/llm/breaker.ts';
import { retryAfter } from '../../../models/llm/retry-after.ts';
import { openFakeGemini } from '../../kit/fake-gemini-server.ts';
import { openFakeOpenAi } from '../../kit/fake-openai-server.ts';
import type { FakeProvider } from '../../kit/fake-provider.ts';
import { llmAt, openTalk } from './talk.ts';

const start = Date.parse('2026-03-02T09:00:00Z');
let now: number;
let openai: FakeProvider;
let google: FakeProvider;

beforeEach(async () => {
  [openai, google] = await Promise.all([openFakeOpenAi(), openFakeGemini()]);
  now = start;
});
afterEach(async () => {
  await Promise.all([openai.close(), google.close()]);
});

async function openRests() {
  const clock = standingClock(() => now);
  const breaker = openBreaker({ failures: 2, restMs: 60_000, clock });
  const talk = await openTalk(llmAt({ openai: openai.origin, google: google.origin }), { breaker, clock });
  return { breaker, by: async () => (await talk.ask('Hello?')).answeredBy, all: () => talk };
}

it('a link that failed twice is left alone, and one probe after the rest brings it back', async () => {
  google.otherwise({ text: 'Gemini answers.' });
  openai.reply({ status: 500 }, { status: 500 });
  const { by, breaker } = await openRests();
  expect([await by(), await by(), await by()]).toEqual(['google', 'google', 'google']);
  expect(openai.requests, 'the third turn does not ask it').toHaveLength(2);
  now += 60_000;
  openai.reply({ status: 503 });
  expect(await by(), 'the probe fails').toBe('google');
  expect(await by()).toBe('google');
  expect(openai.requests).toHaveLength(3);
  now += 60_000;
  openai.reply({ text: 'Back.' }, { text: 'Still here.' });
  expect([await by(), await by()]).toEqual(['openai', 'openai']);
  expect(breaker.stateOf('openai')).toEqual({ state: 'closed', failures: 0 });
});

it('while a probe is out, other turns do not wait for it', async () => {
  google.otherwise({ text: 'Gemini answers.' });
  openai.reply({ status: 500 }, { status: 500 }, { text: 'Back.', firstTokenAfterMs: 200 });
  const { by } = await openRests();
  await by();
  await by();
  now += 60_000;
  const probe = by();
  await expect.poll(() => openai.requests.length).toBe(3);
  expect(await by()).toBe('google');
  expect(await probe).toBe('openai');
  expect(openai.requests).toHaveLength(3);
});

it('a 429 with retry-after rests the link until then, after one failure', async () => {
  google.otherwise({ text: 'Gemini answers.' });
  openai.reply({ status: 429, headers: { 'retry-after': '120' } }, { text: 'Back.' });
  const { by, breaker } = await openRests();
  expect(await by()).toBe('google');
  expect(breaker.stateOf('openai').restsUntil).toBe(start + 120_000);
  now += 119_999;
  expect(await by()).toBe('google');
  now += 1;
  expect(await by()).toBe('openai');
});

it('the delay in the body of a Gemini 429 counts as retry-after', async () => {
  openai.otherwise({ status: 503 });
  const delay = { '@type': 'type.googleapis.com/google.rpc.RetryInfo', retryDelay: '37s' };
  google.reply({ status: 429, error: { details: [delay] } });
  const { all, breaker } = await openRests();
  await all()
    .ask('Hello?')
    .catch(() => undefined);
  expect(breaker.stateOf('google').restsUntil).toBe(start + 37_000);
});

it('the last link is asked however often it failed', async () => {
  const script = [{ error: new Error('1') }, { error: new Error('2') }, { error: new Error('3') }, { text: 'Here.' }];
  const talk = await openTalk(llmAt({}), { script });
  for (let turn = 0; turn < 3; turn += 1) await expect(talk.ask('Hello?')).rejects.toThrow(String(turn + 1));
  expect(await talk.ask('Hello?')).toMatchObject({ text: 'Here.' });
});

it.each([
  ['seconds', { 'retry-after': '7' }, 7000],
  ['a date', { 'retry-after': 'Mon, 02 Mar 2026 09:00:30 GMT' }, 30_000],
  ['a date that has passed', { 'retry-after': 'Mon, 02 Mar 2026 08:00:00 GMT' }, 0],
  ['milliseconds', { 'retry-after-ms': '250' }, 250],
  ['a year: an hour at most', { 'retry-after': '31536000' }, 3_600_000],
  ['no number', { 'retry-after': 'soon' }, undefined],
  ['nothing', {}, undefined],
])('retry-after says %s', (_, headers, expected) => {
  expect(retryAfter({ headers }, start)).toBe(expected);
  expect(retryAfter({ headers: new Headers(headers as Record<string, string>) }, start)).toBe(expected);
});
