import { attempt } from '../../config/attempt.ts';
import type { Settings } from '../../config/settings.ts';
import { lastClosedIndex } from '../../data/candle.ts';
import type { Instrument } from '../../data/instrument.ts';
import type { Ledger } from '../../data/ledger.ts';
import type { Fill, LedgerRow, OrderRow } from '../../data/ledger-row.ts';
import type { MarketData, Quote } from '../../data/market/market-data.ts';
import { foldPortfolio, portfolioKinds } from '../../data/portfolio.ts';
import { dayStartEquity } from '../../data/valuation.ts';
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

/** Gathers everything that the gate looks at, fresh from ledger and market; what cannot be read is undefined, and refused. `sent` names the orders that are not settled. */
export function readRisk(
  symbol: string,
  market: MarketData,
  ledger: Ledger,
  settings: Settings,
  sent: ReadonlySet<string>,
): RiskView {
  const rows = ledger.rows(...portfolioKinds);
  const quoteOf = (one: string): Quote | undefined => attempt(() => market.quote(one));
  const instrument: Instrument | undefined = attempt(() => market.instrument(symbol));
  const now = accountNow(rows, attempt(() => market.now(symbol)) ?? Number.NaN);
  return {
    now,
    instrument,
    quote: quoteOf(symbol),
    portfolio: foldPortfolio(rows),
    working: unfilled(rows, sent),
    priceOf: one => quoteOf(one)?.price,
    dayStartEquityUsd: attempt(() => dayStartEquity(rows, now, (one, dayStart) => closeBefore(market, one, dayStart))),
    limits: settings.risk,
    staleAfterDays: settings.market.staleAfterDays,
    costs: settings.broker,
  };
}
