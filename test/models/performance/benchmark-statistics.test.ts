import { describe, expect, it } from 'vitest';
import { benchmarkStatistics, commonReturns } from '../../../models/performance/benchmark-statistics.ts';
import { mean, sampleDeviation } from '../../../models/performance/moments.ts';
import { reasons } from '../../../models/performance/statistic.ts';
import { seeded } from '../../kit/seeded.ts';

const random = seeded(31);
const market = Float64Array.from({ length: 300 }, () => 0.02 * (random() - 0.48));

describe('statistics beside a benchmark', () => {
  it('a position of one and a half times the market plus 1 basis point has beta 1.5 and that alpha', () => {
    const own = market.map(one => 1.5 * one + 0.0001);
    const { beta, alpha } = benchmarkStatistics({ own, benchmark: market }, 252);
    expect(beta.value).toBeCloseTo(1.5, 12);
    expect(alpha.value, '252 basis points a year').toBeCloseTo(0.0252, 12);
  });

  it('alpha is taken on excess returns: half the market and half cash at the risk-free rate has none', () => {
    const riskFree = 0.0002;
    const own = market.map(one => 0.5 * one + 0.5 * riskFree);
    const { alpha, beta, treynor } = benchmarkStatistics({ own, benchmark: market }, 252, riskFree);
    expect(alpha.value).toBeCloseTo(0, 12);
    const growth = own.reduce((product, one) => product * (1 + one), 1) ** (252 / own.length);
    expect(treynor.value, '(annual return - rate) / beta').toBeCloseTo(
      (growth - 1.0002 ** 252) / (beta.value ?? 0),
      12,
    );
  });

  it('the information ratio is the mean difference over the tracking error', () => {
    const own = market.map((one, i) => one + (i % 2 === 0 ? 0.002 : -0.001));
    const difference = own.map((one, i) => one - (market[i] ?? 0));
    const { informationRatio, trackingError } = benchmarkStatistics({ own, benchmark: market }, 252);
    expect(trackingError.value, 'half its range, with n - 1').toBeCloseTo(
      0.0015 * Math.sqrt(300 / 299) * Math.sqrt(252),
      12,
    );
    expect(informationRatio.value).toBeCloseTo((mean(difference) / sampleDeviation(difference)) * Math.sqrt(252), 10);
  });

  it('only instants that both have are compared', () => {
    const own = { openAt: Float64Array.of(1, 2, 3, 5), equityUsd: Float64Array.of(100, 110, 120, 132) };
    const other = { openAt: Float64Array.of(0, 1, 3, 4, 5), equityUsd: Float64Array.of(9, 10, 20, 7, 10) };
    const pair = commonReturns(own, other);
    expect([...pair.own], '100 to 120 to 132').toEqual([expect.closeTo(0.2, 12), expect.closeTo(0.1, 12)]);
    expect([...pair.benchmark], '10 to 20 to 10').toEqual([1, -0.5]);
  });

  it('the benchmark against itself has beta 1 and no information ratio', () => {
    const { beta, trackingError, informationRatio } = benchmarkStatistics({ own: market, benchmark: market }, 252);
    expect(beta.value).toBeCloseTo(1, 12);
    expect(trackingError).toEqual({ value: 0 });
    expect(informationRatio).toEqual({ value: null, reason: reasons.constantReturns });
  });

  it('a benchmark that never moves, no move of its own, or too little in common leave figures undefined', () => {
    const flat = new Float64Array(300);
    const beside = benchmarkStatistics({ own: market, benchmark: flat }, 252);
    expect(beside.beta).toEqual({ value: null, reason: reasons.constantBenchmark });
    expect(beside.alpha).toEqual({ value: null, reason: reasons.constantBenchmark });
    expect(benchmarkStatistics({ own: flat, benchmark: market }, 252).treynor).toEqual({
      value: null,
      reason: reasons.noBeta,
    });
    const single = { own: Float64Array.of(0.1), benchmark: Float64Array.of(0.1) };
    for (const figure of Object.values(benchmarkStatistics(single, 252))) {
      expect(figure).toEqual({ value: null, reason: reasons.tooFewReturns });
    }
  });
});
