import { describe, expect, it } from 'vitest';
import { deepestFallUsd, deepestShareOf, drawdownsOf } from '../../../models/performance/drawdown.ts';
import { cagrOf } from '../../../models/performance/performance.ts';
import {
  annualReturn,
  conditionalValueAtRisk,
  kurtosis,
  omegaRatio,
  sharpeRatio,
  skewness,
  sortinoRatio,
  stability,
  tailRatio,
  valueAtRisk,
  volatility,
} from '../../../models/performance/return-statistics.ts';
import { reasons } from '../../../models/performance/statistic.ts';

const percent = (...values: number[]) => Float64Array.from(values, value => value / 100);

/** empyrical's own test series, without its leading missing row. */
const mixed = percent(1, 10, -4, 2, 3, 2, 1, -10);
const falling = percent(0, -6, -7, -1, -9, -2, -6, -8, -5);

describe('statistics of returns against published values', () => {
  it('volatility of the mixed series of empyrical is .9136465399704637', () => {
    expect(volatility(mixed, 252).value, 'empyrical, tests of annual_volatility').toBeCloseTo(0.9136465399704637, 12);
  });

  it.each([
    [252, 2.605531251673693],
    [52, 1.1835801911849988],
    [12, 0.5685735326841778],
  ])('Sortino of the mixed series with %i periods is %f', (periods, value) => {
    expect(sortinoRatio(mixed, periods).value, 'empyrical, tests of sortino_ratio').toBeCloseTo(value, 12);
  });

  it('Sortino of the falling series of empyrical is -13.532743075043401', () => {
    expect(sortinoRatio(falling, 252).value, 'empyrical, tests of sortino_ratio').toBeCloseTo(-13.532743075043401, 11);
  });

  it('stability of the mixed series is .1529973665111273', () => {
    expect(stability(mixed).value, 'empyrical, tests of stability_of_timeseries').toBeCloseTo(0.1529973665111273, 12);
  });

  it('annual return of the mixed series counts 8 returns, not the missing ninth', () => {
    const growth = mixed.reduce((product, one) => product * (1 + one), 1);
    expect(annualReturn(mixed, 252).value, 'without the missing row').toBeCloseTo(2.330292797300439, 12);
    expect(growth ** (252 / 9) - 1, 'what empyrical prints, counting it').toBeCloseTo(1.9135925373194231, 12);
  });

  it('tail ratio of the mixed series is .955696202531645', () => {
    expect(tailRatio(mixed).value, 'closed form: 7.55 / 7.9').toBeCloseTo(0.955696202531645, 12);
  });

  it('maximum drawdown of the mixed series is -.1', () => {
    const equity = Float64Array.from(mixed);
    let value = 100;
    for (let i = 0; i < mixed.length; i += 1) {
      value *= 1 + (mixed[i] ?? 0);
      equity[i] = value;
    }
    expect(deepestShareOf(equity), 'empyrical, tests of max_drawdown').toBeCloseTo(0.1, 12);
  });

  it('Sharpe of [.01, -.02, .015, -.005, .025] with 252 periods is 4.48998886412873', () => {
    expect(
      sharpeRatio(Float64Array.of(0.01, -0.02, 0.015, -0.005, 0.025), 252).value,
      'reference collection, 3.3',
    ).toBeCloseTo(4.48998886412873, 11);
  });

  it('Sharpe of twelve yearly returns against a rate of 5 % is .8343639209671', () => {
    const yearly = Float64Array.of(0.259, 0.198, 0.364, -0.081, 0.057, 0.055, 0.188, 0.317, 0.24, 0.184, -0.01, 0.526);
    expect(sharpeRatio(yearly, 1, 0.05).value, 'reference collection, 3.3').toBeCloseTo(0.8343639209671, 12);
  });

  it('Sortino of [.17, .15, .23, -.05, .12, .09, .13, -.04] a year is 4.417261042993861', () => {
    const yearly = Float64Array.of(0.17, 0.15, 0.23, -0.05, 0.12, 0.09, 0.13, -0.04);
    expect(sortinoRatio(yearly, 1).value, 'Red Rock Capital, "Sortino: a sharper ratio"').toBeCloseTo(
      4.417261042993861,
      12,
    );
  });

  it('Omega of twelve returns against a minimum of 1 % is .463901689', () => {
    const returns = [0.0089, 0.0012, -0.002, 0.01, -0.0002, 0.02, 0.03, 0.01, -0.003, 0.01, 0.0102, -0.01];
    const { value } = omegaRatio(Float64Array.from(returns), 0.01);
    expect(value, 'gains of .0302 over shortfalls of .0651').toBeCloseTo(302 / 651, 12);
    expect(value, 'reference collection, 3.3').toBeCloseTo(0.463901689, 8);
  });

  it.each([
    [64_900, 176_000, 3, 0.39451328828722776],
    [64_900, 176_000, 1, 1.711864406779661],
    [1000, 1500, 100 / 365, 3.392715692488232],
  ])('growth from %i to %i in %f years is %f a year', (first, last, years, value) => {
    expect(cagrOf(first, last, years).value, 'freqtrade, tests of calculate_cagr').toBeCloseTo(value, 12);
  });

  it('the deepest fall in dollars and the deepest in percent are two different falls', () => {
    const balance = Float64Array.of(1000, 1000, 500, 1000, 11_000, 10_000);
    expect(deepestFallUsd(balance), 'freqtrade: profits 0, -500, 500, 10000, -1000 on 1000').toBe(-1000);
    expect(1000 / 11_000, 'which was 9.0909 % of the peak').toBeCloseTo(drawdownsOf(balance)[5] ?? 0, 12);
    expect(deepestShareOf(balance), 'the fall of 500 was half of all').toBe(0.5);
  });
});

