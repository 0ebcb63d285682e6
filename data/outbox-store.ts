import { randomUUID } from 'node:crypto';
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
  /** Who had approved it, as JSON. */
  readonly approvals: string;
  readonly language: string;
};

type Stored = Omit<OutgoingRow, 'body' | 'error'> & { body: string; error: string | null };

const columns = 'id, channel, chat, priority, body, created_at as createdAt, tries, error';
const copyColumns =
  'channel, chat, message_id as messageId, proposal_id as proposalId, version, state, approvals, language';

const dayMs = 86_400_000;
/** A month of what was sent answers "did it go out?"; the dead-letter list stays until somebody clears it. */
const sentDays = 30;
/** Chats are scrolled back about so far: a button of an older message says that its question is gone. */
const questionDays = 180;

const fromStored = (row: Stored): OutgoingRow => ({
  ...row,
  body: JSON.parse(row.body),
  error: row.error ?? undefined,
});

/**
 * How long a process has a message for itself without saying so again: three times a mail server's patience, so that only
 * one that died loses it.
 */
export const leaseMs = 60_000;

/** Messages on their way, and the copies of proposals' cards that were shown: what a restart must not lose. */
export class OutboxStore {
  readonly #database: Database;
  readonly #wall: Clock;
  /** This process, among those that share the database. */
  readonly #owner = randomUUID();

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
   * What a channel may send now, oldest first: of each chat the first, nothing before a message that failed is tried
   * again, and nothing that another process sends. Chats that are `busy` have none.
   */
  due(channel: string, most: number, busy: readonly string[] = []): OutgoingRow[] {
    return this.#database
      .prepare<{ channel: string; now: number; owner: string; busy: string; most: number }, Stored>(
        `select ${columns} from outgoing o
         where channel = @channel and state = 'waiting' and next_at <= @now
           and (leased_until <= @now or leased_by = @owner)
           and chat not in (select value from json_each(@busy))
           and not exists (
             select 1 from outgoing e
             where e.channel = @channel and e.state = 'waiting' and e.chat = o.chat and e.id < o.id
               and (e.tries > 0 or e.next_at <= @now))
         order by id limit @most`,
      )
      .all({ channel, now: this.#wall.now(), owner: this.#owner, busy: JSON.stringify(busy), most })
      .map(fromStored);
  }

  /** Takes what is due for this process alone, for `leaseMs` or as long as it is renewed. Parameters as `due`. */
  claim(channel: string, most: number, busy: readonly string[] = []): OutgoingRow[] {
    const take = this.#database.prepare(
      `update outgoing set leased_by = @owner, leased_until = @until
       where id = @id and state = 'waiting' and (leased_until <= @now or leased_by = @owner)`,
    );
    const now = this.#wall.now();
    return this.due(channel, most, busy).filter(
      ({ id }) => take.run({ id, owner: this.#owner, now, until: now + leaseMs }).changes === 1,
    );
  }

  /** Keeps messages that are still being sent for this process. */
  renew(ids: readonly number[]): void {
    const renewal = this.#database.prepare('update outgoing set leased_until = ? where id = ? and leased_by = ?');
    for (const id of ids) renewal.run(this.#wall.now() + leaseMs, id, this.#owner);
  }

  sent(id: number): void {
    this.#database.prepare("update outgoing set state = 'sent', error = null where id = ?").run(id);
  }

  /** It is not sent at all. */
  drop(id: number): void {
    this.#database.prepare('delete from outgoing where id = ?').run(id);
  }

  /** It failed, and is tried again at `nextAt` (UTC ms). */
  postpone(id: number, nextAt: number, error: string): void {
    this.#database
      .prepare('update outgoing set tries = tries + 1, next_at = ?, error = ?, leased_until = 0 where id = ?')
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

  /** Sends a message of the dead-letter list once more, with a whole patience before it; false where it is not on it. */
  revive(id: number): boolean {
    const now = this.#wall.now();
    return (
      this.#database
        .prepare(
          `update outgoing set state = 'waiting', tries = 0, error = null, created_at = ?, next_at = ?, leased_until = 0
           where id = ? and state = 'dead'`,
        )
        .run(now, now, id).changes === 1
    );
  }

  /** Takes one message, or all, off the dead-letter list; gives how many there were. */
  clearDead(id?: number): number {
    return this.#database
      .prepare<[number | null]>("delete from outgoing where state = 'dead' and id = coalesce(?, id)")
      .run(id ?? null).changes;
  }

  /** Forgets what was sent a month ago, and questions behind buttons that nobody has shown for half a year. */
  prune(): void {
    const now = this.#wall.now();
    this.#database.prepare("delete from outgoing where state = 'sent' and created_at < ?").run(now - sentDays * dayMs);
    this.#database.prepare('delete from button_question where at < ?').run(now - questionDays * dayMs);
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
        `insert into card_copy (channel, chat, message_id, proposal_id, version, state, approvals, language)
         values (@channel, @chat, @messageId, @proposalId, @version, @state, @approvals, @language)
         on conflict (channel, chat, message_id) do update set proposal_id = excluded.proposal_id,
           version = excluded.version, state = excluded.state, approvals = excluded.approvals`,
      )
      .run(copy);
  }

  /** Copies on a channel that show another version, state or approvals than the proposal has now. */
  staleCopies(channel: string): CardCopy[] {
    return this.#database
      .prepare<[string], CardCopy>(
        `select ${copyColumns
          .split(', ')
          .map(column => `c.${column}`)
          .join(', ')}
         from card_copy c join proposal p on p.id = c.proposal_id
         where c.channel = ? and (p.state <> c.state or p.version <> c.version or (p.state = 'pending'
           and coalesce(json_extract(p.body, '$.approvals'), '[]') <> c.approvals))`,
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
      .prepare(
        'insert into button_question (hash, question, at) values (?, ?, ?) on conflict (hash) do update set at = excluded.at',
      )
      .run(hash, question, this.#wall.now());
  }

  question(hash: string): string | undefined {
    return this.#database
      .prepare<[string], { question: string }>('select question from button_question where hash = ?')
      .get(hash)?.question;
  }
}
