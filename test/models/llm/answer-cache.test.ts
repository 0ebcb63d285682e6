import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { attempt } from '../../../config/attempt.ts';
import { wallClock } from '../../../config/clock.ts';
import { openLog } from '../../../config/log.ts';
import { redact } from '../../../config/redact.ts';
import type { AnswerLevel } from '../../../data/answers/answer-level.ts';
import { MemoryAnswers } from '../../../data/answers/memory-answers.ts';
import { RedisAnswers } from '../../../data/answers/redis-answers.ts';
import { SqliteAnswers } from '../../../data/answers/sqlite-answers.ts';
import { openDatabase } from '../../../data/database.ts';
import { AnswerCache } from '../../../models/llm/answer-cache.ts';
import { askLinks } from '../../../models/llm/ask-links.ts';
import { openBreaker } from '../../../models/llm/breaker.ts';
import { cacheKey, type Question } from '../../../models/llm/cache-key.ts';
import { ScriptedModel } from '../../kit/scripted-model.ts';
import { HandClock } from '../../kit/test-agent.ts';

const dayMs = 86_400_000;
const { signal } = new AbortController();
const canary = 'sk-canary-0123456789abcdef';
const question: Question = {
  provider: 'openai',
  model: 'm',
  parameters: { temperature: 0, top: 1 },
  messages: [{ by: 'person', text: 'hello' }],
  tools: [],
  promptVersion: 'v1',
};
const cacheOf = (...levels: AnswerLevel[]) => new AnswerCache({ levels, scrub: text => redact(text, {}) });
const never = () => Promise.reject(new Error('asked again'));

/** Where a Redis server can be started; the reason is printed where none is. */
const redisServer = attempt(() => execFileSync('sh', ['-c', 'command -v redis-server']).toString().trim());
if (!redisServer) console.warn('redis-server is not on this machine: the Redis level is not tested');

describe('the name of an answer', () => {
  it('does not depend on the order of properties, and on everything else', () => {
    const key = cacheKey(question);
    expect(key).toMatch(/^[0-9a-f]{64}$/);
    expect(cacheKey({ ...question, parameters: { top: 1, temperature: 0 } })).toBe(key);
    const others: Partial<Question>[] = [
      { provider: 'google' },
      { model: 'n' },
      { parameters: { temperature: 1, top: 1 } },
      { messages: [{ by: 'system', text: 'hello' }] },
      { tools: [{ name: 'x' }] },
      { promptVersion: 'v2' },
    ];
    expect(new Set([key, ...others.map(over => cacheKey({ ...question, ...over }))]).size).toBe(7);
  });
});

const redis = redisServer ? startRedis(redisServer) : undefined;
afterAll(async () => (await redis)?.stop());

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise(resolve => server.close(resolve));
  return typeof address === 'object' && address ? address.port : 0;
}

