import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Database, openDatabase } from '../../data/database.ts';
import { MemoryLedger, SqliteLedger } from '../../data/ledger.ts';
import { canonicalJson, sha256 } from '../../data/ledger-chain.ts';
import { temporaryFolder } from '../kit/test-agent.ts';
import { actor, aFill, ledgerContract } from './ledger.ts';

ledgerContract('MemoryLedger', clock => new MemoryLedger('paper', clock));
ledgerContract('SqliteLedger', clock => new SqliteLedger(openDatabase(':memory:'), 'paper', clock));

/** A database with `count` fills, and the ledger on it. */
function written(count: number): { database: Database; ledger: SqliteLedger } {
  const database = openDatabase(':memory:');
  const ledger = new SqliteLedger(database, 'paper');
  for (let i = 1; i <= count; i += 1) ledger.append('fill', { ...aFill, clientOrderId: `O-${i}` }, actor);
  return { database, ledger };
}

/** Somebody with the file and SQL who does not care about triggers. */
function tamper(database: Database, ...statements: string[]): void {
  database.exec('drop trigger ledger_no_update; drop trigger ledger_no_delete;');
  for (const statement of statements) database.exec(statement);
}

const brokenAt = (sequence: number) =>
  expect.objectContaining({
    code: 'ledger.broken-chain',
    message: `Ledger row ${sequence} was changed or is missing.`,
  });

describe('the hash chain', () => {
  it('verifies, with the number of rows', () => {
    expect(written(0).ledger.verify()).toBe(0);
    expect(written(5).ledger.verify()).toBe(5);
  });

  it('starts from zeros, and each row names the hash of the one before', () => {
    const { database } = written(3);
    const rows = database.prepare<[], Record<string, string>>('select * from ledger order by sequence').all();
    expect(rows.map(row => row.previous_hash)).toEqual(['0'.repeat(64), rows[0]?.hash, rows[1]?.hash]);
    const [row] = rows;
    const content = [
      row?.sequence,
      row?.at,
      row?.account_id,
      row?.actor_channel,
      row?.actor_id,
      row?.kind,
      row?.body,
      row?.previous_hash,
    ];
    expect(row?.hash, 'SHA-256 of the canonical JSON of the row').toBe(sha256(JSON.stringify(content)));
  });

  it.each([
    ['body', 'body = replace(body, \'"quantity":2\', \'"quantity":3\')'],
    ['instant', 'at = at + 1'],
    ['account', "account_id = 'other'"],
    ['channel', "actor_channel = 'web'"],
    ['person', "actor_id = 'nobody'"],
    ['kind', "kind = 'draft'"],
    ['hash', "hash = 'x'"],
    ['link', "previous_hash = 'x'"],
  ])('finds and names the row whose %s was changed', (_what, change) => {
    const { database, ledger } = written(5);
    tamper(database, `update ledger set ${change} where sequence = 3`);
    expect(() => ledger.verify()).toThrow(brokenAt(3));
  });

  it('finds a missing row, the first one included', () => {
    for (const gone of [1, 3, 5]) {
      const { database, ledger } = written(5);
      tamper(database, `delete from ledger where sequence = ${gone}`);
      expect(() => ledger.verify()).toThrow(brokenAt(gone));
    }
  });

  it('misses rows that were cut off its end', () => {
    const { database, ledger } = written(5);
    tamper(database, 'delete from ledger where sequence > 3');
    expect(() => ledger.verify()).toThrow(brokenAt(4));
    const { database: other, ledger: changed } = written(3);
    other.exec("update ledger_head set hash = 'x'");
    expect(() => changed.verify(), 'another last row than the one that is kept beside').toThrow(brokenAt(3));
    expect(() => other.exec('delete from ledger_head')).toThrow('append-only');
  });

  it('finds rows whose places were swapped', () => {
    const { database, ledger } = written(5);
    tamper(
      database,
      'update ledger set sequence = -2 where sequence = 2',
      'update ledger set sequence = 2 where sequence = 4',
      'update ledger set sequence = 4 where sequence = -2',
    );
    expect(() => ledger.verify()).toThrow(brokenAt(2));
  });

  it('finds a row that was put in with a hash of its own', () => {
    const { database, ledger } = written(2);
    database.exec(
      `insert into ledger select 3, at, account_id, actor_channel, actor_id, kind, body, hash, 'made-up' from ledger where sequence = 2`,
    );
    expect(() => ledger.verify()).toThrow(brokenAt(3));
  });
});

describe('the ledger in SQLite', () => {
  it('cannot be updated or deleted from', () => {
    const { database, ledger } = written(2);
    expect(() => database.exec('update ledger set at = 0')).toThrow('the ledger is append-only');
    expect(() => database.exec('delete from ledger')).toThrow('the ledger is append-only');
    expect(ledger.verify()).toBe(2);
  });

  it('two handles on one file interleave without breaking the chain', () => {
    const path = join(temporaryFolder(), 'quaestor.db');
    const [one, two] = [openDatabase(path), openDatabase(path)];
    const ledgers = [new SqliteLedger(one, 'paper'), new SqliteLedger(two, 'paper')];
    for (let i = 0; i < 20; i += 1)
      ledgers[i % 3 === 0 ? 0 : 1]?.append('fill', { ...aFill, clientOrderId: `O-${i}` }, actor);
    for (const ledger of ledgers) {
      expect(ledger.verify()).toBe(20);
      expect(ledger.rows('fill').map(row => row.body.clientOrderId)).toEqual(
        Array.from({ length: 20 }, (_, i) => `O-${i}`),
      );
    }
    one.close();
    two.close();
  });

  it('rows of a transaction that fails are not written, and the chain goes on', () => {
    const { database, ledger } = written(1);
    const work = database.transaction(() => {
      ledger.append('fill', aFill, actor);
      throw new Error('no');
    });
    expect(() => work.immediate()).toThrow('no');
    ledger.append('fill', aFill, actor);
    expect(ledger.verify()).toBe(2);
  });

  it('accounts share the chain and see their own rows only', () => {
    const { database, ledger } = written(2);
    const other = new SqliteLedger(database, 'other');
    other.append('fill', aFill, actor);
    ledger.append('fill', aFill, actor);
    expect(ledger.rows().map(row => row.sequence)).toEqual([1, 2, 4]);
    expect(other.rows().map(row => row.sequence)).toEqual([3]);
    expect(other.verify()).toBe(4);
  });
});

describe('canonical JSON', () => {
  it('is the same text whatever the order of the keys, and leaves out what is undefined', () => {
    expect(canonicalJson({ b: [1, { d: null, c: 'x' }], a: true, z: undefined })).toBe(
      '{"a":true,"b":[1,{"c":"x","d":null}]}',
    );
    expect(canonicalJson({ a: true, b: [1, { c: 'x', d: null }] })).toBe(
      canonicalJson({ b: [1, { d: null, c: 'x' }], a: true }),
    );
    expect(JSON.parse(canonicalJson({ 'é"': '\n' }))).toEqual({ 'é"': '\n' });
  });
});
