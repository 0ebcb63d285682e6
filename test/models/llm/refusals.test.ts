import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openLog } from '../../../config/log.ts';
import type { ProviderAlert } from '../../../models/llm/provider-chain.ts';
import { openFakeGemini } from '../../kit/fake-gemini-server.ts';
import { openFakeOpenAi } from '../../kit/fake-openai-server.ts';
import type { FakeProvider } from '../../kit/fake-provider.ts';
import { canary, failureOf, keys, llmAt, openTalk, wholeText } from './talk.ts';

let openai: FakeProvider;
let google: FakeProvider;
let alerts: ProviderAlert[];
let lines: string[];

const open = (script = [{ text: 'The planner answers.' }, { text: 'Again.' }]) => {
  const log = openLog('debug', line => lines.push(line));
  const llm = llmAt({ openai: openai.origin, google: google.origin });
  return openTalk(llm, { script, log, onAlert: alert => alerts.push(alert) });
};

beforeEach(async () => {
  [openai, google] = await Promise.all([openFakeOpenAi(), openFakeGemini()]);
  alerts = [];
  lines = [];
});
afterEach(async () => {
  await Promise.all([openai.close(), google.close()]);
});

it.each([400, 422])('a %s surfaces as provider.refused and no other link is asked', async status => {
  openai.reply({ status, message: 'messages[1] has no content' });
  const talk = await open([]);
  const error = await failureOf(talk.ask('Hello?'));
  expect(error).toMatchObject({ code: 'provider.refused', details: { link: 'openai', status } });
  expect(error.message).toContain('messages[1] has no content');
  expect(error.cause).toBeInstanceOf(Error);
  expect(google.requests).toHaveLength(0);
  expect(alerts).toHaveLength(0);
});

it.each([401, 402, 403, 404])('a %s falls through to the next link and is reported once', async status => {
  openai.otherwise({ status });
  google.otherwise({ text: 'Gemini answers.' });
  const talk = await open([]);
  expect(await talk.ask('One?')).toMatchObject({ answeredBy: 'google' });
  expect(await talk.ask('Two?')).toMatchObject({ answeredBy: 'google' });
  expect(alerts).toEqual([
    { link: 'openai', code: 'provider.refused', status, message: expect.stringContaining('openai') },
  ]);
  expect(openai.requests, 'a bad key does not mend itself: the link rests at once').toHaveLength(1);
});

describe('Gemini answers 400 to what is no fault of the request', () => {
  const reason = { details: [{ '@type': 'type.googleapis.com/google.rpc.ErrorInfo', reason: 'API_KEY_INVALID' }] };
  it.each([
    ['a bad key', 'API key not valid. Please pass a valid API key.', reason],
    ['an unserved country', 'User location is not supported for the API use.', { status: 'FAILED_PRECONDITION' }],
  ])('%s falls through and is reported', async (_, message, error) => {
    openai.otherwise({ status: 503 });
    google.otherwise({ status: 400, message, error });
    const talk = await open();
    expect(await talk.ask('Hello?')).toMatchObject({ answeredBy: 'planner' });
    expect(alerts).toMatchObject([{ link: 'google', status: 400 }]);
  });
});

it('an account without credit is reported although its status is 429', async () => {
  openai.otherwise({ status: 429, message: 'You exceeded your current quota', error: { code: 'insufficient_quota' } });
  google.otherwise({ text: 'Gemini answers.' });
  const talk = await open([]);
  expect(await talk.ask('Hello?')).toMatchObject({ answeredBy: 'google' });
  expect(alerts).toMatchObject([{ link: 'openai', code: 'provider.rate-limited', status: 429 }]);
});

it('a request that is too large for one link goes to the next without a report', async () => {
  openai.reply({ status: 413 });
  google.reply({ text: 'Gemini answers.' });
  const talk = await open([]);
  expect(await talk.ask('Hello?')).toMatchObject({ answeredBy: 'google' });
  expect(alerts).toHaveLength(0);
});

it('everything down leads to the last link, and a plain log line for each failure', async () => {
  openai.reply({ status: 500 });
  google.reply({ status: 503 });
  const talk = await open([{ text: 'The planner answers.' }]);
  expect(await talk.ask('Hello?')).toMatchObject({ text: 'The planner answers.', answeredBy: 'planner' });
  expect(lines.map(line => JSON.parse(line))).toMatchObject([
    { msg: 'language model failed', link: 'openai', code: 'provider.unavailable', status: 500 },
    { msg: 'language model failed', link: 'google', code: 'provider.unavailable', status: 503 },
  ]);
  talk.last.assertFinished();
});

it('where the last link fails too, its error lists every attempt', async () => {
  openai.reply({ status: 429 });
  google.reply({ status: 503 });
  const log = openLog('silent');
  const failing = Object.assign(new Error('down'), { status: 502 });
  const talk = await openTalk(llmAt({ openai: openai.origin, google: google.origin }), {
    script: [{ error: failing }],
    log,
  });
  const error = await failureOf(talk.ask('Hello?'));
  expect(error).toMatchObject({ code: 'provider.unavailable', text: { fr: expect.stringContaining('indisponible') } });
  expect(error.details?.attempts).toEqual([
    { link: 'openai', code: 'provider.rate-limited', status: 429 },
    { link: 'google', code: 'provider.unavailable', status: 503 },
    { link: 'planner', code: 'provider.unavailable', status: 502 },
  ]);
});

it('a bug of the last link stays a bug', async () => {
  const talk = await openTalk(llmAt({}), { script: [{ error: new TypeError('x is undefined') }] });
  expect(await failureOf(talk.ask('Hello?'))).toMatchObject({ code: 'bug.unexpected', message: 'x is undefined' });
});

it('no key appears in an error, an alert or a log line, even where the provider echoes it', async () => {
  const echo = (key: string | undefined) => `Incorrect API key provided: ${key}. Authorization: Bearer ${key}`;
  openai.reply({ status: 401, message: echo(keys.OPENAI_API_KEY) });
  google.reply({ status: 400, message: `bad argument ${keys.GOOGLE_API_KEY}` });
  const talk = await open([]);
  const error = await failureOf(talk.ask('Hello?'));
  expect(openai.requests[0]?.headers.authorization).toBe(`Bearer ${keys.OPENAI_API_KEY}`);
  expect(google.requests[0]?.headers['x-goog-api-key']).toBe(keys.GOOGLE_API_KEY);
  expect(error).toMatchObject({ code: 'provider.refused', message: expect.stringContaining('[redacted]') });
  expect(alerts).toHaveLength(1);
  expect(lines).toHaveLength(2);
  for (const text of [wholeText(error), JSON.stringify(alerts), ...lines]) expect(text).not.toMatch(canary);
});
