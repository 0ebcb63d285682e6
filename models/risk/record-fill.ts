import type { Ledger } from '../../data/ledger.ts';
import type { Actor, Fill } from '../../data/ledger-row.ts';
import { applyFill, type Plan, type Portfolio } from '../../data/portfolio.ts';

/**
 * Writes a fill, and the trade that it closes, and gives the portfolio after it: the one road from a broker's fill to
 * the ledger, for backtests and for the desk.
 */
export function recordFill(
  ledger: Ledger,
  portfolio: Portfolio,
  fill: Fill,
  plan: Plan | undefined,
  actor: Actor,
): Portfolio {
  const after = applyFill(portfolio, fill, plan);
  ledger.append('fill', fill, actor);
  if (after.trade) ledger.append('trade', after.trade, actor);
  return after.portfolio;
}