async function startRedis(binary: string) {
  const port = await freePort();
  const folder = mkdtempSync(join(tmpdir(), 'quaestor-redis-'));
  const child = spawn(binary, ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--dir', folder]);
  await new Promise<void>(resolve => child.stdout.on('data', text => String(text).includes('Ready') && resolve()));
  return { url: `redis://127.0.0.1:${port}`, stop: () => child.kill() };
}

type Opened = { level: AnswerLevel; close?: () => void };
const levels: [string, boolean, () => Promise<Opened>][] = [
  ['memory', true, () => Promise.resolve({ level: new MemoryAnswers(10) })],
  ['sqlite', true, () => Promise.resolve({ level: new SqliteAnswers(openDatabase(':memory:'), wallClock, dayMs) })],
  [
    'redis',
    redisServer !== undefined,
    async () => {
      const level = await RedisAnswers.open((await redis)?.url ?? '', dayMs);
      return { level, close: () => level.close() };
    },
  ],
];

describe.each(levels)('answers in %s', (name, here, open) => {
  it.skipIf(!here)('are given as they were kept, and no others', async () => {
    const { level, close } = await open();
    expect(level.name).toBe(name);
    expect(await level.get('a')).toBeUndefined();
    await level.put('a', 'é\n{"x":1}');
    await level.put('b', '');
    expect(await level.get('a')).toBe('é\n{"x":1}');
    expect(await level.get('b'), 'an empty answer is an answer').toBe('');
    close?.();
  });
});

describe('levels', () => {
  it('memory lets the one go that was not asked for longest', async () => {
    const memory = new MemoryAnswers(2);
    await memory.put('a', '1');
    await memory.put('b', '2');
    await memory.get('a');
    await memory.put('c', '3');
    expect([await memory.get('a'), await memory.get('b'), await memory.get('c')]).toEqual(['1', undefined, '3']);
  });

  it('SQLite forgets what is too old, and keeps the rest over a restart', async () => {
    const clock = new HandClock();
    const database = openDatabase(':memory:');
    await new SqliteAnswers(database, clock, dayMs).put('a', '1');
    clock.advance(dayMs - 1);
    expect(await new SqliteAnswers(database, clock, dayMs).get('a')).toBe('1');
    clock.advance(1);
    const later = new SqliteAnswers(database, clock, dayMs);
    expect(await later.get('a')).toBeUndefined();
    await later.put('b', '2');
    expect(database.prepare('select key from llm_answer').all()).toEqual([{ key: 'b' }]);
  });

  it('a far answer comes into the near ones', async () => {
    const [near, far] = [new MemoryAnswers(5), new MemoryAnswers(5)];
    await far.put(cacheKey(question), 'kept');
    expect(await cacheOf(near, far).find(question)).toBe('kept');
    expect(await near.get(cacheKey(question))).toBe('kept');
  });

  it('one that fails is passed over and said once', async () => {
    const broken: AnswerLevel = { name: 'redis', get: never, put: never };
    const lines: string[] = [];
    const cache = new AnswerCache({
      levels: [broken, new MemoryAnswers(5)],
      scrub: text => text,
      log: openLog('warn', line => lines.push(line)),
    });
    expect(await cache.through(question, signal, () => Promise.resolve('x'))).toBe('x');
    expect(await cache.find(question)).toBe('x');
    expect(lines).toHaveLength(1);
  });

  it('without its package Redis says what to install, and never its address', async () => {
    const gone = () => Promise.reject(new Error('Cannot find package'));
    const refused = RedisAnswers.open('redis://:hunter2@127.0.0.1:1', dayMs);
    await expect(refused).rejects.toMatchObject({ code: 'provider.unavailable' });
    await expect(refused).rejects.not.toThrow(/hunter2/);
    const { loadRedis } = await import('../../../data/answers/redis-answers.ts');
    await expect(loadRedis(gone)).rejects.toMatchObject({
      code: 'config.missing-key',
      message: expect.stringContaining('npm install redis'),
    });
  });
});

describe('asking through the cache', () => {
  it('equal questions at once are asked once', async () => {
    let asked = 0;
    const cache = cacheOf(new MemoryAnswers(5));
    const ask = async () => {
      asked += 1;
      await new Promise(resolve => setTimeout(resolve, 5));
      return 'one';
    };
    const answers = await Promise.all(Array.from({ length: 20 }, () => cache.through(question, signal, ask)));
    expect(new Set(answers)).toEqual(new Set(['one']));
    expect(asked).toBe(1);
  });

  it('who waits is answered although the one who asked first hangs up, and can hang up alone', async () => {
    const cache = cacheOf(new MemoryAnswers(5));
    const [first, third] = [new AbortController(), new AbortController()];
    const hangs = new Promise<string>((_, reject) =>
      first.signal.addEventListener('abort', () => reject(new Error('gone'))),
    );
    const one = cache.through(question, first.signal, () => hangs);
    const two = cache.through(question, signal, () => Promise.resolve('mine'));
    const three = cache.through(question, third.signal, never);
    third.abort(new Error('enough'));
    await expect(three).rejects.toThrow('enough');
    first.abort();
    await expect(one).rejects.toThrow('gone');
    expect(await two).toBe('mine');
  });

  it('keeps no question and no answer with a secret in it', async () => {
    const database = openDatabase(':memory:');
    const cache = cacheOf(new MemoryAnswers(5), new SqliteAnswers(database, wallClock, dayMs));
    const secretQuestion = { ...question, messages: [{ by: 'person', text: `my key is ${canary}` }] };
    expect(await cache.through(secretQuestion, signal, () => Promise.resolve('fine'))).toBe('fine');
    expect(await cache.find(secretQuestion)).toBeUndefined();
    expect(await cache.through(question, signal, () => Promise.resolve(`it is ${canary}`))).toContain(canary);
    expect(await cache.find(question)).toBeUndefined();
    expect(database.serialize().includes(canary)).toBe(false);
    expect(database.prepare('select count(*) as n from llm_answer').get()).toEqual({ n: 0 });
  });
});

describe('a language model behind the cache', () => {
  const linksOf = (...texts: string[]) => {
    const model = new ScriptedModel(texts.map(text => ({ text })));
    const cache = cacheOf(new MemoryAnswers(5));
    const breaker = openBreaker({ failures: 2, restMs: 1000, clock: wallClock });
    return { model, ask: askLinks([{ id: 'openai', name: 'm', model, deadlineMs: 1000 }], { breaker, cache }) };
  };
  const talk = [{ by: 'person', text: 'hello' }] as const;

  it('is asked once for what the caller lets it keep, and again for another version of the prompt', async () => {
    const { model, ask } = linksOf('first', 'second');
    const answers = [];
    for (const keepAs of ['v1', 'v1', 'v2']) answers.push(await ask(talk, signal, { keepAs }));
    expect(answers.map(({ text, inputTokens }) => [text, inputTokens])).toEqual([
      ['first', 7],
      ['first', 0],
      ['second', 7],
    ]);
    model.assertFinished();
  });

  it('is asked each time where the caller says nothing: a turn may depend on time', async () => {
    const { model, ask } = linksOf('first', 'second');
    expect([(await ask(talk, signal)).text, (await ask(talk, signal)).text]).toEqual(['first', 'second']);
    model.assertFinished();
  });
});
