import type { Clock } from '../../config/clock.ts';
import type { Database } from '../database.ts';
import type { AnswerLevel } from './answer-level.ts';

/** Answers in the state database; those older than `maximumAgeMs` are neither given nor kept. */
export class SqliteAnswers implements AnswerLevel {
  readonly name = 'sqlite';
  readonly #database: Database;
  readonly #clock: Clock;
  readonly #maximumAgeMs: number;

  constructor(database: Database, clock: Clock, maximumAgeMs: number) {
    this.#database = database;
    this.#clock = clock;
    this.#maximumAgeMs = maximumAgeMs;
  }

  get(key: string): Promise<string | undefined> {
    const row = this.#database
      .prepare<[string, number], { answer: string }>('select answer from llm_answer where key = ? and at > ?')
      .get(key, this.#oldest());
    return Promise.resolve(row?.answer);
  }

  put(key: string, answer: string): Promise<void> {
    const write = this.#database.transaction(() => {
      this.#database.prepare('delete from llm_answer where at <= ?').run(this.#oldest());
      this.#database
        .prepare('insert or replace into llm_answer (key, at, answer) values (?, ?, ?)')
        .run(key, this.#clock.now(), answer);
    });
    write.immediate();
    return Promise.resolve();
  }

  #oldest(): number {
    return this.#clock.now() - this.#maximumAgeMs;
  }
}
