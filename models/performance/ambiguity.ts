import { roundMoney } from '../../config/decimal.ts';
import type { Trade } from '../../data/ledger-row.ts';

/** How much of a result rests on the order of events inside candles, which cannot be known. Amounts in USD. */
export type Ambiguity = {
  readonly trades: number;
  /** Trades whose outcome depended on it. */
  readonly ambiguous: number;
  /** Profit of all trades as they were taken, and had every such order been the worst or the best. */
  readonly profitUsd: number;
  readonly worstProfitUsd: number;
  readonly bestProfitUsd: number;
};

/** Sums trades as taken and under both extremes; a trade without `worstProfitUsd` or `bestProfitUsd` counts as it was taken. */
export function ambiguityOf(trades: readonly Trade[]): Ambiguity {
  const total = { trades: trades.length, ambiguous: 0, profitUsd: 0, worstProfitUsd: 0, bestProfitUsd: 0 };
  for (const { profitUsd, worstProfitUsd, bestProfitUsd } of trades) {
    if (worstProfitUsd !== undefined || bestProfitUsd !== undefined) total.ambiguous += 1;
    total.profitUsd = roundMoney(total.profitUsd + profitUsd);
    total.worstProfitUsd = roundMoney(total.worstProfitUsd + (worstProfitUsd ?? profitUsd));
    total.bestProfitUsd = roundMoney(total.bestProfitUsd + (bestProfitUsd ?? profitUsd));
  }
  return total;
}
