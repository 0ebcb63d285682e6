import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import type { Clock } from '../../config/clock.ts';
import type { Database } from '../../data/database.ts';
import type { AccountId } from '../../data/people-store.ts';

export const Rating = z.enum(['good', 'bad']);
export type Rating = z.infer<typeof Rating>;

/** What was answered, kept with the judgements of it: the tool and its whole output, a forecast for example. */
export const Rated = z.strictObject({ tool: z.string(), output: z.unknown() });
export type Rated = z.infer<typeof Rated>;

/** One person's judgement of one answer: a label for the next training. */
export type FeedbackLabel = {
  /** UTC ms. */
  readonly at: number;
  readonly answeredAt: number;
  readonly person: AccountId;
  readonly rating: Rating;
  /** How it was said: a button in a chat, a link in an e-mail, the API. */
  readonly way: string;
  readonly rated: Rated;
};

type Stored = {
  at: number;
  answeredAt: number;
  channel: string;
  person_id: string;
  rating: Rating;
  way: string;
  body: string;
};

/** What came of a judgement: kept, kept in the place of an earlier one, the same as before, or about nothing known. */
export type Judged = 'kept' | 'changed' | 'same' | 'unknown';

/** Answers that can be judged and what people said of them. An answer that nobody judged is dropped after `keepMs`. */
export class FeedbackStore {
  readonly #database: Database;
  readonly #wall: Clock;
  readonly #keepMs: number;

  constructor(database: Database, wall: Clock, keepMs: number) {
    this.#database = database;
    this.#wall = wall;
    this.#keepMs = keepMs;
  }

  /**
   * Keeps an answer for its judgement.
   * @param shownTo who gets to see it: it is the answer that they mean when they name none
   * @returns the id that its buttons carry
   */
  keep(rated: Rated, shownTo?: AccountId): string {
    const id = randomBytes(6).toString('hex');
    const now = this.#wall.now();
    this.#database
      .prepare('delete from rated where at < ? and id not in (select rated_id from feedback)')
      .run(now - this.#keepMs);
    this.#database
      .prepare('insert into rated (id, at, body) values (?, ?, ?)')
      .run(id, now, JSON.stringify(Rated.parse(rated)));
    if (shownTo) this.#noteShown(shownTo, id);
    return id;
  }

  /** The answer that a person was shown last. */
  lastShown({ channel, id }: AccountId): string | undefined {
    return this.#database
      .prepare<[string, string], { value: string }>(
        "select value from preference where channel = ? and person_id = ? and name = 'rated'",
      )
      .get(channel, id)?.value;
  }

  /** Takes a judgement. A person has one for each answer, the latest. */
  judge({ channel, id }: AccountId, ratedId: string, rating: Rating, way: string): Judged {
    if (!this.#database.prepare('select 1 from rated where id = ?').get(ratedId)) return 'unknown';
    const before = this.ratingOf({ channel, id }, ratedId);
    if (before === rating) return 'same';
    this.#database
      .prepare(
        `insert into feedback (at, channel, person_id, rated_id, rating, way) values (?, ?, ?, ?, ?, ?)
         on conflict (channel, person_id, rated_id) do update set at = excluded.at, rating = excluded.rating,
           way = excluded.way`,
      )
      .run(this.#wall.now(), channel, id, ratedId, rating, way);
    return before === undefined ? 'kept' : 'changed';
  }

  ratingOf({ channel, id }: AccountId, ratedId: string): Rating | undefined {
    return this.#database
      .prepare<[string, string, string], { rating: Rating }>(
        'select rating from feedback where channel = ? and person_id = ? and rated_id = ?',
      )
      .get(channel, id, ratedId)?.rating;
  }

  /** Every judgement with the answer that it judges, oldest first. */
  labels(): FeedbackLabel[] {
    return this.#database
      .prepare<[], Stored>(
        `select f.at, r.at as answeredAt, f.channel, f.person_id, f.rating, f.way, r.body
         from feedback f join rated r on r.id = f.rated_id order by f.id`,
      )
      .all()
      .map(({ channel, person_id, body, ...row }) => ({
        ...row,
        person: { channel, id: person_id },
        rated: Rated.parse(JSON.parse(body)),
      }));
  }

  #noteShown({ channel, id }: AccountId, ratedId: string): void {
    this.#database
      .prepare(
        `insert into preference (channel, person_id, name, value) values (?, ?, 'rated', ?)
         on conflict (channel, person_id, name) do update set value = excluded.value`,
      )
      .run(channel, id, ratedId);
  }
}
