import { attempt } from '../../config/attempt.ts';
import type { Settings } from '../../config/settings.ts';
import { type CandleSeries, lastClosedIndex } from '../../data/candle.ts';
import type { Instrument } from '../../data/instrument.ts';
import type { Ledger } from '../../data/ledger.ts';
import type { Fill, LedgerRow, OrderRow } from '../../data/ledger-row.ts';
import type { MarketData, Quote } from '../../data/market/market-data.ts';
import { foldPortfolio, type Portfolio, portfolioKinds } from '../../data/portfolio.ts';
import { dayStartEquity } from '../../data/valuation.ts';
import type { Route } from '../../models/regime/regime.ts';
import { dailyCorrelation } from '../../models/risk/daily-correlation.ts';
import { peakEquity } from '../../models/risk/peak-equity.ts';
import type { RiskView } from '../../models/risk/risk-view.ts';

function closeBefore(market: MarketData, symbol: string, instant: number): number | undefined {
  const series = attempt(() => market.candles(symbol));
  const index = series ? lastClosedIndex(series, instant - 1) : -1;
  return index < 0 ? undefined : series?.close[index];
}

/** What is left to fill of the orders that were sent and are not settled. */
function unfilled(rows: readonly LedgerRow[], sent: ReadonlySet<string>): OrderRow[] {
  const left = new Map<string, OrderRow>();
  for (const { kind, body } of rows) {
    if (kind === 'order' && sent.has((body as OrderRow).clientOrderId)) {
      left.set((body as OrderRow).clientOrderId, body as OrderRow);
    }
    if (kind !== 'fill') continue;
    const { clientOrderId, quantity } = body as Fill;
    const order = left.get(clientOrderId);
    if (order) left.set(clientOrderId, { ...order, quantity: order.quantity - quantity });
  }
  return [...left.values()].filter(order => order.quantity > 0);
}

/**
 * The account's now: the instrument's market clock, or the last fill where that is later. A stored history may end in
 * any year, but the time of an account never runs backwards: what is older than its last fill is stale.
 */
function accountNow(rows: readonly LedgerRow[], marketNow: number): number {
  const filled = rows.flatMap(({ kind, body }) => (kind === 'fill' ? (body as Fill).filledAt : []));
  return Math.max(marketNow, ...filled);
}

/**
 * The account's fills as old as the longer of two clocks says, the market's and ours: pauses end on a stored history that
 * stands still, and on one that is played faster than life.
 */
function booked(rows: readonly LedgerRow[], now: number, wallNow: number): Portfolio {
  const aged = rows.map(row => {
    if (row.kind !== 'fill') return row;
    const fill = row.body as Fill;
    return { ...row, body: { ...fill, filledAt: Math.min(fill.filledAt, now - (wallNow - row.at)) } };
  });
  return foldPortfolio(aged);
}

/**
 * Gathers everything that the gate looks at, fresh from ledger and market; what cannot be read is undefined, and refused.
 * `sent` names the orders that are not settled.
 * @param wallNow wall time, UTC ms
 */
export function readRisk(
  symbol: string,
  market: MarketData,
  ledger: Ledger,
  settings: Settings,
  sent: ReadonlySet<string>,
  wallNow: number,
  regimeOf: (symbol: string) => Route | undefined = () => undefined,
): RiskView {
  const rows = ledger.rows(...portfolioKinds);
  const quoteOf = (one: string): Quote | undefined => attempt(() => market.quote(one));
  const seriesOf = (one: string): CandleSeries | undefined => attempt(() => market.candles(one));
  const instrument: Instrument | undefined = attempt(() => market.instrument(symbol));
  const now = accountNow(rows, attempt(() => market.now(symbol)) ?? Number.NaN);
  return {
    now,
    instrument,
    quote: quoteOf(symbol),
    portfolio: foldPortfolio(rows),
    booked: booked(rows, now, wallNow),
    working: unfilled(rows, sent),
    priceOf: one => quoteOf(one)?.price,
    multiplierOf: one => attempt(() => market.instrument(one).multiplier ?? 1),
    correlationWith: other => {
      const [own, its] = [seriesOf(symbol), seriesOf(other)];
      return own && its && dailyCorrelation(own, its, now);
    },
    dayStartEquityUsd: attempt(() => dayStartEquity(rows, now, (one, dayStart) => closeBefore(market, one, dayStart))),
    peakEquityUsd: attempt(() => peakEquity(rows, now, seriesOf)),
    // No source here brings these: the rules that ask for them are off by default.
    events: undefined,
    spreadShare: undefined,
    forecastSigma: undefined,
    regimeOf: () => regimeOf(symbol),
    liquidation: undefined,
    limits: settings.risk,
    staleAfterDays: settings.market.staleAfterDays,
    costs: settings.broker,
  };
}
