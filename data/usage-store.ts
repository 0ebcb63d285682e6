import type { Clock } from '../config/clock.ts';
import type { Database } from './database.ts';

/** One answered call of a language model. Tokens are 0 where the provider does not tell; `usd` is null where no price is known. */
export type ModelUse = {
  readonly channel: string;
  readonly personId: string;
  readonly link: string;
  readonly model: string;
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly usd: number | null;
};

/** What was used on one day (UTC). `usd` sums the calls whose price is known. */
export type DayUse = { readonly tokens: number; readonly usd: number; readonly calls: number };

export type UseRow = Omit<ModelUse, 'usd'> & {
  readonly day: string;
  readonly calls: number;
  readonly usd: number;
  /** Calls whose price nobody knows: their cost is missing in `usd`. */
  readonly unpricedCalls: number;
};

const sums =
  'coalesce(sum(input_tokens + output_tokens), 0) as tokens, coalesce(sum(usd), 0) as usd, coalesce(sum(calls), 0) as calls';

/** Tokens and cost of language models by day, person, link and model. */
export class UsageStore {
  readonly #database: Database;
  readonly #clock: Clock;

  constructor(database: Database, clock: Clock) {
    this.#database = database;
    this.#clock = clock;
  }

  /** Today, as days are counted here: UTC on the wall. */
  today(): string {
    return new Date(this.#clock.now()).toISOString().slice(0, 10);
  }

  add({ channel, personId, link, model, inputTokens, outputTokens, usd }: ModelUse): void {
    this.#database
      .prepare(
        `insert into llm_usage (day, channel, person_id, link, model, calls, input_tokens, output_tokens, usd, unpriced_calls)
         values (?, ?, ?, ?, ?, 1, ?, ?, ?, ?)
         on conflict (day, channel, person_id, link, model) do update set calls = calls + 1,
           input_tokens = input_tokens + excluded.input_tokens, output_tokens = output_tokens + excluded.output_tokens,
           usd = usd + excluded.usd, unpriced_calls = unpriced_calls + excluded.unpriced_calls`,
      )
      .run(this.today(), channel, personId, link, model, inputTokens, outputTokens, usd ?? 0, usd === null ? 1 : 0);
  }

  /** What everybody has used today. */
  all(): DayUse {
    const row = this.#database
      .prepare<[string], DayUse>(`select ${sums} from llm_usage where day = ?`)
      .get(this.today());
    return row ?? { tokens: 0, usd: 0, calls: 0 };
  }

  /** What one person has used today. */
  of(person: { channel: string; id: string }): DayUse {
    const row = this.#database
      .prepare<[string, string, string], DayUse>(
        `select ${sums} from llm_usage where day = ? and channel = ? and person_id = ?`,
      )
      .get(this.today(), person.channel, person.id);
    return row ?? { tokens: 0, usd: 0, calls: 0 };
  }

  /** The rows of one day, today's by default, the largest users first. */
  rows(day = this.today()): UseRow[] {
    return this.#database
      .prepare<[string], UseRow>(
        `select day, channel, person_id as personId, link, model, calls, input_tokens as inputTokens,
           output_tokens as outputTokens, usd, unpriced_calls as unpricedCalls
         from llm_usage where day = ? order by input_tokens + output_tokens desc, person_id`,
      )
      .all(day);
  }
}
