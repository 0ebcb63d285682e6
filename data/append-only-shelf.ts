import { QuaestorError } from '../config/errors.ts';
import type { Database } from './database.ts';
import { canonicalJson, sha256 } from './ledger-chain.ts';

/** Text that was written once under a name, with the instant at which it was. */
export type Shelved<T> = { readonly id: string; readonly at: number; readonly body: T };

/** Reads a body back. @throws whatever says that it is none */
export type ReadBody<T> = (body: unknown) => T;

type Tables = { model_call: 'id'; decision_outcome: 'decision_id'; lesson: 'source' };
const keyOf: Tables = { model_call: 'id', decision_outcome: 'decision_id', lesson: 'source' };

/** One append-only table of an account: a body for each name, in the order in which they came. */
export class AppendOnlyShelf<T> {
  readonly #database: Database;
  readonly #table: keyof Tables;
  readonly #accountId: string;
  readonly #read: ReadBody<T>;

  constructor(database: Database, table: keyof Tables, accountId: string, read: ReadBody<T>) {
    this.#database = database;
    this.#table = table;
    this.#accountId = accountId;
    this.#read = read;
  }

  /** Writes a body down unless the name has one. @returns the sha256 of what stands under the name */
  add(id: string, at: number, body: T): string {
    const text = canonicalJson(body);
    this.#database
      .prepare(
        `insert into ${this.#table} (${keyOf[this.#table]}, at, account_id, body) values (?, ?, ?, ?) on conflict do nothing`,
      )
      .run(id, at, this.#accountId, text);
    return sha256(this.text(id) ?? '');
  }

  /** The body as it was written, byte for byte. */
  text(id: string): string | undefined {
    return this.#database
      .prepare<[string, string], { body: string }>(
        `select body from ${this.#table} where ${keyOf[this.#table]} = ? and account_id = ?`,
      )
      .get(id, this.#accountId)?.body;
  }

  find(id: string): T | undefined {
    const text = this.text(id);
    return text === undefined ? undefined : this.#parsed(id, text);
  }

  /** Every body, oldest first. */
  all(): Shelved<T>[] {
    const key = keyOf[this.#table];
    return this.#database
      .prepare<[string], { id: string; at: number; body: string }>(
        `select ${key} as id, at, body from ${this.#table} where account_id = ? order by rowid`,
      )
      .all(this.#accountId)
      .map(({ id, at, body }) => ({ id, at, body: this.#parsed(id, body) }));
  }

  count(): number {
    const row = this.#database
      .prepare<[string], { count: number }>(`select count(*) as count from ${this.#table} where account_id = ?`)
      .get(this.#accountId);
    return row?.count ?? 0;
  }

  #parsed(id: string, text: string): T {
    try {
      return this.#read(JSON.parse(text));
    } catch (cause) {
      throw new QuaestorError('bug.unexpected', `The ${this.#table} "${id}" cannot be read back.`, { id }, cause);
    }
  }
}
