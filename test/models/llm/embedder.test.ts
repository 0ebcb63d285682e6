import { afterEach, describe, expect, it } from 'vitest';
import { standingClock } from '../../../config/clock.ts';
import { QuaestorError } from '../../../config/errors.ts';
import { openDatabase } from '../../../data/database.ts';
import { SqliteEmbeddingCache } from '../../../data/embedding-cache.ts';
import { cachedEmbedder, type Embedder, embeddingKey } from '../../../models/llm/embedder.ts';
import { providerEmbedder } from '../../../models/llm/provider-embedder.ts';
import { type LoopbackServer, openLoopbackServer, type ReceivedRequest } from '../../kit/loopback-server.ts';

const apiKey = 'canary-embedding-key-0123456789';
let server: LoopbackServer | undefined;
afterEach(() => server?.close());

/** A loopback server of the embeddings API: a text of n letters is the vector (n, 0, 4). */
async function openEmbeddings(reply?: (request: ReceivedRequest) => { status: number; body: unknown } | undefined) {
  server = await openLoopbackServer((request, response) => {
    const { input } = request.body as { input: string[] };
    const data = input.map((text, index) => ({ object: 'embedding', index, embedding: [text.length, 0, 4] }));
    const { status, body } = reply?.(request) ?? { status: 200, body: { object: 'list', model: 'small', data } };
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  });
  const access = { link: 'openai', model: 'small', apiKey, dimensions: 3, deadlineMs: 2000 };
  return providerEmbedder({ ...access, baseUrl: `${server.origin}/v1` });
}

const failure = (promise: Promise<unknown>): Promise<QuaestorError> =>
  promise.then(
    () => expect.fail('nothing was thrown'),
    thrown => (thrown instanceof QuaestorError ? thrown : Promise.reject(thrown)),
  );

describe('embeddings of a provider', () => {
  it('are asked for with key, model and length, and come back with length 1', async () => {
    const embedder = await openEmbeddings();
    expect(embedder).toMatchObject({ name: 'openai/small', dimensions: 3, source: 'provider' });
    expect(await embedder.embed(['abc', ''])).toEqual([Float32Array.of(0.6, 0, 0.8), Float32Array.of(0, 0, 1)]);
    expect(server?.requests).toHaveLength(1);
    expect(server?.requests[0]).toMatchObject({
      path: '/v1/embeddings',
      headers: { authorization: `Bearer ${apiKey}` },
      body: { model: 'small', input: ['abc', ''], dimensions: 3, encoding_format: 'float' },
    });
  });

  it('are asked for in batches of 100, in order', async () => {
    const embedder = await openEmbeddings();
    const vectors = await embedder.embed(Array.from({ length: 230 }, (_, k) => 'x'.repeat(k)));
    expect(server?.requests.map(({ body }) => (body as { input: string[] }).input.length)).toEqual([100, 100, 30]);
    expect(vectors[229]?.[0], '229 letters').toBeCloseTo(229 / Math.hypot(229, 4), 6);
  });

  it('of another length are refused', async () => {
    const embedder = await openEmbeddings(() => ({ status: 200, body: { data: [{ index: 0, embedding: [1, 2] }] } }));
    const error = await failure(embedder.embed(['abc']));
    expect([error.code, error.message]).toEqual([
      'model.bad-output',
      expect.stringMatching(/^"openai\/small" gave a vector of 2 numbers .* 3 numbers were asked for/),
    ]);
  });

  it.each([
    [401, 'provider.refused'],
    [429, 'provider.rate-limited'],
    [503, 'provider.unavailable'],
  ])('with status %i fail as %s, once and without the key', async (status, code) => {
    const embedder = await openEmbeddings(() => ({ status, body: { error: { message: `no: ${apiKey}` } } }));
    const error = await failure(embedder.embed(['abc']));
    expect(error.code).toBe(code);
    expect(`${error.message} ${error.stack}`).not.toContain(apiKey);
    expect(server?.requests).toHaveLength(1);
  });

  it('that do not come in time fail as a timeout', async () => {
    server = await openLoopbackServer(() => undefined);
    const access = { link: 'compatible', model: 'slow', apiKey: 'none', dimensions: 3, deadlineMs: 50 };
    const embedder = providerEmbedder({ ...access, baseUrl: server.origin });
    expect(await failure(embedder.embed(['abc']))).toMatchObject({ code: 'provider.timeout' });
  });

  it('stop for the reason of the signal', async () => {
    server = await openLoopbackServer(() => controller.abort(new Error('enough')));
    const controller = new AbortController();
    const access = { link: 'compatible', model: 'slow', apiKey: 'none', dimensions: 3, deadlineMs: 5000 };
    const embedder = providerEmbedder({ ...access, baseUrl: server.origin });
    await expect(embedder.embed(['abc'], controller.signal)).rejects.toThrow('enough');
  });
});

const openCache = () => new SqliteEmbeddingCache(openDatabase(':memory:'), standingClock(0));

describe('cached embeddings', () => {
  const counting = (name: string) => {
    const asked: string[] = [];
    const embedder: Embedder = {
      name,
      dimensions: 1,
      source: 'offline',
      embed: async texts => {
        asked.push(...texts);
        return texts.map(text => Float32Array.of(text.length));
      },
    };
    return { asked, embedder };
  };

  it('are asked for once for each text', async () => {
    const { asked, embedder } = counting('one');
    const cache = openCache();
    const cached = cachedEmbedder(embedder, cache);
    expect(await cached.embed(['a', 'bb', 'a'])).toEqual([Float32Array.of(1), Float32Array.of(2), Float32Array.of(1)]);
    expect(await cached.embed(['bb', 'ccc'])).toEqual([Float32Array.of(2), Float32Array.of(3)]);
    expect(asked).toEqual(['a', 'bb', 'ccc']);
    expect(cached).toMatchObject({ name: 'one', dimensions: 1, source: 'offline' });
  });

  it('of a request that fails leave those before it kept', async () => {
    const { asked, embedder } = counting('one');
    const cache = openCache();
    const breaking: Embedder = {
      ...embedder,
      embed: texts => (asked.length >= 200 ? Promise.reject(new Error('the provider is down')) : embedder.embed(texts)),
    };
    const texts = Array.from({ length: 250 }, (_, k) => `text ${k}`);
    await expect(cachedEmbedder(breaking, cache).embed(texts)).rejects.toThrow('down');
    expect(asked).toHaveLength(200);
    expect((await cachedEmbedder(embedder, cache).embed(texts))[249]).toEqual(Float32Array.of(8));
    expect(asked, 'the other fifty').toHaveLength(250);
  });

  it('of different models are kept apart', async () => {
    const cache = openCache();
    const [one, two] = [counting('one'), counting('two')];
    await cachedEmbedder(one.embedder, cache).embed(['a']);
    await cachedEmbedder(two.embedder, cache).embed(['a']);
    expect([one.asked, two.asked]).toEqual([['a'], ['a']]);
    expect(embeddingKey(one.embedder, 'a')).not.toBe(embeddingKey(two.embedder, 'a'));
  });
});
