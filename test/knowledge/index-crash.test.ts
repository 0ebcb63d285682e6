import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { wallClock } from '../../config/clock.ts';
import { openDatabase } from '../../data/database.ts';
import { loadEntries } from '../../knowledge/glossary/load-entries.ts';
import { fitLsa } from '../../knowledge/retrieval/lsa.ts';
import { openLibrary } from '../../knowledge/retrieval/open-library.ts';
import { SqliteIndex } from '../../knowledge/retrieval/sqlite-index.ts';
import { temporaryFolder, testSettings } from '../kit/test-agent.ts';

const child = fileURLToPath(new URL('../kit/index-child.ts', import.meta.url));

const open = (path: string) => {
  const database = openDatabase(path);
  return { database, index: new SqliteIndex(database, 'crash', wallClock) };
};

describe('a process killed while it builds an index', () => {
  it.concurrent.each([
    ['item-0', 'old'],
    ['item-1700', 'old'],
    ['item-2999', 'old'],
    ['flip', 'old'],
    ['after-all', 'new'],
  ] as const)(
    'at %s leaves the %s one usable, and the next build succeeds',
    async (point, left) => {
      const path = join(temporaryFolder(), 'index.db');
      const before = open(path);
      await before.index.replace([{ id: 'old', lang: 'en', term: 'Old term', aliases: [], body: 'old' }], null);
      before.database.close();
      const run = spawn(process.execPath, ['--import', 'tsx', child, path, point], {
        stdio: ['ignore', 'ignore', 'inherit'],
      });
      const [, signal] = await once(run, 'exit');
      expect(signal, 'the child was killed, it did not end').toBe('SIGKILL');

      const { database, index } = open(path);
      expect(await index.stats()).toMatchObject({ items: left === 'old' ? 1 : 3000 });
      const [hit] = await index.query({ text: 'term', lang: 'en', k: 1 });
      expect(hit?.id).toMatch(left === 'old' ? /^old$/ : /^new\d+$/);
      expect(database.pragma('integrity_check', { simple: true })).toBe('ok');
      await index.replace([{ id: 'third', lang: 'en', term: 'Third term', aliases: [], body: '' }], null);
      expect(index.named('third term')).toEqual([{ id: 'third', name: 'Third term', key: 'third term' }]);
      const tables = database
        .prepare("select count(*) from sqlite_master where type = 'table' and name like 'crash\\_%\\_item' escape '\\'")
        .pluck();
      expect(tables.get(), 'nothing half-built is left').toBe(1);
      database.close();
    },
    60_000,
  );
});

it('a process killed while it learns leaves what was learnt before usable, and words for the new', async () => {
  const path = join(temporaryFolder(), 'library.db');
  let learnt = 0;
  const openWith = (count: number) => {
    const database = openDatabase(path);
    const { library } = openLibrary({
      database,
      clock: wallClock,
      entries: loadEntries().slice(0, count),
      settings: testSettings(),
      secrets: {},
      learn: async (texts, analyser) => {
        learnt += 1;
        return fitLsa(texts, analyser);
      },
      later: () => {},
      env: {},
    });
    return { database, library };
  };
  const before = openWith(8);
  await before.library.prepare();
  before.database.close();
  const learning = fileURLToPath(new URL('../kit/learning-child.ts', import.meta.url));
  const run = spawn(process.execPath, ['--import', 'tsx', learning, path, '12'], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const [, signal] = await once(run, 'exit');
  expect(signal, 'the child was killed, it did not end').toBe('SIGKILL');

  const more = openWith(12);
  expect((await more.library.search('What was lost from the peak?', { k: 1 })).length).toBe(1);
  expect(more.library.ranking).toBe('words');
  more.database.close();
  const old = openWith(8);
  await old.library.prepare();
  expect(learnt, 'words and letters of the first eight, once').toBe(2);
  await old.library.search('What was lost from the peak?', { k: 1 });
  expect(old.library.ranking).toBe('meaning');
  expect(old.database.pragma('integrity_check', { simple: true })).toBe('ok');
  old.database.close();
}, 60_000);
