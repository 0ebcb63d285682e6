import type { Clock } from '../config/clock.ts';
import type { Role } from '../config/settings.ts';
import type { Database } from './database.ts';
import { sha256 } from './ledger-chain.ts';

/** An account of a channel: a name in the settings, or the number that the channel gave. */
export type AccountId = { readonly channel: string; readonly id: string };

/** A role given in chat; `none` makes the account that of somebody whom nobody knows, whatever the settings say. */
export type GivenRole = Role | 'none';

/** An account that has spoken, whose it is, and where a private message reaches it (undefined: nowhere yet). */
export type AccountRow = AccountId & {
  readonly primary: AccountId;
  readonly name: string | undefined;
  readonly chat: string | undefined;
  /** UTC ms. */
  readonly lastAt: number;
};

type Stored = {
  channel: string;
  id: string;
  primary_channel: string;
  primary_id: string;
  name: string | null;
  chat: string | null;
  last_at: number;
};

const fromStored = (row: Stored): AccountRow => ({
  channel: row.channel,
  id: row.id,
  primary: { channel: row.primary_channel, id: row.primary_id },
  name: row.name ?? undefined,
  chat: row.chat ?? undefined,
  lastAt: row.last_at,
});

/** Tables with rows of one person, each by channel and id. The ledger, roles and links are not among them. */
const personal = ['conversation_message', 'preference', 'quiz_card', 'quiz_question', 'alert', 'alert_rule'] as const;

const minuteMs = 60_000;
const mostRemembered = 10_000;

/** Accounts, the persons behind them, one-time codes and roles given in chat. */
export class PeopleStore {
  readonly #database: Database;
  readonly #wall: Clock;
  readonly #lastSeen = new Map<string, number>();

  constructor(database: Database, wall: Clock) {
    this.#database = database;
    this.#wall = wall;
  }

  /** Writes down that an account spoke, to the minute. `chat` is given where the message was private. */
  seen({ channel, id }: AccountId, name: string | undefined, chat: string | undefined): void {
    const key = JSON.stringify([channel, id, name, chat]);
    const now = this.#wall.now();
    if (now - (this.#lastSeen.get(key) ?? Number.NEGATIVE_INFINITY) < minuteMs) return;
    if (this.#lastSeen.size > mostRemembered) this.#lastSeen.clear();
    this.#lastSeen.set(key, now);
    this.#database
      .prepare(
        `insert into account (channel, id, primary_channel, primary_id, name, chat, first_at, last_at)
         values (@channel, @id, @channel, @id, @name, @chat, @at, @at)
         on conflict (channel, id) do update set last_at = excluded.last_at,
           name = coalesce(excluded.name, account.name), chat = coalesce(excluded.chat, account.chat)`,
      )
      .run({ channel, id, name: name ?? null, chat: chat ?? null, at: now });
  }

  find({ channel, id }: AccountId): AccountRow | undefined {
    const row = this.#database
      .prepare<[string, string], Stored>('select * from account where channel = ? and id = ?')
      .get(channel, id);
    return row && fromStored(row);
  }

  /** All accounts that have spoken, the one who spoke last first. */
  all(): AccountRow[] {
    return this.#database
      .prepare<[], Stored>('select * from account order by last_at desc, channel, id')
      .all()
      .map(fromStored);
  }

  /** The account that stands for the person: itself where it is linked to none. */
  primaryOf(account: AccountId): AccountId {
    return this.find(account)?.primary ?? { channel: account.channel, id: account.id };
  }

  /** Every account of a person, the primary one included. */
  accountsOf(primary: AccountId): AccountId[] {
    const linked = this.#database
      .prepare<[string, string], AccountId>(
        'select channel, id from account where primary_channel = ? and primary_id = ? order by channel, id',
      )
      .all(primary.channel, primary.id);
    const own = linked.some(one => one.channel === primary.channel && one.id === primary.id);
    return own ? linked : [{ channel: primary.channel, id: primary.id }, ...linked];
  }

  /** Points an account, and those that pointed to it, to a person. */
  link(account: AccountId, primary: AccountId): void {
    this.#database
      .prepare('update account set primary_channel = ?, primary_id = ? where primary_channel = ? and primary_id = ?')
      .run(primary.channel, primary.id, account.channel, account.id);
    this.#database
      .prepare('update account set primary_channel = ?, primary_id = ? where channel = ? and id = ?')
      .run(primary.channel, primary.id, account.channel, account.id);
  }

  unlink({ channel, id }: AccountId): void {
    this.#database
      .prepare('update account set primary_channel = channel, primary_id = id where channel = ? and id = ?')
      .run(channel, id);
  }

  /** Keeps the hash of a code until it is used or too old; a person has one code at a time. */
  keepCode(code: string, { channel, id }: AccountId, expiresAt: number): void {
    this.#database.transaction(() => {
      this.#database
        .prepare('delete from link_code where expires_at <= ? or (primary_channel = ? and primary_id = ?)')
        .run(this.#wall.now(), channel, id);
      this.#database
        .prepare('insert into link_code (hash, primary_channel, primary_id, expires_at) values (?, ?, ?, ?)')
        .run(sha256(code), channel, id, expiresAt);
    })();
  }

  /** Uses a code up: the person who asked for it, or undefined where it is unknown, used or too old. */
  takeCode(code: string): AccountId | undefined {
    const row = this.#database
      .prepare<[string, number], AccountId>(
        `delete from link_code where hash = ? and expires_at > ?
         returning primary_channel as channel, primary_id as id`,
      )
      .get(sha256(code), this.#wall.now());
    return row;
  }

  /** The codes that an account has asked for are worth nothing any more. */
  dropCodes({ channel, id }: AccountId): void {
    this.#database.prepare('delete from link_code where primary_channel = ? and primary_id = ?').run(channel, id);
  }

  givenRole({ channel, id }: AccountId): GivenRole | undefined {
    return this.#database
      .prepare<[string, string], { role: GivenRole }>('select role from given_role where channel = ? and id = ?')
      .get(channel, id)?.role;
  }

  giveRole({ channel, id }: AccountId, role: GivenRole): void {
    this.#database
      .prepare(
        `insert into given_role (channel, id, role, at) values (?, ?, ?, ?)
         on conflict (channel, id) do update set role = excluded.role, at = excluded.at`,
      )
      .run(channel, id, role, this.#wall.now());
  }

  /**
   * Removes what is kept of an account's talk, tastes and alerts, in groups too, and the messages that went to its private
   * chat, its name and that chat; returns how many rows went. What it said of answers stays as labels that are nobody's.
   */
  forget(account: AccountId): number {
    const { channel, id } = account;
    const inGroups = `${id.replaceAll(/[\\%_]/g, '\\$&')}@%`;
    this.#database
      .prepare(
        `update feedback set channel = 'forgotten', person_id = lower(hex(randomblob(8)))
         where channel = ? and person_id = ?`,
      )
      .run(channel, id);
    const messages = this.#database
      .prepare("delete from outgoing where channel = ? and chat = ? and json_extract(body, '$.proposalId') is null")
      .run(channel, this.find(account)?.chat ?? null).changes;
    this.#database.prepare('update account set name = null, chat = null where channel = ? and id = ?').run(channel, id);
    this.#lastSeen.clear();
    return personal
      .map(
        table =>
          this.#database
            .prepare(`delete from ${table} where channel = ? and (person_id = ? or person_id like ? escape '\\')`)
            .run(channel, id, inGroups).changes,
      )
      .reduce((sum, one) => sum + one, messages);
  }
}
