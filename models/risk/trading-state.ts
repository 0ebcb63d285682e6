import { marketValue } from '../../data/portfolio.ts';
import { ladderStep } from './ladder.ts';
import type { RiskView } from './risk-view.ts';

/**
 * ACTIVE: everything that the rules allow. REDUCING: no new risk for now; computed, and lifted as the numbers recover.
 * HALTED: the durable kill switch, which only an admin lifts. In every state positions may be reduced and orders cancelled.
 */
export type TradingState = 'ACTIVE' | 'REDUCING' | 'HALTED';

/** Equity in USD; undefined when a position has no price. */
export function equityOf({ portfolio, priceOf }: Pick<RiskView, 'portfolio' | 'priceOf'>): number | undefined {
  const value = marketValue(portfolio, priceOf);
  return value === undefined ? undefined : portfolio.cashUsd + value;
}

/** Equity lost since the market's day began, as a share; negative for a gain, NaN where it is not known. */
export const dayLossOf = (equityUsd = Number.NaN, dayStartEquityUsd = Number.NaN): number =>
  dayStartEquityUsd > 0 ? (dayStartEquityUsd - equityUsd) / dayStartEquityUsd : Number.NaN;

/** The state of an account; what cannot be valued takes no new risk. */
export function tradingStateOf(view: RiskView): TradingState {
  const { portfolio, limits, dayStartEquityUsd, peakEquityUsd } = view;
  if (portfolio.halted) return 'HALTED';
  const equityUsd = equityOf(view);
  if (!(dayLossOf(equityUsd, dayStartEquityUsd) < limits.maxDailyLossShare)) return 'REDUCING';
  const step = ladderStep(equityUsd, peakEquityUsd, limits.drawdownLadder);
  return step === 'no-new-risk' || step === 'flatten' ? 'REDUCING' : 'ACTIVE';
}