describe('statistics of returns by closed forms', () => {
  const steps = Float64Array.from({ length: 101 }, (_, i) => (i - 50) / 1000);

  it('value at risk of evenly spaced returns is the fifth percentile, and its tail mean lies half-way to the end', () => {
    expect(valueAtRisk(steps).value, 'row 5 of 0 to 100').toBeCloseTo(0.045, 12);
    expect(conditionalValueAtRisk(steps).value, 'mean of .050 to .045').toBeCloseTo(0.0475, 12);
  });

  it('evenly spaced returns have no skewness and the kurtosis of a discrete uniform law', () => {
    expect(skewness(steps).value).toBeCloseTo(0, 12);
    const squared = 101 ** 2;
    expect(kurtosis(steps).value, '3 (3 n^2 - 7) / (5 (n^2 - 1)), raw').toBeCloseTo(
      (0.6 * (3 * squared - 7)) / (squared - 1),
      10,
    );
  });

  it('a coin with p = .2 has skewness (1 - 2p) / sqrt(p q) and kurtosis 1 + (1 - 3 p q) / (p q) - 2', () => {
    const coin = Float64Array.of(1, 0, 0, 0, 0);
    expect(skewness(coin).value, 'Bernoulli law').toBeCloseTo(0.6 / 0.4, 12);
    expect(kurtosis(coin).value, 'Bernoulli law, raw: 3 + (1 - 6 p q) / (p q)').toBeCloseTo(3 + (1 - 0.96) / 0.16, 12);
  });

  it('steady growth with rounding has stability 1 and no Sharpe ratio', () => {
    const steady = new Float64Array(50).fill(0.01).map((rate, i) => rate + (i % 2 === 0 ? 1e-17 : 0));
    expect(stability(steady).value).toBeCloseTo(1, 12);
    expect(sharpeRatio(steady, 252)).toEqual({ value: null, reason: reasons.constantReturns });
  });
});

describe('statistics of returns that are undefined', () => {
  it.each([0, 1])('with %i returns none of them is known', count => {
    const few = new Float64Array(count).fill(0.01);
    const all = [
      annualReturn(few, 252),
      volatility(few, 252),
      sharpeRatio(few, 252),
      sortinoRatio(few, 252),
      omegaRatio(few),
      tailRatio(few),
      stability(few),
      valueAtRisk(few),
      conditionalValueAtRisk(few),
      skewness(few),
      kurtosis(few),
    ];
    for (const one of all) expect(one).toEqual({ value: null, reason: reasons.tooFewReturns });
  });

  it('without a loss there is no Sortino and no Omega', () => {
    const rising = percent(1, 2, 3);
    expect(sortinoRatio(rising, 252)).toEqual({ value: null, reason: reasons.noDownside });
    expect(omegaRatio(rising)).toEqual({ value: null, reason: reasons.noDownside });
  });

  it('returns that are all zero have a volatility of 0, and no ratio', () => {
    const flat = new Float64Array(10);
    expect(volatility(flat, 252)).toEqual({ value: 0 });
    expect(sharpeRatio(flat, 252)).toEqual({ value: null, reason: reasons.constantReturns });
    expect(tailRatio(flat)).toEqual({ value: null, reason: reasons.noLowerTail });
    expect(stability(flat)).toEqual({ value: null, reason: reasons.constantReturns });
    expect(skewness(flat)).toEqual({ value: null, reason: reasons.constantReturns });
  });

  it('a return of -100 % has no compound figures', () => {
    const lost = Float64Array.of(0.1, -1, 0.1);
    expect(annualReturn(lost, 252)).toEqual({ value: null, reason: reasons.totalLoss });
    expect(stability(lost)).toEqual({ value: null, reason: reasons.totalLoss });
  });

  it('growth from or to nothing, or in no time, is unknown', () => {
    expect(cagrOf(100, 0, 1)).toEqual({ value: null, reason: reasons.equityNotPositive });
    expect(cagrOf(0, 100, 1)).toEqual({ value: null, reason: reasons.equityNotPositive });
    expect(cagrOf(100, 110, 0)).toEqual({ value: null, reason: reasons.tooFewValues });
    expect(cagrOf(1, 1e300, 0.01), 'beyond the largest number').toEqual({ value: null, reason: reasons.notANumber });
  });

  it('every reason is said in two languages', () => {
    for (const { en, fr } of Object.values(reasons)) {
      expect(en.length * fr.length).toBeGreaterThan(0);
      expect(en).not.toBe(fr);
    }
  });
});
