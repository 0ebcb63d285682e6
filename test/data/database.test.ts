import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { openDatabase } from '../../data/database.ts';
import { temporaryFolder } from '../kit/test-agent.ts';

const migrations = readdirSync(new URL('../../data/migrations/', import.meta.url)).sort();
const opener = fileURLToPath(new URL('../kit/open-child.ts', import.meta.url));
const versionOf = (database: ReturnType<typeof openDatabase>) => database.pragma('user_version', { simple: true });

describe('the database', () => {
  it('has migrations numbered from 0001 without a gap', () => {
    expect(migrations.map(name => name.slice(0, 5))).toEqual(
      migrations.map((_, i) => `${String(i + 1).padStart(4, '0')}-`),
    );
    for (const name of migrations) expect(name).toMatch(/^\d{4}-[a-z-]+\.sql$/);
  });

  it('is brought up to date when it is opened, and opening it again changes nothing', () => {
    const path = join(temporaryFolder(), 'deep', 'down', 'quaestor.db');
    const first = openDatabase(path);
    expect(versionOf(first)).toBe(migrations.length);
    const schema = (database: typeof first) =>
      database.prepare('select sql from sqlite_master order by name').pluck().all();
    const before = schema(first);
    first.close();
    const second = openDatabase(path);
    expect(schema(second)).toEqual(before);
    expect(versionOf(second)).toBe(migrations.length);
    second.close();
  });

  it('of a newer program is refused and left as it is', () => {
    const path = join(temporaryFolder(), 'quaestor.db');
    const newer = openDatabase(path);
    newer.pragma(`user_version = ${migrations.length + 1}`);
    expect(() => openDatabase(path)).toThrow(
      expect.objectContaining({
        code: 'config.invalid',
        message: `The database is at version ${migrations.length + 1}; this program knows ${migrations.length}.`,
      }),
    );
    expect(versionOf(newer)).toBe(migrations.length + 1);
    newer.close();
  });

  it('is made once when several processes open it at the same moment', async () => {
    const path = join(temporaryFolder(), 'quaestor.db');
    const children = Array.from({ length: 3 }, () =>
      spawn(process.execPath, ['--import', 'tsx', opener, path], { stdio: ['pipe', 'pipe', 'ignore'] }),
    );
    await Promise.all(children.map(child => once(child.stdout, 'data')));
    for (const child of children) child.stdin.end('go');
    const codes = await Promise.all(children.map(async child => (await once(child, 'exit'))[0]));
    expect(codes, 'none finds a table that another has just made').toEqual([0, 0, 0]);
    const database = openDatabase(path);
    expect(versionOf(database)).toBe(migrations.length);
    database.close();
  });

  it('survives a power cut: it writes ahead and syncs in full', () => {
    const database = openDatabase(join(temporaryFolder(), 'quaestor.db'));
    expect(database.pragma('journal_mode', { simple: true })).toBe('wal');
    expect(database.pragma('synchronous', { simple: true }), '2 is full').toBe(2);
    expect(database.pragma('foreign_keys', { simple: true })).toBe(1);
    database.close();
  });
});
