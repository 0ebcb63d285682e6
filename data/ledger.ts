import type { Clock } from '../config/clock.ts';
import { wallClock } from '../config/clock.ts';
import { QuaestorError } from '../config/errors.ts';
import type { Database } from './database.ts';
import { type ChainHead, canonicalJson, genesis, hashOf, type StoredRow, verifyChain } from './ledger-chain.ts';
import { type Actor, type LedgerBody, type LedgerKind, type LedgerRow, ledgerBodies } from './ledger-row.ts';

/** What is written down of an account, in order, for ever. */
export interface Ledger {
  /** Adds one row; the body is checked against its kind. @throws `bug.unexpected` on a body of the wrong shape */
  append<K extends LedgerKind>(kind: K, body: LedgerBody<K>, actor: Actor): LedgerRow<K>;
  /** Rows of the given kinds (all when none is named), oldest first. */
  rows<K extends LedgerKind = LedgerKind>(...kinds: K[]): LedgerRow<K>[];
  /** The same of those behind a sequence number: what came since somebody looked. */
  rowsAfter<K extends LedgerKind = LedgerKind>(sequence: number, ...kinds: K[]): LedgerRow<K>[];
}

function parseBody<K extends LedgerKind>(kind: K, body: unknown): LedgerBody<K> {
  const parsed = ledgerBodies[kind].safeParse(body);
  if (!parsed.success) {
    throw new QuaestorError('bug.unexpected', `A "${kind}" row has a wrong body: ${parsed.error.message}`, {
      kind,
      body,
    });
  }
  return parsed.data as LedgerBody<K>;
}

/** A ledger that lives as long as the process: what backtests write. It has no hash chain, since nobody can touch it. */
export class MemoryLedger implements Ledger {
  readonly #rows: LedgerRow[] = [];
  readonly #accountId: string;
  readonly #clock: Clock;

  constructor(accountId: string, clock: Clock = wallClock) {
    this.#accountId = accountId;
    this.#clock = clock;
  }

  append<K extends LedgerKind>(kind: K, body: LedgerBody<K>, actor: Actor): LedgerRow<K> {
    const row: LedgerRow<K> = {
      sequence: this.#rows.length + 1,
      at: this.#clock.now(),
      accountId: this.#accountId,
      actor,
      kind,
      body: parseBody(kind, body),
    };
    this.#rows.push(row);
    return row;
  }

  rows<K extends LedgerKind = LedgerKind>(...kinds: K[]): LedgerRow<K>[] {
    return this.rowsAfter(0, ...kinds);
  }

  rowsAfter<K extends LedgerKind = LedgerKind>(sequence: number, ...kinds: K[]): LedgerRow<K>[] {
    const wanted = new Set<LedgerKind>(kinds);
    return this.#rows.filter(
      row => row.sequence > sequence && (wanted.size === 0 || wanted.has(row.kind)),
    ) as LedgerRow<K>[];
  }
}

const fromStored = (row: StoredRow & { kind: LedgerKind }): LedgerRow => ({
  sequence: row.sequence,
  at: row.at,
  accountId: row.account_id,
  actor: { channel: row.actor_channel, id: row.actor_id },
  kind: row.kind,
  body: parseBody(row.kind, JSON.parse(row.body)),
});

/** The ledger of an account in SQLite: append-only by triggers, and chained by hashes so that a change shows. */
export class SqliteLedger implements Ledger {
  readonly #database: Database;
  readonly #accountId: string;
  readonly #clock: Clock;

  constructor(database: Database, accountId: string, clock: Clock = wallClock) {
    this.#database = database;
    this.#accountId = accountId;
    this.#clock = clock;
  }

  append<K extends LedgerKind>(kind: K, body: LedgerBody<K>, actor: Actor): LedgerRow<K> {
    const checked = parseBody(kind, body);
    const write = this.#database.transaction((): LedgerRow<K> => {
      const last = this.#database
        .prepare<[], Pick<StoredRow, 'sequence' | 'hash'>>(
          'select sequence, hash from ledger order by sequence desc limit 1',
        )
        .get();
      const row = {
        sequence: (last?.sequence ?? 0) + 1,
        at: this.#clock.now(),
        account_id: this.#accountId,
        actor_channel: actor.channel,
        actor_id: actor.id,
        kind,
        body: canonicalJson(checked),
        previous_hash: last?.hash ?? genesis,
      };
      this.#database
        .prepare(
          `insert into ledger (sequence, at, account_id, actor_channel, actor_id, kind, body, previous_hash, hash)
           values (@sequence, @at, @account_id, @actor_channel, @actor_id, @kind, @body, @previous_hash, @hash)`,
        )
        .run({ ...row, hash: hashOf(row) });
      return { sequence: row.sequence, at: row.at, accountId: this.#accountId, actor, kind, body: checked };
    });
    return this.#database.inTransaction ? write() : write.immediate();
  }

  rows<K extends LedgerKind = LedgerKind>(...kinds: K[]): LedgerRow<K>[] {
    return this.rowsAfter(0, ...kinds);
  }

  rowsAfter<K extends LedgerKind = LedgerKind>(sequence: number, ...kinds: K[]): LedgerRow<K>[] {
    const filter = kinds.length === 0 ? '' : ` and kind in (${kinds.map(() => '?').join(', ')})`;
    const stored = this.#database
      .prepare<[string, number, ...string[]], StoredRow & { kind: LedgerKind }>(
        `select * from ledger where account_id = ? and sequence > ?${filter} order by sequence`,
      )
      .all(this.#accountId, sequence, ...kinds);
    return stored.map(fromStored) as LedgerRow<K>[];
  }

  /** Every row of every account as it is stored, oldest first. */
  stored(): IterableIterator<StoredRow> {
    return this.#database.prepare<[], StoredRow>('select * from ledger order by sequence').iterate();
  }

  /**
   * Recomputes the whole chain.
   * @returns the number of rows
   * @throws QuaestorError `ledger.broken-chain` that names the first row that was changed or is missing
   */
  verify(): number {
    const head = this.head();
    return verifyChain(this.stored(), head).rows;
  }

  /** The newest row, as it is kept beside the rows; undefined before the first. */
  head(): ChainHead | undefined {
    return this.#database.prepare<[], ChainHead>('select sequence, hash from ledger_head').get();
  }
}
