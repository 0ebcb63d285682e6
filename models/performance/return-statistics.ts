import type { Text } from '../../config/text.ts';
import { at } from '../../data/at.ts';
import { correlation, kurtosisOf, mean, quantileOf, sampleDeviation, skewnessOf, varies } from './moments.ts';
import { firstOf, reasons, type Statistic, undefinedFor, unless } from './statistic.ts';

/**
 * Statistics of simple returns per period, as shares. `periods` is the number of periods a year; the risk-free rate and
 * the minimum return are per period. Definitions as in empyrical, but that a missing row counts nowhere.
 */

const tooFew = (returns: Float64Array): Text | undefined => firstOf([returns.length < 2, reasons.tooFewReturns]);

const constant = (returns: Float64Array): Text | undefined =>
  tooFew(returns) ?? firstOf([!varies(returns), reasons.constantReturns]);

/** Compound annual return (product of 1 + r)^(periods / n) - 1. */
export function annualReturn(returns: Float64Array, periods: number): Statistic {
  const growth = returns.reduce((product, one) => product * (1 + one), 1);
  const reason = tooFew(returns) ?? firstOf([!(growth > 0), reasons.totalLoss]);
  return unless(reason, () => growth ** (periods / returns.length) - 1);
}

/** Sample standard deviation, annualised. */
export const volatility = (returns: Float64Array, periods: number): Statistic =>
  unless(tooFew(returns), () => sampleDeviation(returns) * Math.sqrt(periods));

/** Mean excess return over its sample standard deviation, annualised. */
export const sharpeRatio = (returns: Float64Array, periods: number, riskFree = 0): Statistic =>
  unless(constant(returns), () => ((mean(returns) - riskFree) / sampleDeviation(returns)) * Math.sqrt(periods));

/** Mean excess over the minimum return, over the root mean square of the shortfalls of all periods, annualised. */
export function sortinoRatio(returns: Float64Array, periods: number, minimum = 0): Statistic {
  const downside = Math.sqrt(mean(returns.map(one => Math.min(one - minimum, 0) ** 2)));
  const reason = tooFew(returns) ?? firstOf([downside === 0, reasons.noDownside]);
  return unless(reason, () => ((mean(returns) - minimum) / downside) * Math.sqrt(periods));
}

/** Sum of gains over sum of shortfalls against the minimum return. */
export function omegaRatio(returns: Float64Array, minimum = 0): Statistic {
  const shortfall = mean(returns.map(one => Math.max(minimum - one, 0)));
  const reason = tooFew(returns) ?? firstOf([shortfall === 0, reasons.noDownside]);
  return unless(reason, () => 1 + (mean(returns) - minimum) / shortfall);
}

/** The 95 % quantile over the 5 % quantile, both without sign. */
export function tailRatio(returns: Float64Array): Statistic {
  const low = Math.abs(quantileOf(returns, 0.05));
  const reason = tooFew(returns) ?? firstOf([low === 0, reasons.noLowerTail]);
  return unless(reason, () => Math.abs(quantileOf(returns, 0.95)) / low);
}

/** R squared of the cumulative log return against 0, 1, 2 and on: 1 for steady growth. */
export function stability(returns: Float64Array): Statistic {
  if (returns.some(one => !(one > -1))) return undefinedFor(reasons.totalLoss);
  const path = new Float64Array(returns.length);
  for (let i = 0; i < returns.length; i += 1) path[i] = (i > 0 ? at(path, i - 1) : 0) + Math.log1p(at(returns, i));
  const reason = tooFew(returns) ?? firstOf([!varies(path), reasons.constantReturns]);
  return unless(
    reason,
    () =>
      correlation(
        path.map((_, i) => i),
        path,
      ) ** 2,
  );
}

/** Value at risk: the loss that a period exceeds with probability `alpha`, positive for a loss. */
export const valueAtRisk = (returns: Float64Array, alpha = 0.05): Statistic =>
  unless(tooFew(returns), () => 0 - quantileOf(returns, alpha));

/** Conditional value at risk: the mean loss of the periods at or below the quantile `alpha`. */
export function conditionalValueAtRisk(returns: Float64Array, alpha = 0.05): Statistic {
  const limit = quantileOf(returns, alpha);
  return unless(tooFew(returns), () => 0 - mean(returns.filter(one => one <= limit)));
}

/** Population skewness. */
export const skewness = (returns: Float64Array): Statistic => unless(constant(returns), () => skewnessOf(returns));

/** Raw population kurtosis, 3 for a normal variable. */
export const kurtosis = (returns: Float64Array): Statistic => unless(constant(returns), () => kurtosisOf(returns));
