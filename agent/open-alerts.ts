import { attempt } from '../config/attempt.ts';
import type { Clock } from '../config/clock.ts';
import { QuaestorError } from '../config/errors.ts';
import type { Log } from '../config/log.ts';
import type { Settings } from '../config/settings.ts';
import { AlertStore } from '../data/alert-store.ts';
import type { CandleStore } from '../data/candle-store/candle-store.ts';
import type { Database } from '../data/database.ts';
import type { Ledger } from '../data/ledger.ts';
import { canonicalJson } from '../data/ledger-chain.ts';
import type { MarketData } from '../data/market/market-data.ts';
import type { OutboxStore } from '../data/outbox-store.ts';
import type { Rated } from '../knowledge/memory/feedback.ts';
import { type AlertRules, isAccountMeasure } from '../tools/alert-rule.ts';
import type { Models } from '../tools/models.ts';
import { AlertWatch } from './alerts/alert-watch.ts';
import { Alerts } from './alerts/alerts.ts';
import { Approvers } from './alerts/approvers.ts';
import { delegateOf } from './alerts/delegate.ts';
import { beginRule, type RuleWorld, watchedNow } from './alerts/rule-watch.ts';
import { AlertTasteStore } from './alerts/tastes.ts';
import type { Delivery } from './delivery/delivery.ts';
import type { Desk } from './desk/desk.ts';
import { notYourAccount } from './door.ts';
import { hearsOfAccount, ownerOf, type Person } from './people.ts';
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
  /** Where candles are stored, with what was found in them. */
  candles: Pick<CandleStore, 'series' | 'findings'>;
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

/** The regime of an instrument, computed once for each of its candles; undefined where it cannot be read. */
function routeReader({ market, models }: Pick<AlertWorld, 'market' | 'models'>): RuleWorld['routeOf'] {
  const known = new Map<string, { last: number | undefined; route: ReturnType<RuleWorld['routeOf']> }>();
  return symbol => {
    const series = attempt(() => market.candles(symbol, '1d'));
    if (!series) return undefined;
    const last = series.openAt.at(-1);
    const before = known.get(symbol);
    if (before && before.last === last) return before.route;
    const route = attempt(() => models.route(series));
    known.set(symbol, { last, route });
    return route;
  };
}

/** Says at start-up that whoever should decide in quiet hours may not. */
function checkDelegate(world: AlertWorld): void {
  const delegate = delegateOf(world);
  if (!delegate || delegate.may) return;
  world.log.warn('desk.delegate may not approve: in quiet hours nobody is asked', {
    delegate: delegate.name,
    role: delegate.role,
  });
}

export function openAlerts(world: AlertWorld): OpenedAlerts {
  const { database, wall, market, desk, settings } = world;
  const store = new AlertStore(database, wall);
  const tastes = new AlertTasteStore(database);
  const alerts = new Alerts({ ...world, store, tastes });
  const approvers = new Approvers({ ...world, store, alerts });
  const routeOf = routeReader(world);
  const watch = new AlertWatch({ ...world, store, alerts, approvers, routeOf });
  const accountOf = () => desk.risk(settings.market.defaultSymbol);
  const rules: RuleWorld = { store, market, accountOf, routeOf };
  checkDelegate(world);
  const rulesOf = (person: Person): AlertRules => {
    const refuseOthers = (measure: string): void => {
      if (isAccountMeasure(measure) && !hearsOfAccount(person)) throw notYourAccount(person);
    };
    return {
      now(watched) {
        refuseOthers(watched.measure);
        return watchedNow(watched, rules);
      },
      add(rule) {
        refuseOthers(rule.measure);
        const own = store.rules(ownerOf(person));
        const same = own.find(({ body }) => canonicalJson(body) === canonicalJson(rule));
        if (!same && own.length >= mostRules) throw tooMany();
        const id = same?.id ?? store.addRule(ownerOf(person), rule);
        return { id, value: beginRule(rules, id, rule) };
      },
    };
  };
  return { alerts, watch, store, tastes, rulesOf };
}
