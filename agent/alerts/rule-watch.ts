import { attempt } from '../../config/attempt.ts';
import type { AlertStore, RuleRow } from '../../data/alert-store.ts';
import type { MarketData } from '../../data/market/market-data.ts';
import type { Route } from '../../models/regime/regime.ts';
import type { RiskView } from '../../models/risk/risk-view.ts';
import { AlertRule, firedText, holdsAt, type LevelRule, type RegimeRule } from '../../tools/alert-rule.ts';
import { routes } from '../../tools/regime-words.ts';
import type { Alert } from './alert.ts';
import { accountNow, measureNow } from './measure-now.ts';

export type RuleWorld = {
  store: AlertStore;
  market: MarketData;
  /** The account as it stands. */
  accountOf: () => RiskView;
  /** The regime of an instrument; undefined where it cannot be read. */
  routeOf: (symbol: string) => Route | undefined;
};

/** Under which name the regime is kept that the owner of a rule was told last. */
const markOf = (id: number): string => `rule/${id}`;

/** Reads what rules watch, each thing once. */
function readingsOf({ market, accountOf }: RuleWorld): (rule: LevelRule) => number | undefined {
  const values = new Map<string, number | undefined>();
  return rule => {
    const name = `${rule.measure} ${'symbol' in rule ? rule.symbol : ''}`;
    if (!values.has(name)) values.set(name, watchedNow(rule, { market, accountOf }));
    return values.get(name);
  };
}

/** What a rule watches now; undefined where it cannot be computed. */
export const watchedNow = (
  rule: Pick<LevelRule, 'measure'> & { symbol?: string },
  { market, accountOf }: Pick<RuleWorld, 'market' | 'accountOf'>,
): number | undefined => {
  switch (rule.measure) {
    case 'equity':
    case 'drawdown':
    case 'day-loss':
    case 'day-profit':
      return accountNow(accountOf, rule.measure);
    default:
      return rule.symbol === undefined ? undefined : measureNow(market, rule.symbol, rule.measure);
  }
};

/** Notes where a new rule stands, so that it speaks of changes alone; gives the value that it watches. */
export function beginRule(world: RuleWorld, id: number, rule: AlertRule): number | undefined {
  if (rule.measure === 'regime') {
    const route = world.routeOf(rule.symbol);
    if (route !== undefined) world.store.setMark(markOf(id), route);
    return undefined;
  }
  const value = watchedNow(rule, world);
  if (value !== undefined) world.store.setHolds(id, holdsAt(rule, value));
  return value;
}

const own = { priority: 'warning', kind: 'rule' } as const;

/** Speaks when its condition comes true, and again only after it was false. */
function levelAlert(
  { id, holds }: RuleRow,
  rule: LevelRule,
  value: number | undefined,
  world: RuleWorld,
): Alert | undefined {
  if (value === undefined) return undefined;
  const now = holdsAt(rule, value);
  if (now === holds) return undefined;
  world.store.setHolds(id, now);
  if (!now || holds === undefined) return undefined;
  const text = firedText(rule, value);
  if (!('symbol' in rule))
    return { ...own, key: `rule/${id}/${world.accountOf().now}/${value}`, needs: 'account', text };
  const { symbol, measure, level } = rule;
  const at = attempt(() => world.market.now(symbol)) ?? 0;
  return { ...own, key: `rule/${id}/${at}/${value}`, symbol, ...(measure === 'price' ? { level } : {}), text };
}

/** Speaks at each change of the regime. */
function regimeChange(
  { id }: RuleRow,
  { symbol }: RegimeRule,
  { store, market, routeOf }: RuleWorld,
): Alert | undefined {
  const route = routeOf(symbol);
  const before = store.mark(markOf(id));
  if (route === undefined || route === before) return undefined;
  store.setMark(markOf(id), route);
  if (before === undefined) return undefined;
  const from = Object.hasOwn(routes, before) ? routes[before as Route] : { en: before, fr: before };
  const at = attempt(() => market.now(symbol)) ?? 0;
  return {
    ...own,
    key: `rule/${id}/${at}/${route}`,
    symbol,
    text: {
      en: `${symbol}: the market regime changed from ${from.en} to ${routes[route].en}, as you asked to be told.`,
      fr: `${symbol} : le régime de marché est passé de « ${from.fr} » à « ${routes[route].fr} », comme vous vouliez le savoir.`,
    },
  };
}

/** What the owners of rules are told at this look. */
export function ruleAlerts(world: RuleWorld): { alert: Alert; to: [RuleRow['owner']] }[] {
  const read = readingsOf(world);
  return world.store.rules().flatMap(row => {
    const rule = AlertRule.parse(row.body);
    const alert = rule.measure === 'regime' ? regimeChange(row, rule, world) : levelAlert(row, rule, read(rule), world);
    return alert ? [{ alert, to: [row.owner] }] : [];
  });
}
