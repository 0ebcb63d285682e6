import { at } from '../../data/at.ts';
import { type Benchmark, returnsOf } from './equity-curve.ts';
import { covariance, mean, sampleDeviation, varies } from './moments.ts';
import { annualReturn } from './return-statistics.ts';
import { combined, firstOf, reasons, type Statistic, undefinedFor, unless } from './statistic.ts';

/** Returns of two series over the same spans, as shares. */
export type ReturnPair = { readonly own: Float64Array; readonly benchmark: Float64Array };

/** Returns of both series between the instants that they have in common. */
export function commonReturns(curve: Benchmark, benchmark: Benchmark): ReturnPair {
  const valueAt = new Map<number, number>();
  for (let i = 0; i < benchmark.openAt.length; i += 1) valueAt.set(at(benchmark.openAt, i), at(benchmark.equityUsd, i));
  const own: number[] = [];
  const other: number[] = [];
  for (let i = 0; i < curve.openAt.length; i += 1) {
    const value = valueAt.get(at(curve.openAt, i));
    if (value === undefined) continue;
    own.push(at(curve.equityUsd, i));
    other.push(value);
  }
  return { own: returnsOf(Float64Array.from(own)), benchmark: returnsOf(Float64Array.from(other)) };
}

export type BenchmarkStatistics = {
  /** Covariance with the benchmark over its variance. */
  readonly beta: Statistic;
  /** Mean excess return less beta times that of the benchmark, times the periods a year. */
  readonly alpha: Statistic;
  /** Mean difference of the returns over its sample standard deviation, annualised. */
  readonly informationRatio: Statistic;
  /** Sample standard deviation of the difference of the returns, annualised. */
  readonly trackingError: Statistic;
  /** Compound annual excess return over beta. */
  readonly treynor: Statistic;
};

/** Every figure undefined for want of a benchmark. */
export const withoutBenchmark: BenchmarkStatistics = {
  beta: undefinedFor(reasons.noBenchmark),
  alpha: undefinedFor(reasons.noBenchmark),
  informationRatio: undefinedFor(reasons.noBenchmark),
  trackingError: undefinedFor(reasons.noBenchmark),
  treynor: undefinedFor(reasons.noBenchmark),
};

/** Statistics of returns beside those of a benchmark; `periods` is their number a year. `riskFree` is per period, and compounded over a year for Treynor. */
export function benchmarkStatistics(
  { own, benchmark }: ReturnPair,
  periods: number,
  riskFree = 0,
): BenchmarkStatistics {
  const tooFew = firstOf([own.length < 2, reasons.tooFewReturns]);
  const difference = own.map((one, i) => one - at(benchmark, i));
  const beta = unless(
    tooFew ?? firstOf([!varies(benchmark), reasons.constantBenchmark]),
    () => covariance(own, benchmark) / covariance(benchmark, benchmark),
  );
  return {
    beta,
    alpha: combined([beta], slope => (mean(own) - riskFree - slope * (mean(benchmark) - riskFree)) * periods),
    informationRatio: unless(
      tooFew ?? firstOf([!varies(difference), reasons.constantReturns]),
      () => (mean(difference) / sampleDeviation(difference)) * Math.sqrt(periods),
    ),
    trackingError: unless(tooFew, () => sampleDeviation(difference) * Math.sqrt(periods)),
    treynor: treynorOf(beta, annualReturn(own, periods), (1 + riskFree) ** periods - 1),
  };
}

const treynorOf = (beta: Statistic, yearly: Statistic, riskFree: number): Statistic =>
  beta.value === 0
    ? undefinedFor(reasons.noBeta)
    : combined([beta, yearly], (slope, growth) => (growth - riskFree) / slope);
