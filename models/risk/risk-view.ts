import type { Settings } from '../../config/settings.ts';
import type { Costs } from '../../data/broker/costs.ts';
import type { Instrument } from '../../data/instrument.ts';
import type { OrderRow } from '../../data/ledger-row.ts';
import type { Quote } from '../../data/market/market-data.ts';
import type { Portfolio } from '../../data/portfolio.ts';

/** Everything that the gate may look at, gathered fresh for each check. What is unknown is undefined, and refuses. */
export type RiskView = {
  /** Market instant, UTC ms. */
  now: number;
  instrument: Instrument | undefined;
  quote: Quote | undefined;
  portfolio: Portfolio;
  /** Orders that are out, with what the broker has not filled of them yet: the gate counts them as if they were filled. */
  working: readonly OrderRow[];
  /** Latest price of every position's instrument. */
  priceOf: (symbol: string) => number | undefined;
  /** Equity in USD when the market's day began; undefined when it cannot be computed. */
  dayStartEquityUsd: number | undefined;
  limits: Settings['risk'];
  staleAfterDays: number;
  costs: Costs;
};
