import type { Clock } from '../config/clock.ts';
import { QuaestorError } from '../config/errors.ts';
import type { Log } from '../config/log.ts';
import type { Settings } from '../config/settings.ts';
import { AlertStore } from '../data/alert-store.ts';
import type { Database } from '../data/database.ts';
import type { Ledger } from '../data/ledger.ts';
import type { MarketData } from '../data/market/market-data.ts';
import type { OutboxStore } from '../data/outbox-store.ts';
import type { Rated } from '../knowledge/memory/feedback.ts';
import { type AlertRules, holdsAt } from '../tools/alert-rule.ts';
import type { Models } from '../tools/models.ts';
import { AlertWatch } from './alerts/alert-watch.ts';
import { Alerts } from './alerts/alerts.ts';
import { Approvers } from './alerts/approvers.ts';
import { measureNow } from './alerts/measure-now.ts';
import { AlertTasteStore } from './alerts/tastes.ts';
import type { Delivery } from './delivery/delivery.ts';
import type { Desk } from './desk/desk.ts';
import { ownerOf, type Person } from './people.ts';
import type { Register } from './register.ts';

/** Each is looked at every few seconds. */
const mostRules = 30;

const tooMany = (): QuaestorError =>
  new QuaestorError('user.bad-request', {
    en: `You have ${mostRules} alerts, which is the most: /alerts lists them, /alerts remove 1 removes one.`,
    fr: `Vous avez ${mostRules} alertes, c'est le maximum : /alertes les liste, /alertes retirer 1 en retire une.`,
  });

export type AlertWorld = {
  settings: Settings;
  database: Database;
  wall: Clock;
  log: Log;
  ledger: Ledger;
  market: MarketData;
  models: Pick<Models, 'route'>;
  desk: Desk;
  register: Register;
  delivery: Delivery;
  outbox: OutboxStore;
  /** Keeps an answer that people may judge; gives its id. */
  keepRated: (rated: Rated) => string;
};

/** Everything that tells people what happened: rules, routes, and the watch that looks. */
export type OpenedAlerts = {
  alerts: Alerts;
  watch: AlertWatch;
  store: AlertStore;
  tastes: AlertTasteStore;
  /** What the tools of a person may do with their rules. */
  rulesOf(person: Person): AlertRules;
};

export function openAlerts(world: AlertWorld): OpenedAlerts {
  const { database, wall, market } = world;
  const store = new AlertStore(database, wall);
  const tastes = new AlertTasteStore(database);
  const alerts = new Alerts({ ...world, store, tastes });
  const approvers = new Approvers({ ...world, store, alerts });
  const watch = new AlertWatch({ ...world, store, alerts, approvers });
  const rulesOf = (person: Person): AlertRules => ({
    add(rule) {
      if (store.rules(ownerOf(person)).length >= mostRules) throw tooMany();
      const value = measureNow(market, rule.symbol, rule.measure);
      const id = store.addRule(ownerOf(person), rule);
      if (value !== undefined) store.setHolds(id, holdsAt(rule, value));
      return { id, value };
    },
  });
  return { alerts, watch, store, tastes, rulesOf };
}
