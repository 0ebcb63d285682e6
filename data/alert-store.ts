import type { Clock } from '../config/clock.ts';
import type { Database } from './database.ts';
import type { Priority } from './outbox-store.ts';
import type { AccountId } from './people-store.ts';

export type AlertRow = {
  readonly id: number;
  /** UTC ms. */
  readonly at: number;
  readonly owner: AccountId;
  readonly priority: Priority;
  readonly kind: string;
  readonly key: string;
  readonly body: unknown;
};

export type RuleRow = {
  readonly id: number;
  readonly owner: AccountId;
  readonly body: unknown;
  /** Whether its condition held when it was looked at last; undefined before the first look. */
  readonly holds: boolean | undefined;
};

type StoredAlert = Omit<AlertRow, 'owner' | 'body'> & { channel: string; person_id: string; body: string };
type StoredRule = { id: number; channel: string; person_id: string; body: string; holds: number | null };

const alertOf = ({ channel, person_id, body, ...row }: StoredAlert): AlertRow => ({
  ...row,
  owner: { channel, id: person_id },
  body: JSON.parse(body),
});

const ruleOf = ({ id, channel, person_id, body, holds }: StoredRule): RuleRow => ({
  id,
  owner: { channel, id: person_id },
  body: JSON.parse(body),
  holds: holds === null ? undefined : holds === 1,
});

const dayMs = 86_400_000;
/** Three times the longest time (`alerts.repeatHours`) for which an alert has to be known so that it is not said again. */
const alertDays = 90;

/** Alerts on their way to persons, the rules that persons made, and how far the watchers have come. */
export class AlertStore {
  readonly #database: Database;
  readonly #wall: Clock;

  constructor(database: Database, wall: Clock) {
    this.#database = database;
    this.#wall = wall;
  }

  /** Writes an alert down for a person; false when the same one was written at or after `since` (UTC ms). */
  add(owner: AccountId, alert: Pick<AlertRow, 'at' | 'priority' | 'kind' | 'key' | 'body'>, since: number): boolean {
    const known = this.#database
      .prepare('select 1 from alert where channel = ? and person_id = ? and key = ? and at >= ?')
      .get(owner.channel, owner.id, alert.key, since);
    if (known) return false;
    this.#database
      .prepare('insert into alert (at, channel, person_id, priority, kind, key, body) values (?, ?, ?, ?, ?, ?, ?)')
      .run(alert.at, owner.channel, owner.id, alert.priority, alert.kind, alert.key, JSON.stringify(alert.body));
    return true;
  }

  /** Alerts that are not on their way yet, oldest first. */
  unsent(): AlertRow[] {
    return this.#database
      .prepare<[], StoredAlert>(
        'select id, at, channel, person_id, priority, kind, key, body from alert where sent_at is null order by id',
      )
      .all()
      .map(alertOf);
  }

  markSent(ids: readonly number[]): void {
    const mark = this.#database.prepare('update alert set sent_at = ? where id = ?');
    for (const id of ids) mark.run(this.#wall.now(), id);
  }

  /** Notes that a room is told of an alert; false when it was told of the same one at or after `since` (UTC ms). */
  claimRoom(room: string, { key, at }: Pick<AlertRow, 'key' | 'at'>, since: number): boolean {
    return (
      this.#database
        .prepare(
          `insert into room_alert (room, key, at) select @room, @key, @at
           where not exists (select 1 from room_alert where room = @room and key = @key and at >= @since)`,
        )
        .run({ room, key, at, since }).changes === 1
    );
  }

  /** Number of the newest alert of all; 0 for none. */
  newest(): number {
    return Number(this.#database.prepare('select coalesce(max(id), 0) from alert').pluck().get());
  }

  /** Alerts of a person behind a number, oldest first. */
  newer({ channel, id }: AccountId, than: number): AlertRow[] {
    return this.#database
      .prepare<[string, string, number], StoredAlert>(
        `select id, at, channel, person_id, priority, kind, key, body from alert
         where channel = ? and person_id = ? and id > ? order by id`,
      )
      .all(channel, id, than)
      .map(alertOf);
  }

  /** The latest alerts of a person, newest first. */
  latest({ channel, id }: AccountId, most: number): AlertRow[] {
    return this.#database
      .prepare<[string, string, number], StoredAlert>(
        `select id, at, channel, person_id, priority, kind, key, body from alert
         where channel = ? and person_id = ? order by id desc limit ?`,
      )
      .all(channel, id, most)
      .map(alertOf);
  }

  addRule({ channel, id }: AccountId, body: unknown): number {
    const { lastInsertRowid } = this.#database
      .prepare('insert into alert_rule (channel, person_id, body, at) values (?, ?, ?, ?)')
      .run(channel, id, JSON.stringify(body), this.#wall.now());
    return Number(lastInsertRowid);
  }

  rules(owner?: AccountId): RuleRow[] {
    const rows = this.#database
      .prepare<[], StoredRule>('select id, channel, person_id, body, holds from alert_rule order by id')
      .all()
      .map(ruleOf);
    return owner ? rows.filter(row => row.owner.channel === owner.channel && row.owner.id === owner.id) : rows;
  }

  /** Removes a rule of a person; false when they have none with this id. */
  removeRule({ channel, id }: AccountId, ruleId: number): boolean {
    return (
      this.#database
        .prepare('delete from alert_rule where id = ? and channel = ? and person_id = ?')
        .run(ruleId, channel, id).changes === 1
    );
  }

  setHolds(ruleId: number, holds: boolean): void {
    this.#database.prepare('update alert_rule set holds = ? where id = ?').run(holds ? 1 : 0, ruleId);
  }

  mark(name: string): string | undefined {
    return this.#database.prepare<[string], { value: string }>('select value from watch_mark where name = ?').get(name)
      ?.value;
  }

  setMark(name: string, value: string): void {
    this.#database
      .prepare(
        'insert into watch_mark (name, value) values (?, ?) on conflict (name) do update set value = excluded.value',
      )
      .run(name, value);
  }

  /**
   * Forgets alerts that were sent long ago, and marks that say nothing any more: of links and sessions that are past their
   * end, of proposals that are decided, of rules that are gone.
   */
  prune(): void {
    const now = this.#wall.now();
    const before = now - alertDays * dayMs;
    this.#database.prepare('delete from alert where sent_at < ?').run(before);
    this.#database.prepare('delete from room_alert where at < ?').run(before);
    this.#database
      .prepare(
        `delete from watch_mark
         where ((name like 'feedback-link/%' or name like 'web-session-ended/%') and cast(value as integer) < ?)
           or (name like 'asked/%' and substr(name, 7) not in (select id from proposal where state = 'pending'))
           or (name like 'rule/%' and cast(substr(name, 6) as integer) not in (select id from alert_rule))`,
      )
      .run(now);
  }

  /** Runs work in one transaction: what was seen and what was written of it, both or neither. */
  together<T>(work: () => T): T {
    return this.#database.inTransaction ? work() : this.#database.transaction(work).immediate();
  }
}
