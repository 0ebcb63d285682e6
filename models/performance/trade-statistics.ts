import type { Trade } from '../../data/ledger-row.ts';
import { mean, sampleDeviation, varies } from './moments.ts';
import { firstOf, reasons, type Statistic, unless } from './statistic.ts';

/** Profits are in USD after the costs of both sides. */
export type TradeStatistics = {
  readonly trades: number;
  /** Profits over losses. */
  readonly profitFactor: Statistic;
  /** Share of trades with a profit. */
  readonly winRate: Statistic;
  /** Mean profit: the average trade. */
  readonly expectancyUsd: Statistic;
  /** (1 + mean profit / mean loss) x win rate - 1: what a trade earns for a dollar at risk. */
  readonly expectancyRatio: Statistic;
  /** System quality number of Van Tharp: square root of n, times mean profit over its sample standard deviation. */
  readonly systemQuality: Statistic;
  /** Share of capital that Kelly's rule would risk: p - (1 - p) / (mean profit / mean loss). */
  readonly kelly: Statistic;
  readonly averageWinUsd: Statistic;
  /** Negative. */
  readonly averageLossUsd: Statistic;
  readonly bestTradeUsd: Statistic;
  readonly worstTradeUsd: Statistic;
  /** Longest runs in the order of the closes. */
  readonly consecutiveWins: Statistic;
  readonly consecutiveLosses: Statistic;
};

function longestRun(profits: Float64Array, counts: (profit: number) => boolean): number {
  let run = 0;
  let longest = 0;
  for (const profit of profits) {
    run = counts(profit) ? run + 1 : 0;
    longest = Math.max(longest, run);
  }
  return longest;
}

const sumOf = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0);

/** Statistics of closed trades from their profits in USD, in the order of the closes. */
export function profitStatistics(profits: Float64Array): TradeStatistics {
  const wins = profits.filter(profit => profit > 0);
  const losses = profits.filter(profit => profit < 0);
  const none = firstOf([profits.length === 0, reasons.noTrade]);
  const noLoss = none ?? firstOf([losses.length === 0, reasons.noLoss]);
  const noWin = none ?? firstOf([wins.length === 0, reasons.noWin]);
  const winRate = wins.length / profits.length;
  const payoff = mean(wins) / -mean(losses);
  const fewTrades = none ?? firstOf([profits.length < 2, reasons.oneTrade], [!varies(profits), reasons.constantTrades]);
  return {
    trades: profits.length,
    profitFactor: unless(noLoss, () => sumOf(wins) / -sumOf(losses)),
    winRate: unless(none, () => winRate),
    expectancyUsd: unless(none, () => mean(profits)),
    expectancyRatio: unless(noLoss ?? noWin, () => (1 + payoff) * winRate - 1),
    systemQuality: unless(fewTrades, () => (Math.sqrt(profits.length) * mean(profits)) / sampleDeviation(profits)),
    kelly: unless(noLoss ?? noWin, () => winRate - (1 - winRate) / payoff),
    averageWinUsd: unless(noWin, () => mean(wins)),
    averageLossUsd: unless(noLoss, () => mean(losses)),
    bestTradeUsd: unless(none, () => profits.reduce((best, one) => Math.max(best, one))),
    worstTradeUsd: unless(none, () => profits.reduce((worst, one) => Math.min(worst, one))),
    consecutiveWins: unless(none, () => longestRun(profits, profit => profit > 0)),
    consecutiveLosses: unless(none, () => longestRun(profits, profit => profit < 0)),
  };
}

/** Statistics of closed trades, all or those of one direction. */
export const tradeStatistics = (trades: readonly Trade[], direction?: Trade['direction']): TradeStatistics =>
  profitStatistics(
    Float64Array.from(
      trades.filter(trade => direction === undefined || trade.direction === direction),
      ({ profitUsd }) => profitUsd,
    ),
  );
