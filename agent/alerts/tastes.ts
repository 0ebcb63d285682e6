import { z } from 'zod';
import { AlertRoutes, QuietHours, type Settings } from '../../config/settings.ts';
import type { Database } from '../../data/database.ts';
import type { AccountId } from '../../data/people-store.ts';

/** What a person chose of their alerts; what is absent is as the settings say. */
export const AlertTastes = z.strictObject({
  routes: AlertRoutes.partial().optional(),
  /** null: no quiet hours. */
  quietHours: QuietHours.nullable().optional(),
});
export type AlertTastes = z.infer<typeof AlertTastes>;

/** The tastes of each person, among their preferences. */
export class AlertTasteStore {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  read({ channel, id }: AccountId): AlertTastes {
    const row = this.#database
      .prepare<[string, string], { value: string }>(
        "select value from preference where channel = ? and person_id = ? and name = 'alerts'",
      )
      .get(channel, id);
    return row ? AlertTastes.parse(JSON.parse(row.value)) : {};
  }

  write({ channel, id }: AccountId, tastes: AlertTastes): void {
    this.#database
      .prepare(
        `insert into preference (channel, person_id, name, value) values (?, ?, 'alerts', ?)
         on conflict (channel, person_id, name) do update set value = excluded.value`,
      )
      .run(channel, id, JSON.stringify(tastes));
  }
}

/** The routes and quiet hours that count for a person. */
export const tastesOf = (
  { alerts }: Pick<Settings, 'alerts'>,
  { routes, quietHours }: AlertTastes,
): { routes: AlertRoutes; quietHours: QuietHours | null } => ({
  routes: { ...alerts.routes, ...Object.fromEntries(Object.entries(routes ?? {}).filter(([, ways]) => ways)) },
  quietHours: quietHours === undefined ? alerts.quietHours : quietHours,
});
