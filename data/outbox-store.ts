import type { Clock } from '../config/clock.ts';
import type { Database } from './database.ts';

/** How urgent a message is, in rising order. */
export const priorities = ['info', 'warning', 'error', 'urgent'] as const;
export type Priority = (typeof priorities)[number];

export type OutgoingRow = {
  readonly id: number;
  readonly channel: string;
  readonly chat: string;
  readonly priority: Priority;
  readonly body: unknown;
  /** UTC ms. */
  readonly createdAt: number;
  readonly tries: number;
  readonly error: string | undefined;
};

/** Where the card of a proposal stands, and as what it was shown there last. */
export type CardCopy = {
  readonly channel: string;
  readonly chat: string;
  readonly messageId: string;
  readonly proposalId: string;
  readonly version: number;
  readonly state: string;
  readonly language: string;
};

type Stored = Omit<OutgoingRow, 'body' | 'error'> & { body: string; error: string | null };

const columns = 'id, channel, chat, priority, body, created_at as createdAt, tries, error';
const copyColumns = 'channel, chat, message_id as messageId, proposal_id as proposalId, version, state, language';

const fromStored = (row: Stored): OutgoingRow => ({
  ...row,
  body: JSON.parse(row.body),
  error: row.error ?? undefined,
});

/** Messages on their way, and the copies of proposals' cards that were shown: what a restart must not lose. */
export class OutboxStore {
  readonly #database: Database;
  readonly #wall: Clock;

  constructor(database: Database, wall: Clock) {
    this.#database = database;
    this.#wall = wall;
  }

  /** Writes a message down; false when one with this key was written before. */
  add(channel: string, chat: string, priority: Priority, body: unknown, key?: string, notBefore?: number): boolean {
    const now = this.#wall.now();
    return (
      this.#database
        .prepare(
          `insert into outgoing (channel, chat, key, priority, body, created_at, next_at, state)
           values (?, ?, ?, ?, ?, ?, ?, 'waiting') on conflict (key) do nothing`,
        )
        .run(channel, chat, key ?? null, priority, JSON.stringify(body), now, notBefore ?? now).changes === 1
    );
  }

  /**
   * What a channel may send now, oldest first: of each chat the first, and nothing before a message that failed is
   * tried again. Chats that are `busy` have none.
   */
  due(channel: string, most: number, busy: readonly string[] = []): OutgoingRow[] {
    return this.#database
      .prepare<{ channel: string; now: number; busy: string; most: number }, Stored>(
        `select ${columns} from outgoing o
         where channel = @channel and state = 'waiting' and next_at <= @now
           and chat not in (select value from json_each(@busy))
           and not exists (
             select 1 from outgoing e
             where e.channel = @channel and e.state = 'waiting' and e.chat = o.chat and e.id < o.id
               and (e.tries > 0 or e.next_at <= @now))
         order by id limit @most`,
      )
      .all({ channel, now: this.#wall.now(), busy: JSON.stringify(busy), most })
      .map(fromStored);
  }

  sent(id: number): void {
    this.#database.prepare("update outgoing set state = 'sent', error = null where id = ?").run(id);
  }

  /** It failed, and is tried again at `nextAt` (UTC ms). */
  postpone(id: number, nextAt: number, error: string): void {
    this.#database
      .prepare('update outgoing set tries = tries + 1, next_at = ?, error = ? where id = ?')
      .run(nextAt, error, id);
  }

  /** It will never arrive: on the dead-letter list. */
  bury(id: number, error: string): void {
    this.#database
      .prepare("update outgoing set tries = tries + 1, state = 'dead', error = ? where id = ?")
      .run(error, id);
  }

  /** The dead-letter list, newest first. */
  dead(most = 50): OutgoingRow[] {
    return this.#database
      .prepare<[number], Stored>(`select ${columns} from outgoing where state = 'dead' order by id desc limit ?`)
      .all(most)
      .map(fromStored);
  }

  /** Messages by state: how many wait, were sent, were given up. */
  counts(): Record<'waiting' | 'sent' | 'dead', number> {
    const rows = this.#database
      .prepare<[], { state: 'waiting' | 'sent' | 'dead'; count: number }>(
        'select state, count(*) as count from outgoing group by state',
      )
      .all();
    const of = (state: string) => rows.find(row => row.state === state)?.count ?? 0;
    return { waiting: of('waiting'), sent: of('sent'), dead: of('dead') };
  }

  /** Remembers a card that was shown, or that it now shows another state. */
  keepCopy(copy: CardCopy): void {
    this.#database
      .prepare(
        `insert into card_copy (channel, chat, message_id, proposal_id, version, state, language)
         values (@channel, @chat, @messageId, @proposalId, @version, @state, @language)
         on conflict (channel, chat, message_id) do update set proposal_id = excluded.proposal_id,
           version = excluded.version, state = excluded.state`,
      )
      .run(copy);
  }

  /** Copies on a channel that show another version or state than the proposal has now. */
  staleCopies(channel: string): CardCopy[] {
    return this.#database
      .prepare<[string], CardCopy>(
        `select ${copyColumns
          .split(', ')
          .map(column => `c.${column}`)
          .join(', ')}
         from card_copy c join proposal p on p.id = c.proposal_id
         where c.channel = ? and (p.state <> c.state or p.version <> c.version)`,
      )
      .all(channel);
  }

  copiesOf(proposalId: string): CardCopy[] {
    return this.#database
      .prepare<[string], CardCopy>(`select ${copyColumns} from card_copy where proposal_id = ?`)
      .all(proposalId);
  }

  /** A copy that is gone (its message was deleted) is not edited again. */
  dropCopy({ channel, chat, messageId }: Pick<CardCopy, 'channel' | 'chat' | 'messageId'>): void {
    this.#database
      .prepare('delete from card_copy where channel = ? and chat = ? and message_id = ?')
      .run(channel, chat, messageId);
  }

  keepQuestion(hash: string, question: string): void {
    this.#database
      .prepare('insert into button_question (hash, question) values (?, ?) on conflict (hash) do nothing')
      .run(hash, question);
  }

  question(hash: string): string | undefined {
    return this.#database
      .prepare<[string], { question: string }>('select question from button_question where hash = ?')
      .get(hash)?.question;
  }
}
