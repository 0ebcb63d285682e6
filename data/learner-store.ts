import type { Clock } from '../config/clock.ts';
import type { Database } from './database.ts';

/** Who learns: a person on a channel. */
export type LearnerId = { readonly channel: string; readonly id: string };

/** What is known of one person and one term. */
export type CardRow = {
  readonly entryId: string;
  /** 1 to 5. */
  readonly box: number;
  /** Instant (UTC ms) from which the term is asked again. */
  readonly dueAt: number;
  readonly asked: number;
  readonly answeredRight: number;
};

/** Cards, the latest question and the level of each person. Nobody reads another's. */
export class LearnerStore {
  readonly #database: Database;
  readonly #clock: Clock;

  constructor(database: Database, clock: Clock) {
    this.#database = database;
    this.#clock = clock;
  }

  cards({ channel, id }: LearnerId): CardRow[] {
    return this.#database
      .prepare<[string, string], CardRow>(
        `select entry_id as entryId, box, due_at as dueAt, asked, answered_right as answeredRight
         from quiz_card where channel = ? and person_id = ? order by due_at, entry_id`,
      )
      .all(channel, id);
  }

  /** Writes an answered question and the card that follows from it, both or neither. */
  settle(owner: LearnerId, card: CardRow, question: unknown): void {
    this.#database
      .transaction(() => {
        const { entryId, box, dueAt, asked, answeredRight } = card;
        this.#database
          .prepare(
            `insert into quiz_card (channel, person_id, entry_id, box, due_at, asked, answered_right)
             values (?, ?, ?, ?, ?, ?, ?)
             on conflict (channel, person_id, entry_id) do update set box = excluded.box, due_at = excluded.due_at,
               asked = excluded.asked, answered_right = excluded.answered_right`,
          )
          .run(owner.channel, owner.id, entryId, box, dueAt, asked, answeredRight);
        this.keepQuestion(owner, question);
      })
      .immediate();
  }

  question({ channel, id }: LearnerId): unknown {
    const row = this.#database
      .prepare<[string, string], { body: string }>('select body from quiz_question where channel = ? and person_id = ?')
      .get(channel, id);
    return row && JSON.parse(row.body);
  }

  keepQuestion({ channel, id }: LearnerId, body: unknown): void {
    this.#database
      .prepare(
        `insert into quiz_question (channel, person_id, at, body) values (?, ?, ?, ?)
         on conflict (channel, person_id) do update set at = excluded.at, body = excluded.body`,
      )
      .run(channel, id, this.#clock.now(), JSON.stringify(body));
  }

  /** A lasting choice of the person, such as the level of explanations. */
  choice({ channel, id }: LearnerId, name: 'level'): string | undefined {
    return this.#database
      .prepare<[string, string, string], { value: string }>(
        'select value from preference where channel = ? and person_id = ? and name = ?',
      )
      .get(channel, id, name)?.value;
  }

  choose({ channel, id }: LearnerId, name: 'level', value: string): void {
    this.#database
      .prepare(
        `insert into preference (channel, person_id, name, value) values (?, ?, ?, ?)
         on conflict (channel, person_id, name) do update set value = excluded.value`,
      )
      .run(channel, id, name, value);
  }
}
