import { describe, expect, it } from 'vitest';
import { wallClock } from '../../config/clock.ts';
import { openDatabase } from '../../data/database.ts';
import { openChromaClient } from '../../knowledge/retrieval/chroma-client.ts';
import { ChromaIndex } from '../../knowledge/retrieval/chroma-index.ts';
import { SqliteIndex } from '../../knowledge/retrieval/sqlite-index.ts';
import { knowledgeIndexContract } from './knowledge-index.ts';

const sqlite = () => new SqliteIndex(openDatabase(':memory:'), 'contract', wallClock);

knowledgeIndexContract('SQLite', async () => sqlite(), 1);

const url = process.env.CHROMA_URL ?? 'http://127.0.0.1:8000';
const client = await openChromaClient(url).catch(() => undefined);
const answers = client !== undefined && (await client.heartbeat().then(Number.isFinite, () => false));

describe.skipIf(!answers)(`Chroma (skipped unless its package is installed and a server answers at ${url})`, () => {
  let opened = 0;
  knowledgeIndexContract(
    'Chroma',
    async () => {
      opened += 1;
      return new ChromaIndex(await openChromaClient(url), sqlite(), `contract${process.pid}-${opened}`);
    },
    0.98,
  );
});

describe('Chroma that is not there', () => {
  it.each(['', 'localhost', 'ftp://127.0.0.1'])('is refused at the address %j', async address => {
    await expect(openChromaClient(address)).rejects.toMatchObject({ code: 'config.invalid' });
  });

  it('is named, with what to do, when its server is silent', async () => {
    const silent = () => Promise.reject(new Error('connect ECONNREFUSED'));
    const dead = { heartbeat: silent, getOrCreateCollection: silent, getCollection: silent, deleteCollection: silent };
    const index = new ChromaIndex(dead, sqlite(), 'dead');
    expect(await index.health()).toMatchObject({ ok: false, why: expect.stringContaining('CHROMA_URL') });
    await expect(index.replace([], null)).rejects.toMatchObject({ code: 'provider.unavailable' });
    await expect(index.query({ vector: new Float32Array(3), k: 1 })).rejects.toMatchObject({
      code: 'provider.unavailable',
    });
  });
});
