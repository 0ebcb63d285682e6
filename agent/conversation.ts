import { z } from 'zod';
import type { Clock } from '../config/clock.ts';
import { Language } from '../config/settings.ts';
import type { Database } from '../data/database.ts';

/** One message of a conversation as it is kept. Cards are not kept: their figures belong to their moment. */
export const Kept = z.strictObject({
  role: z.enum(['human', 'ai', 'tool']),
  text: z.string(),
  calls: z
    .array(z.strictObject({ id: z.string(), name: z.string(), args: z.record(z.string(), z.unknown()) }))
    .optional(),
  callId: z.string().optional(),
  name: z.string().optional(),
  /** What the planner asked back for, so that the next answer can complete it. */
  pending: z.record(z.string(), z.unknown()).optional(),
});
export type Kept = z.infer<typeof Kept>;

type Owner = { channel: string; id: string };

/** One conversation per person and channel, trimmed at turn boundaries. Nobody reads another's. */
export class ConversationStore {
  readonly #database: Database;
  readonly #keep: number;
  readonly #wall: Clock;

  constructor(database: Database, keepMessages: number, wall: Clock) {
    this.#database = database;
    this.#keep = keepMessages;
    this.#wall = wall;
  }

  load({ channel, id }: Owner): Kept[] {
    return this.#database
      .prepare<[string, string], { body: string }>(
        'select body from conversation_message where channel = ? and person_id = ? order by sequence',
      )
      .all(channel, id)
      .map(row => Kept.parse(JSON.parse(row.body)));
  }

  /** Adds a whole turn, then drops the oldest whole turns beyond the limit. */
  append({ channel, id }: Owner, messages: readonly Kept[]): void {
    const insert = this.#database.prepare(
      'insert into conversation_message (channel, person_id, at, body) values (?, ?, ?, ?)',
    );
    this.#database.transaction(() => {
      for (const message of messages) insert.run(channel, id, this.#wall.now(), JSON.stringify(message));
      this.#trim({ channel, id });
    })();
  }

  clear({ channel, id }: Owner): void {
    this.#database.prepare('delete from conversation_message where channel = ? and person_id = ?').run(channel, id);
  }

  /** The language that a person chose. */
  language(owner: Owner): Language | undefined {
    return this.#languageNamed(owner, 'language');
  }

  setLanguage(owner: Owner, language: Language): void {
    this.#nameLanguage(owner, 'language', language);
  }

  /** The language of the app in which a person wrote last: theirs while they have chosen none. */
  appLanguage(owner: Owner): Language | undefined {
    return this.#languageNamed(owner, 'app-language');
  }

  setAppLanguage(owner: Owner, language: Language): void {
    this.#nameLanguage(owner, 'app-language', language);
  }

  #languageNamed({ channel, id }: Owner, name: string): Language | undefined {
    const row = this.#database
      .prepare<[string, string, string], { value: string }>(
        'select value from preference where channel = ? and person_id = ? and name = ?',
      )
      .get(channel, id, name);
    return row && Language.parse(row.value);
  }

  #nameLanguage({ channel, id }: Owner, name: string, language: Language): void {
    this.#database
      .prepare(
        `insert into preference (channel, person_id, name, value) values (?, ?, ?, ?)
         on conflict (channel, person_id, name) do update set value = excluded.value`,
      )
      .run(channel, id, name, language);
  }

  #trim({ channel, id }: Owner): void {
    const rows = this.#database
      .prepare<[string, string], { sequence: number; role: string }>(
        "select sequence, body ->> 'role' as role from conversation_message where channel = ? and person_id = ? order by sequence",
      )
      .all(channel, id);
    const cut = rows.findIndex((row, i) => rows.length - i <= this.#keep && row.role === 'human');
    const first = rows[cut];
    if (cut > 0 && first) {
      this.#database
        .prepare('delete from conversation_message where channel = ? and person_id = ? and sequence < ?')
        .run(channel, id, first.sequence);
    }
  }
}
