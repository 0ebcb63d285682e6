import { attempt } from '../../config/attempt.ts';
import type { Settings } from '../../config/settings.ts';
import { candleAt, dayOf } from '../../data/candle.ts';
import type { Ledger } from '../../data/ledger.ts';
import type { MarketData } from '../../data/market/market-data.ts';
import { foldPortfolio, portfolioKinds } from '../../data/portfolio.ts';
import { valuationOf } from '../../data/valuation.ts';
import { askStrategy } from '../../models/backtest/ask-strategy.ts';
import { parametersOf } from '../../models/backtest/engine.ts';
import { strategyNamed } from '../../models/backtest/strategies.ts';
import type { Strategy } from '../../models/backtest/strategy.ts';
import type { Route } from '../../models/regime/regime.ts';
import { type Routing, routing } from '../../models/regime/router.ts';
import type { Desk, Proposed } from '../desk/desk.ts';
import type { Person } from '../people.ts';

export type StrategyParts = {
  settings: Settings;
  strategies: readonly Strategy[];
  market: MarketData;
  ledger: Ledger;
  desk: Desk;
  /** The regime of an instrument; undefined where it cannot be read. */
  regimeOf: (symbol: string) => Route | undefined;
};

/** In place of a strategy's name: the first of those that suit the regime of the day. */
const routed = 'routed';

export type StrategyTurn = { strategy: string; candleOn: string; proposed: Proposed[] };

/** What the regime asks for: its strategies, and how much of `investPercent` an entry may take. */
function routingOf({ settings, regimeOf }: StrategyParts, symbol: string): Routing {
  const { regimeScale } = settings.risk;
  const asked = regimeScale !== null || settings.cycle.strategy === routed;
  return routing(asked ? regimeOf(symbol) : undefined, regimeScale);
}

/**
 * The strategy of the settings, or the one that suits the regime, looks at the last closed candle and drafts, or is silent;
 * silence is hold. Every draft goes to the desk like a person's. It decides once on each candle.
 * @param set name of the strategy
 * @throws what a strategy or its parameters make
 */
export async function strategyTurn(parts: StrategyParts, set: string, person: Person): Promise<StrategyTurn> {
  const { settings, strategies, market, ledger, desk } = parts;
  const { symbol, parameters: given, investPercent } = settings.cycle;
  const series = market.candles(symbol);
  const suited = routingOf(parts, series.symbol);
  const name = set === routed ? suited.strategies[0] : set;
  if (name === undefined) return { strategy: routed, candleOn: dayOf(series.openAt.at(-1) ?? 0), proposed: [] };
  const strategy = strategyNamed(name, strategies);
  const parameters = parametersOf(strategy, set === routed ? {} : given);
  const index = series.length - 1;
  const candle = candleAt(series, index);
  const candleOn = dayOf(candle?.openAt ?? 0);
  const decisionId = `${strategy.name}-${series.symbol}-${candleOn}`;
  const decided = ledger.rows('decision').some(row => row.body.decisionId === decisionId);
  if (!candle || decided) return { strategy: strategy.name, candleOn, proposed: [] };
  const portfolio = foldPortfolio(ledger.rows(...portfolioKinds));
  const cancelled: string[] = [];
  const drafts = askStrategy(strategy, candle, {
    index,
    symbol: series.symbol,
    columns: strategy.prepare?.(series, parameters) ?? {},
    parameters,
    position: portfolio.positions.get(series.symbol),
    equityUsd: valuationOf(portfolio, one => attempt(() => market.quote(one))?.price)?.equityUsd ?? Number.NaN,
    waiting: desk.busyWith(series.symbol),
    working: desk.working(series.symbol),
    cancel: id => void cancelled.push(id),
    investPercent: investPercent * suited.riskScale,
    draft: idea => ({
      accountId: settings.broker.accountId,
      symbol: series.symbol,
      entry: candle.close,
      decisionId,
      tainted: false,
      ...idea,
    }),
  });
  for (const id of cancelled) await desk.withdraw(id);
  ledger.append(
    'decision',
    { decisionId, strategy: strategy.name, candleOn, drafts: drafts.length },
    { channel: 'cycle', id: strategy.name },
  );
  return { strategy: strategy.name, candleOn, proposed: drafts.map(draft => desk.propose(draft, person)) };
}
