import { settingsFrom } from '../../config/settings.ts';
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
  working: [],
  priceOf: () => 100,
  dayStartEquityUsd: 10_000,
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
