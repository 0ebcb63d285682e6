import type { Clock } from '../../config/clock.ts';
import type { Log } from '../../config/log.ts';
import { quietUntil } from '../../config/quiet-hours.ts';
import type { AlertWay, Settings } from '../../config/settings.ts';
import type { AlertRow, AlertStore } from '../../data/alert-store.ts';
import type { MarketData } from '../../data/market/market-data.ts';
import type { AccountId } from '../../data/people-store.ts';
import type { Delivery } from '../delivery/delivery.ts';
import { mayHear, type Need } from '../delivery/recipient.ts';
import { accountNamed, atLeast, isOutside, type Person } from '../people.ts';
import { accountText, type Register } from '../register.ts';
import { Alert } from './alert.ts';
import { alertCard, highest } from './alert-card.ts';
import { type AlertTasteStore, tastesOf } from './tastes.ts';

export type AlertsParts = {
  settings: Settings;
  store: AlertStore;
  tastes: AlertTasteStore;
  register: Register;
  delivery: Delivery;
  market: Pick<MarketData, 'candles'>;
  wall: Clock;
  log: Log;
};

type Address = { channel: string; chat: string };
/** What goes to one address in one message: alerts that need the same of their reader. */
type Bundle = { address: Address; needs: Need | undefined; rows: AlertRow[] };

const needsOf = ({ body }: AlertRow): Need | undefined => Alert.parse(body).needs;

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

  /**
   * Writes an alert down for persons; what was said within `alerts.repeatHours` is not said again. One for everybody who
   * has a say is for those who still have it when it is sent.
   */
  raise(alert: Alert, to?: readonly AccountId[]): void {
    const { store, wall } = this.#parts;
    const at = wall.now();
    const { priority, kind, key } = alert;
    const body: Alert = to ? alert : { needs: 'trader', ...alert };
    for (const owner of to ?? this.audience())
      store.add(owner, { at, priority, kind, key, body }, at - this.#repeatMs());
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
    store.markSent(due.map(({ id }) => id));
    const person = register.person(first.owner);
    const heard = due.filter(row => this.#mayHear(person, row));
    if (heard.length === 0) return;
    for (const bundle of this.#bundles(person, first.owner, heard, routes)) this.#post(bundle, person, first.owner);
    const card = alertCard(heard, person.language);
    this.#parts.delivery.tell({ type: 'alert', owner: first.owner, card });
  }

  readonly #repeatMs = (): number => this.#parts.settings.alerts.repeatHours * 3_600_000;

  /** False for what this person may not be told any more: it is dropped. */
  #mayHear(person: Person, row: AlertRow): boolean {
    const may = mayHear(person, needsOf(row));
    const told = { id: row.id, kind: row.kind, person: accountText(row.owner) };
    if (!may) this.#parts.log.warn('an alert was dropped: its reader may not see it any more', told);
    return may;
  }

  #bundles(
    person: Person,
    owner: AccountId,
    rows: readonly AlertRow[],
    routes: Settings['alerts']['routes'],
  ): Bundle[] {
    const bundles = new Map<string, Bundle>();
    for (const row of rows) {
      const needs = needsOf(row);
      for (const address of [...new Set(routes[row.priority])].flatMap(way => this.#addresses(person, owner, way))) {
        if (this.#saidIn(address, row)) continue;
        const key = `${address.channel} ${address.chat} ${needs ?? ''}`;
        const known = bundles.get(key) ?? { address, needs, rows: [] };
        bundles.set(key, { ...known, rows: [...known.rows, row] });
      }
    }
    return [...bundles.values()];
  }

  /** True for what the one room of Slack, which several persons share, was told already. */
  #saidIn({ channel }: Address, row: AlertRow): boolean {
    return channel === 'slack' && !this.#parts.store.claimRoom(channel, row, row.at - this.#repeatMs());
  }

  #post({ address, needs, rows }: Bundle, { language }: Person, owner: AccountId): void {
    const { market, delivery } = this.#parts;
    const { channel, chat } = address;
    // In a chat a button shows the chart; a mail has to bring it.
    const card = alertCard(rows, language, channel === 'email' ? market : undefined);
    const key = `alerts/${rows.map(({ id }) => id).join(',')}/${channel}/${chat}`;
    const to = needs && channel !== 'slack' ? { to: { owner, needs } } : {};
    delivery.post(address, { card, language }, { priority: highest(rows), key, ...to });
  }

  /** Where a way reaches a person; nowhere for one that is not set up, and a shared room only for who has a say. */
  #addresses(person: Person, owner: AccountId, way: AlertWay): Address[] {
    const { register, delivery } = this.#parts;
    if (way === 'chat') return register.chatsOf(owner).filter(({ channel }) => delivery.reaches(channel));
    if (!delivery.reaches(way)) return [];
    if (way === 'slack') return atLeast(person.role, 'trader') ? [{ channel: way, chat: 'webhook' }] : [];
    const address = this.#contactOf(owner)?.[way];
    return address === undefined ? [] : [{ channel: way, chat: address }];
  }

  #contactOf(owner: AccountId): Settings['alerts']['contacts'][string] | undefined {
    const { contacts } = this.#parts.settings.alerts;
    return contacts[accountText(owner)] ?? (isOutside(owner.channel) ? undefined : contacts[owner.id]);
  }
}
