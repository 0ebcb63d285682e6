import { settingsFrom } from '../../config/load-settings.ts';
import type { Trade } from '../../data/ledger-row.ts';
import { emptyPortfolio, type Portfolio, type Position } from '../../data/portfolio.ts';
import type { Draft } from '../../models/risk/draft.ts';
import type { RiskView } from '../../models/risk/risk-view.ts';
import { noCosts, spx } from './candles.ts';

const { risk: defaultLimits } = settingsFrom({});
const instrument = spx();

export const riskNow = Date.UTC(2020, 0, 10, 23, 59, 59, 999);

/** A position of SPX, long for a positive quantity. */
export const held = (quantity: number, over: Partial<Position> = {}): Position => ({
  symbol: 'SPX',
  quantity,
  averagePrice: 100,
  openedAt: Date.UTC(2020, 0, 6),
  changedAt: Date.UTC(2020, 0, 6),
  commissionUsd: 0,
  stop: undefined,
  target: undefined,
  thesis: undefined,
  invalidation: undefined,
  otherPrices: [],
  ...over,
});

/** An account with this cash and these positions. */
export const account = (cashUsd: number, ...positions: Position[]): Portfolio => ({
  ...emptyPortfolio(cashUsd),
  positions: new Map(positions.map(one => [one.symbol, one])),
});

/** What the gate sees: 10,000 in cash, SPX at 100 in lots of 0.01, limits of the defaults, no costs. */
export const riskView = (over: Partial<RiskView> = {}): RiskView => ({
  now: riskNow,
  instrument,
  quote: {
    symbol: 'SPX',
    price: 100,
    previousClose: 99,
    openAt: Date.UTC(2020, 0, 10),
    asOfAt: riskNow,
    provider: 'test',
  },
  portfolio: account(10_000),
  booked: over.portfolio ?? account(10_000),
  working: [],
  priceOf: () => 100,
  multiplierOf: () => 1,
  correlationWith: () => 0,
  dayStartEquityUsd: 10_000,
  peakEquityUsd: 10_000,
  events: undefined,
  spreadShare: undefined,
  forecastSigma: undefined,
  regimeOf: () => 'range',
  liquidation: undefined,
  limits: defaultLimits,
  staleAfterDays: 5,
  costs: noCosts,
  ...over,
});

/** The same view at another price, NaN and undefined included. */
export const priced = (price: number | undefined, over: Partial<RiskView> = {}): RiskView => {
  const view = riskView(over);
  return { ...view, quote: price === undefined ? undefined : view.quote && { ...view.quote, price } };
};

/** Buys ten units of SPX, with what a test changes. */
export const draftOf = (over: Partial<Draft> = {}): Draft => ({
  accountId: 'paper',
  symbol: 'SPX',
  side: 'buy',
  sizing: { kind: 'quantity', amount: 10 },
  entry: 100,
  decisionId: 'D-1',
  tainted: false,
  ...over,
});

export const units = (amount: number): Draft['sizing'] => ({ kind: 'quantity', amount });

/** The default limits with some of them changed. */
export const limits = (over: Partial<RiskView['limits']>): RiskView['limits'] => ({ ...defaultLimits, ...over });

/** A trade of SPX that lost, opened a day before it was closed. */
export const lossAt = (closedAt: number, over: Partial<Trade> = {}): Trade => ({
  symbol: 'SPX',
  direction: 'long',
  quantity: 1,
  entryPrice: 100,
  exitPrice: 99,
  openedAt: closedAt - 86_400_000,
  closedAt,
  commissionUsd: 0,
  profitUsd: -1,
  exitReason: 'stop',
  ...over,
});

/** A portfolio with these closed trades, oldest first. */
export const withTrades = (portfolio: Portfolio, ...closed: Trade[]): Portfolio => ({
  ...portfolio,
  trades: closed.reduce<Portfolio['trades']>(
    (earlier, trade) => ({ trade, earlier, count: (earlier?.count ?? 0) + 1 }),
    undefined,
  ),
});
