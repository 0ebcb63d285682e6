import type { Settings } from '../../config/settings.ts';
import { lastClosedIndex } from '../../data/candle.ts';
import type { Instrument } from '../../data/instrument.ts';
import type { Ledger } from '../../data/ledger.ts';
import type { MarketData, Quote } from '../../data/market/market-data.ts';
import { foldPortfolio, portfolioKinds } from '../../data/portfolio.ts';
import { dayStartEquity } from '../../data/valuation.ts';
import type { RiskView } from '../../models/risk/risk-view.ts';

/** What cannot be read is undefined: the gate refuses what it cannot judge. */
function attempt<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}

function closeBefore(market: MarketData, symbol: string, instant: number): number | undefined {
  const series = attempt(() => market.candles(symbol));
  const index = series ? lastClosedIndex(series, instant - 1) : -1;
  return index < 0 ? undefined : series?.close[index];
}

/** Gathers everything that the gate looks at, fresh from ledger and market. */
export function readRisk(symbol: string, market: MarketData, ledger: Ledger, settings: Settings): RiskView {
  const rows = ledger.rows(...portfolioKinds);
  const quoteOf = (one: string): Quote | undefined => attempt(() => market.quote(one));
  const instrument: Instrument | undefined = attempt(() => market.instrument(symbol));
  const now = attempt(() => market.now(symbol)) ?? Number.NaN;
  return {
    now,
    instrument,
    quote: quoteOf(symbol),
    portfolio: foldPortfolio(rows),
    priceOf: one => quoteOf(one)?.price,
    dayStartEquityUsd: attempt(() => dayStartEquity(rows, now, (one, dayStart) => closeBefore(market, one, dayStart))),
    limits: settings.risk,
    staleAfterDays: settings.market.staleAfterDays,
    costs: settings.broker,
  };
}
