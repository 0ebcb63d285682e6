import { deepestShareOf } from '../performance/drawdown.ts';
import { annualReturn, sharpeRatio } from '../performance/return-statistics.ts';
import type { Statistic } from '../performance/statistic.ts';

export type OutOfSample = {
  readonly sharpe: Statistic;
  readonly annualReturn: Statistic;
  /** Deepest fall at daily closes, not negative. */
  readonly drawdown: number;
  /** What one dollar became, after each day. */
  readonly growth: number[];
};

/** The figures of daily returns that were put together from several tests. */
export function outOfSample(dailyReturns: Float64Array, daysPerYear: number): OutOfSample {
  const growth: number[] = [];
  let value = 1;
  for (const one of dailyReturns) {
    value *= 1 + one;
    growth.push(value);
  }
  return {
    sharpe: sharpeRatio(dailyReturns, daysPerYear),
    annualReturn: annualReturn(dailyReturns, daysPerYear),
    drawdown: deepestShareOf(Float64Array.of(1, ...growth)),
    growth,
  };
}
