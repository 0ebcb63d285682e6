import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { settingsFrom } from '../../../config/load-settings.ts';
import { linkStatuses } from '../../../models/llm/link-status.ts';
import { openLinks } from '../../../models/llm/open-links.ts';
import { withoutTracing } from '../../../models/llm/without-tracing.ts';
import { openFakeOpenAi } from '../../kit/fake-openai-server.ts';
import { ScriptedModel } from '../../kit/scripted-model.ts';
import { keys, openTalk } from './talk.ts';

const { llm } = settingsFrom({});
const last = new ScriptedModel([]);

it('with no key the chain is the last link alone', async () => {
  const links = await openLinks(llm, {}, last, {});
  expect(links).toEqual([{ id: 'planner', model: last, deadlineMs: 45_000 }]);
});

/** Opens links in a process of their own and lists every module that it loads. */
async function modulesLoadedWith(secrets: object): Promise<string> {
  const url = (path: string): string => JSON.stringify(new URL(`../../../${path}`, import.meta.url).href);
  const hook = 'export async function load(url, context, next) { console.log(url); return next(url, context); }';
  const program = `
    import { register } from 'node:module';
    register('data:text/javascript,' + encodeURIComponent(${JSON.stringify(hook)}));
    const { settingsFrom } = await import(${url('config/load-settings.ts')});
    const { openLinks } = await import(${url('models/llm/open-links.ts')});
    await openLinks(settingsFrom({}).llm, ${JSON.stringify(secrets)}, {});`;
  const flags = ['--import', 'tsx', '--input-type=module', '-e', program];
  return (await promisify(execFile)(process.execPath, flags, { maxBuffer: 2 ** 24 })).stdout;
}

it('a provider package is loaded only where its link is in use', async () => {
  const [none, one] = await Promise.all([modulesLoadedWith({}), modulesLoadedWith({ OPENAI_API_KEY: 'x' })]);
  expect(none).toContain('models/llm/open-links.ts');
  expect(none).not.toMatch(/node_modules\/(@langchain|openai|google)/);
  expect(one).toMatch(/node_modules\/@langchain\/openai/);
  expect(one).not.toMatch(/node_modules\/@langchain\/google/);
});

it('links with a key are opened in the order of the settings', async () => {
  const chain = ['google', 'openai', 'openrouter'];
  const links = await openLinks(settingsFrom({ llm: { chain, deadlineSeconds: 3 } }).llm, keys, last, {});
  expect(links.map(({ id, deadlineMs }) => [id, deadlineMs])).toEqual([
    ['google', 3000],
    ['openai', 3000],
    ['openrouter', 3000],
    ['planner', 3000],
  ]);
});

it('the status page learns which links are in use and what the others lack', () => {
  expect(linkStatuses(llm, { OPENAI_API_KEY: 'k' })).toEqual([
    { id: 'openai', model: 'gpt-5-mini' },
    { id: 'google', model: 'gemini-2.5-flash', skipped: { en: 'GOOGLE_API_KEY is not set', fr: expect.any(String) } },
    {
      id: 'openrouter',
      model: 'qwen/qwen3-235b-a22b',
      skipped: expect.objectContaining({ en: 'OPENROUTER_API_KEY is not set' }),
    },
    { id: 'compatible', model: null, skipped: expect.objectContaining({ en: 'llm.compatible.baseUrl is not set' }) },
  ]);
});

it.each(['openrouter', 'compatible'] as const)('%s speaks Chat Completions under its own base URL', async id => {
  const server = await openFakeOpenAi();
  server.reply({ text: 'Hello.' });
  const chain = { chain: [id], [id]: { model: 'some/model', baseUrl: `${server.origin}/api/v1` } };
  const talk = await openTalk(settingsFrom({ llm: chain }).llm);
  expect(await talk.ask('Hello?', { streamed: true })).toMatchObject({ text: 'Hello.', answeredBy: id });
  const { path, headers, body } = server.requests[0] ?? {};
  expect(path).toBe('/api/v1/chat/completions');
  expect(body).toMatchObject({ model: 'some/model', stream: true });
  expect(headers?.authorization, 'a local server needs no key').toBe(
    id === 'compatible' ? 'Bearer none' : `Bearer ${keys.OPENROUTER_API_KEY}`,
  );
  if (id === 'openrouter') expect(headers?.['x-title']).toBe('Quaestor');
  await server.close();
});

it('a compatible server without a model is not in use', () => {
  const only = settingsFrom({ llm: { chain: ['compatible'], compatible: { baseUrl: 'http://127.0.0.1:1' } } }).llm;
  expect(linkStatuses(only, {})).toMatchObject([
    { id: 'compatible', skipped: { en: 'llm.compatible.model is not set' } },
  ]);
});

it('tracing is switched off before a model is opened', async () => {
  const env = {
    LANGSMITH_TRACING: 'true',
    LANGSMITH_GATEWAY: 'https://elsewhere.example',
    LANGCHAIN_TRACING_V2: 'true',
    PATH: '/bin',
  };
  await openLinks(llm, {}, last, env);
  expect(env).toEqual({ PATH: '/bin' });
  expect(withoutTracing({ LANGSMITH_API_KEY: 'x', HOME: '/' })).toEqual(['LANGSMITH_API_KEY']);
});
