import type { Clock } from '../config/clock.ts';
import type { Database } from './database.ts';

/** A term that was asked for and that no glossary here holds. */
export type CoverageGap = { readonly term: string; readonly times: number; readonly lastAt: number };

/** Terms that are kept: whoever asks nonsense without end fills no disk. */
const mostKept = 1000;
const longestTerm = 80;

/** What people asked and no entry answers, with how often: what to write next. */
export class CoverageGaps {
  readonly #database: Database;
  readonly #clock: Clock;

  constructor(database: Database, clock: Clock) {
    this.#database = database;
    this.#clock = clock;
  }

  note(term: string): void {
    const key = term.slice(0, longestTerm);
    if (key === '') return;
    const write = this.#database.transaction(() => {
      this.#database
        .prepare(
          `insert into coverage_gap (term, times, last_at) values (?, 1, ?)
           on conflict (term) do update set times = times + 1, last_at = excluded.last_at`,
        )
        .run(key, this.#clock.now());
      this.#database
        .prepare(
          'delete from coverage_gap where term not in (select term from coverage_gap order by last_at desc, rowid desc limit ?)',
        )
        .run(mostKept);
    });
    write.immediate();
  }

  /** The most asked for first. */
  list(count: number): CoverageGap[] {
    return this.#database
      .prepare<[number], { term: string; times: number; last_at: number }>(
        'select term, times, last_at from coverage_gap order by times desc, last_at desc, term limit ?',
      )
      .all(count)
      .map(({ term, times, last_at: lastAt }) => ({ term, times, lastAt }));
  }
}
