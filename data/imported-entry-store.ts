import type { Clock } from '../config/clock.ts';
import type { Database } from './database.ts';

/** An entry as plain values, with its id. */
export type KeptEntry = { readonly id: string; readonly body: unknown };

/** Entries of glossaries that a person brought, in SQLite, by the collection that they came in. */
export class ImportedEntryStore {
  readonly #database: Database;
  readonly #clock: Clock;

  constructor(database: Database, clock: Clock) {
    this.#database = database;
    this.#clock = clock;
  }

  /** Puts these entries in the place of all others of the collection, all of them or none. */
  keep(collection: string, entries: readonly KeptEntry[]): void {
    const insert = this.#database.prepare('insert into imported_entry (id, at, collection, body) values (?, ?, ?, ?)');
    const write = this.#database.transaction(() => {
      this.#database.prepare('delete from imported_entry where collection = ?').run(collection);
      for (const { id, body } of entries) insert.run(id, this.#clock.now(), collection, JSON.stringify(body));
    });
    write.immediate();
  }

  find(id: string): unknown {
    const body = this.#database
      .prepare<[string], { body: string }>('select body from imported_entry where id = ?')
      .get(id)?.body;
    return body === undefined ? undefined : JSON.parse(body);
  }

  /** All entries, in the order in which they were kept. */
  all(): unknown[] {
    return this.#database
      .prepare<[], { body: string }>('select body from imported_entry order by rowid')
      .all()
      .map(({ body }) => JSON.parse(body));
  }
}
