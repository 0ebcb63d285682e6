import { describe, expect, it } from 'vitest';
import { mean } from '../../../models/performance/moments.ts';
import { normalCdf } from '../../../models/performance/normal.ts';
import { normalFrom, seededRandom } from '../../../models/performance/seeded-random.ts';
import { significanceOf } from '../../../models/performance/significance.ts';
import { reasons } from '../../../models/performance/statistic.ts';

function returnsFrom(seed: number, count: number, edge: number): Float64Array {
  const normal = normalFrom(seededRandom(seed));
  return Float64Array.from({ length: count }, () => edge + 0.01 * normal());
}

describe('bootstrap of the centred mean', () => {
  it('a planted edge of a fifth of the deviation is found on 500 returns', () => {
    const { pValue, runs, observations, warning } = significanceOf(returnsFrom(1, 500, 0.002), seededRandom(2), 1000);
    expect(pValue.value, 'a mean of about 4.5 standard errors').toBeLessThan(0.01);
    expect([runs, observations, warning]).toEqual([1000, 500, undefined]);
  });

  it('without an edge the values are uniform over samples', () => {
    const values = Float64Array.from({ length: 200 }, (_, seed) => {
      const { pValue } = significanceOf(returnsFrom(1000 + seed, 60, 0), seededRandom(seed), 200);
      return pValue.value ?? Number.NaN;
    });
    expect(Math.abs(mean(values) - 0.5), 'four standard errors of 1/sqrt(12 n)').toBeLessThan(4 / Math.sqrt(2400));
    const sorted = values.sort();
    const distance = Math.max(...sorted.map((value, i) => Math.abs(value - (i + 0.5) / 200)));
    expect(distance, 'Kolmogorov and Smirnov, 0.1 % level: 1.95 / sqrt(n)').toBeLessThan(1.95 / Math.sqrt(200));
  });

  it('on many returns it agrees with the normal test of the mean', () => {
    const returns = returnsFrom(9, 400, 0.0005);
    const centre = mean(returns);
    const deviation = Math.sqrt(mean(returns.map(one => (one - centre) ** 2)));
    const { pValue } = significanceOf(returns, seededRandom(4), 4000);
    const expected = 1 - normalCdf((centre / deviation) * Math.sqrt(400));
    expect(Math.abs((pValue.value ?? Number.NaN) - expected), 'central limit; four standard errors').toBeLessThan(
      4 * Math.sqrt(0.25 / 4000),
    );
  });

  it('returns that are all zero are reached by every resample', () => {
    expect(significanceOf(new Float64Array(40), seededRandom(1), 50).pValue).toEqual({ value: 1 });
  });

  it('the same seed gives the same value', () => {
    const returns = returnsFrom(5, 50, 0.001);
    expect(significanceOf(returns, seededRandom(6), 300)).toEqual(significanceOf(returns, seededRandom(6), 300));
  });

  it('under 30 returns a warning is given, under 2 no value', () => {
    const few = significanceOf(returnsFrom(5, 29, 0), seededRandom(6), 100);
    expect(few.warning?.en).toContain('29');
    expect(few.warning?.fr).toContain('29');
    expect(significanceOf(returnsFrom(5, 30, 0), seededRandom(6), 100).warning).toBeUndefined();
    expect(significanceOf(Float64Array.of(0.1), seededRandom(6)).pValue).toEqual({
      value: null,
      reason: reasons.tooFewReturns,
    });
  });
});
