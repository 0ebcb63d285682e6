import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { openDatabase } from '../../data/database.ts';
import { offlineEmbedding } from '../../models/hybrid/offline-embedding.ts';
import { listModels } from '../../tools/list-models.ts';
import { predictSignal } from '../../tools/predict-signal.ts';
import { promoteModel } from '../../tools/promote-model.ts';
import { trainModel } from '../../tools/train-model.ts';
import { type LoopbackServer, openLoopbackServer } from '../kit/loopback-server.ts';
import { temporaryFolder, testAgent, testSettings } from '../kit/test-agent.ts';
import { called, outputOf } from '../kit/tool-call.ts';

const tiny = { symbol: 'SPX', from: '2015-12-01', seeds: 3, folds: 2, epochs: 1, text: 'input' };
const apiKey = 'canary-embedding-key-0123456789';
const settingsFor = (stateFolder: string, embedding: object | null) =>
  testSettings({ stateFolder, models: { embedding } });

let server: LoopbackServer;
/** How the server answers: with vectors of a length, or not at all. */
let length = 768;
let isDown = false;

beforeAll(async () => {
  server = await openLoopbackServer(({ body }, response) => {
    const { input, model } = body as { input: string[]; model: string };
    const embedding = (text: string) => [...offlineEmbedding(`${model} ${text}`)].slice(0, length);
    const data = input.map((text, index) => ({ object: 'embedding', index, embedding: embedding(text) }));
    response.writeHead(isDown ? 503 : 200, { 'content-type': 'application/json' });
    response.end(JSON.stringify(isDown ? { error: { message: `busy ${apiKey}` } } : { object: 'list', model, data }));
  });
});
afterAll(() => server.close());
beforeEach(() => {
  vi.stubEnv('OPENAI_API_KEY', apiKey);
  [length, isDown] = [768, false];
});
afterEach(() => vi.unstubAllEnvs());

const openai = () => ({ provider: 'openai', model: 'small', baseUrl: `${server.origin}/v1` });

describe('text embeddings of the provider that the settings name', () => {
  it('are asked for once each, train a network that reads them, and are asked for again by no restart', async () => {
    const stateFolder = temporaryFolder();
    const database = openDatabase(':memory:');
    const { agent } = await testAgent({ settings: settingsFor(stateFolder, openai()), database });
    const { version } = outputOf<{ version: number }>(await called(trainModel, tiny, 'en', agent));
    const asked = server.requests.map(({ body }) => body as { input: string[]; dimensions: number });
    expect(asked[0]).toMatchObject({ dimensions: 768, model: 'small' });
    expect(server.requests[0]?.headers.authorization).toBe(`Bearer ${apiKey}`);
    const texts = asked.flatMap(({ input }) => input);
    expect(new Set(texts).size).toBe(texts.length);
    const listed = outputOf<{ models: { embedder: string }[] }>(await called(listModels, {}, 'en', agent));
    expect(listed.models[0]?.embedder).toBe('openai/small');

    await called(promoteModel, { symbol: 'SPX', version }, 'en', agent);
    const requests = server.requests.length;
    const { agent: later } = await testAgent({ settings: settingsFor(stateFolder, openai()), database });
    expect(outputOf(await called(predictSignal, { symbol: 'SPX' }, 'en', later))).toMatchObject({ textUsed: true });
    expect(server.requests.length, 'the vectors are in the database').toBe(requests);

    const served = async (embedding: object | null) => {
      const { agent: other } = await testAgent({ settings: settingsFor(stateFolder, embedding) });
      return called(predictSignal, { symbol: 'SPX' }, 'en', other);
    };
    isDown = true;
    const down = await served(openai());
    expect(down, 'no other embedder steps in').toMatchObject({ ok: false, error: { code: 'provider.unavailable' } });
    for (const other of [null, { ...openai(), model: 'large' }]) {
      const { ok, text } = await served(other);
      expect([ok, text]).toEqual([false, expect.stringContaining('learned texts as "openai/small" writes them')]);
    }
    isDown = false;
    expect(await served(openai()), 'what failed is asked again').toMatchObject({ ok: true });
  }, 60_000);

  it('that fail, or have another length, end the training with the reason and keep nothing', async () => {
    const stateFolder = temporaryFolder();
    const { agent } = await testAgent({ settings: settingsFor(stateFolder, openai()) });
    isDown = true;
    const down = await called(trainModel, tiny, 'en', agent);
    expect(down).toMatchObject({ ok: false, error: { code: 'provider.unavailable' } });
    expect(JSON.stringify(down)).not.toContain(apiKey);
    [isDown, length] = [false, 512];
    const short = await called(trainModel, tiny, 'fr', agent);
    expect(short).toMatchObject({ ok: false, error: { code: 'model.bad-output' } });
    expect(short.text).toContain('gave a vector of 512 numbers');
    expect(outputOf<{ models: [] }>(await called(listModels, {}, 'en', agent)).models).toEqual([]);
  }, 60_000);

  it('need their key, and a server of its own its address', async () => {
    vi.stubEnv('OPENAI_API_KEY', '');
    for (const [embedding, lacking] of [
      [openai(), 'OPENAI_API_KEY is not set'],
      [{ provider: 'compatible', model: 'small' }, 'models.embedding.baseUrl is not set'],
    ] as const) {
      const { agent } = await testAgent({ settings: settingsFor(temporaryFolder(), embedding) });
      const { ok, text } = await called(trainModel, tiny, 'en', agent);
      expect([ok, text]).toEqual([false, expect.stringContaining(lacking)]);
    }
  });
});
