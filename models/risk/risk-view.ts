import type { Settings } from '../../config/settings.ts';
import type { Costs } from '../../data/broker/costs.ts';
import type { Exposed, Liquidation } from '../../data/broker/margin.ts';
import type { EconomicEvent } from '../../data/events/economic-event.ts';
import type { Instrument } from '../../data/instrument.ts';
import type { OrderRow } from '../../data/ledger-row.ts';
import type { Quote } from '../../data/market/market-data.ts';
import type { Portfolio } from '../../data/portfolio.ts';
import type { Route } from '../regime/regime.ts';

/** Everything that the gate may look at, gathered fresh for each check. What is unknown is undefined, and refuses. */
export type RiskView = {
  /** Market instant, UTC ms. */
  now: number;
  instrument: Instrument | undefined;
  quote: Quote | undefined;
  portfolio: Portfolio;
  /** What was filled, without the orders that are out: pauses and counts go by its instants, on the clock of `now`. */
  booked: Portfolio;
  /** Orders that are out, with what the broker has not filled of them yet: the gate counts them as if they were filled. */
  working: readonly OrderRow[];
  /** Latest price of every position's instrument. */
  priceOf: (symbol: string) => number | undefined;
  /** Units of the underlying that a quantity of 1 stands for. */
  multiplierOf: (symbol: string) => number | undefined;
  /** Correlation of this instrument's daily returns with those of another. */
  correlationWith: (symbol: string) => number | undefined;
  /** Equity in USD when the market's day began; undefined when it cannot be computed. */
  dayStartEquityUsd: number | undefined;
  /** Highest equity in USD since the account was opened, or since an admin resumed trading. */
  peakEquityUsd: number | undefined;
  /** The economic calendar around `now`. */
  events: readonly EconomicEvent[] | undefined;
  /** Distance from bid to ask as a share of the price. */
  spreadShare: number | undefined;
  /** Forecast volatility of the return over the holding horizon, as a share. */
  forecastSigma: number | undefined;
  /** What the regime of this instrument asks for; undefined where it cannot be read. Asked only by a rule that is on. */
  regimeOf: () => Route | undefined;
  /** Where a position would be liquidated; undefined for an account in which none is. */
  liquidation: ((held: Exposed) => Liquidation | undefined) | undefined;
  limits: Settings['risk'];
  staleAfterDays: number;
  costs: Costs;
};
