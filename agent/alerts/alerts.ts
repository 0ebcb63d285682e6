import type { Clock } from '../../config/clock.ts';
import { quietUntil } from '../../config/quiet-hours.ts';
import type { AlertWay, Language, Settings } from '../../config/settings.ts';
import { type Translate, translateTo } from '../../config/text.ts';
import type { AlertRow, AlertStore } from '../../data/alert-store.ts';
import { type Priority, priorities } from '../../data/outbox-store.ts';
import type { AccountId } from '../../data/people-store.ts';
import { Card, type CardAction, type CardInput } from '../../tools/card.ts';
import type { Delivery } from '../delivery/delivery.ts';
import { accountNamed, atLeast, isOutside } from '../people.ts';
import { accountText, type Register } from '../register.ts';
import { Alert } from './alert.ts';
import { type AlertTasteStore, tastesOf } from './tastes.ts';

export type AlertsParts = {
  settings: Settings;
  store: AlertStore;
  tastes: AlertTasteStore;
  register: Register;
  delivery: Delivery;
  wall: Clock;
};

type Address = { channel: string; chat: string };

const titles: Readonly<Record<Priority, { en: string; fr: string }>> = {
  info: { en: 'News', fr: 'Nouvelles' },
  warning: { en: 'Attention', fr: 'Attention' },
  error: { en: 'Something is wrong', fr: 'Quelque chose ne va pas' },
  urgent: { en: 'Urgent', fr: 'Urgent' },
};

const signs: Readonly<Record<Priority, string>> = { info: 'ℹ️', warning: '⚠️', error: '❗', urgent: '🚨' };

const highest = (rows: readonly AlertRow[]): Priority =>
  priorities.findLast(one => rows.some(({ priority }) => priority === one)) ?? 'info';

const ratings = {
  good: { en: '👍 The forecast helps', fr: '👍 Prévision utile' },
  bad: { en: '👎 The forecast is wrong', fr: '👎 Prévision fausse' },
} as const;

/** Buttons that judge a forecast, where the alerts tell of exactly one. */
function ratingActions(alerts: readonly Alert[], t: Translate): CardAction[] {
  const [ratedId, ...others] = alerts.flatMap(({ ratedId }) => ratedId ?? []);
  if (ratedId === undefined || others.length > 0) return [];
  return (['good', 'bad'] as const).map(rating => ({ kind: 'rate', label: t(ratings[rating]), ratedId, rating }));
}

/** What makes an alert one and the same: in the one room of Slack it is shown once, however many persons it is for. */
const saidTo = ({ channel }: Address, { id, key, at }: AlertRow): string | number =>
  channel === 'slack' ? `${key}@${at}` : id;

/** Several alerts as one card; one alone is its own lead. */
export function alertCard(rows: readonly AlertRow[], language: Language): Card {
  const t = translateTo(language);
  const alerts = rows.map(row => Alert.parse(row.body));
  const top = highest(rows);
  const [only, ...more] = alerts;
  const questions = new Map(alerts.flatMap(({ ask }) => (ask ? [[ask.en, t(ask)] as const] : [])));
  const made: CardInput = {
    title: `${signs[top]} ${t(titles[top])}`,
    ...(only && more.length === 0
      ? { lead: t(only.text) }
      : { lines: alerts.map(({ text, priority }) => `${signs[priority]} ${t(text)}`) }),
    actions: [
      ...[...questions.values()].slice(0, 3).map(question => ({ kind: 'ask' as const, label: question, question })),
      ...ratingActions(alerts, t),
    ],
    tone: top === 'info' ? 'neutral' : 'bad',
  };
  return Card.parse(made);
}

/**
 * Tells people what happened: an alert is written down for each person first, once, and then goes out by the ways of its
 * priority, several together, and not in quiet hours unless it is urgent.
 */
export class Alerts {
  readonly #parts: AlertsParts;

  constructor(parts: AlertsParts) {
    this.#parts = parts;
  }

  /** Everybody who has a say on the account: traders, approvers and admins that the settings name or who have spoken. */
  audience(): AccountId[] {
    const { settings, register } = this.#parts;
    const named = Object.keys(settings.people.roles).map(accountNamed);
    const spoken = register.accounts().map(({ primary }) => primary);
    const all = new Map(
      [...named, ...spoken].map(one => [accountText(register.primaryOf(one)), register.primaryOf(one)]),
    );
    return [...all.values()].filter(one => atLeast(register.person(one).role, 'trader'));
  }

  /** Writes an alert down for persons; what was said within `alerts.repeatHours` is not said again. */
  raise(alert: Alert, to: readonly AccountId[] = this.audience()): void {
    const { store, settings, wall } = this.#parts;
    const at = wall.now();
    const { priority, kind, key } = alert;
    const row = { at, priority, kind, key, body: alert };
    for (const owner of to) store.add(owner, row, at - settings.alerts.repeatHours * 3_600_000);
  }

  /** Sends what is due: for each person what has waited for company long enough, in one message for each way. */
  flush(): void {
    const { store } = this.#parts;
    store.together(() => {
      const byOwner = new Map<string, AlertRow[]>();
      for (const row of store.unsent()) {
        const key = accountText(row.owner);
        byOwner.set(key, [...(byOwner.get(key) ?? []), row]);
      }
      for (const rows of byOwner.values()) this.#flushOne(rows);
    });
  }

  #flushOne(rows: readonly AlertRow[]): void {
    const { settings, store, tastes, register, wall } = this.#parts;
    const [first] = rows;
    if (!first) return;
    const { routes, quietHours } = tastesOf(settings, tastes.read(first.owner));
    const now = wall.now();
    const quiet = quietUntil(quietHours, now) !== undefined;
    const ripe = rows.some(({ at }) => now - at >= settings.alerts.groupSeconds * 1000);
    const due = rows.filter(({ priority }) => priority === 'urgent' || (!quiet && ripe));
    if (due.length === 0) return;
    const { language } = register.person(first.owner);
    const byAddress = new Map<string, { address: Address; rows: AlertRow[] }>();
    for (const row of due) {
      for (const way of new Set(routes[row.priority])) {
        for (const address of this.#addresses(first.owner, way)) {
          const key = `${address.channel} ${address.chat}`;
          const known = byAddress.get(key) ?? { address, rows: [] };
          byAddress.set(key, { address, rows: [...known.rows, row] });
        }
      }
    }
    for (const { address, rows: told } of byAddress.values()) {
      const key = `alerts/${told.map(row => saidTo(address, row)).join(',')}/${address.channel}/${address.chat}`;
      const message = { card: alertCard(told, language), language };
      this.#parts.delivery.post(address, message, { priority: highest(told), key });
    }
    store.markSent(due.map(({ id }) => id));
    this.#parts.delivery.tell({ type: 'alert', owner: first.owner, card: alertCard(due, language) });
  }

  /** Where a way reaches a person; nowhere for one that is not set up. */
  #addresses(owner: AccountId, way: AlertWay): Address[] {
    const { register, delivery } = this.#parts;
    if (way === 'chat') return register.chatsOf(owner).filter(({ channel }) => delivery.reaches(channel));
    if (!delivery.reaches(way)) return [];
    if (way === 'slack') return [{ channel: way, chat: 'webhook' }];
    const address = this.#contactOf(owner)?.[way];
    return address === undefined ? [] : [{ channel: way, chat: address }];
  }

  #contactOf(owner: AccountId): Settings['alerts']['contacts'][string] | undefined {
    const { contacts } = this.#parts.settings.alerts;
    return contacts[accountText(owner)] ?? (isOutside(owner.channel) ? undefined : contacts[owner.id]);
  }
}
