import { describe, expect, it } from 'vitest';
import { erfc, normalCdf, normalQuantile } from '../../../models/performance/normal.ts';

const relative = (measured: number, published: number) => Math.abs(measured / published - 1);

describe('normal law', () => {
  it.each([
    [0.5, 0.4795001221869535],
    [1, 0.15729920705028513],
    [2, 0.004677734981047266],
    [3, 2.209049699858544e-5],
    [5, 1.537459794428035e-12],
    [-1, 1.8427007929497148],
  ])('erfc(%f) is %f', (x, published) => {
    expect(relative(erfc(x), published), 'mpmath at 40 digits').toBeLessThan(1e-14);
  });

  it.each([
    [0.975, 1.9599639845400543],
    [0.95, 1.6448536269514726],
    [0.99, 2.326347874040841],
    [0.75, 0.6744897501960817],
    [1e-10, -6.361340902404062],
  ])('the quantile at %f is %f', (probability, published) => {
    expect(relative(normalQuantile(probability), published), 'mpmath at 40 digits').toBeLessThan(1e-14);
  });

  it('is symmetric: erfc(x) + erfc(-x) = 2 and the quantiles of p and 1 - p are opposite', () => {
    for (let x = 0; x < 6; x += 0.07) expect(Math.abs(erfc(x) + erfc(-x) - 2)).toBeLessThan(1e-15);
    for (const p of [0.25, 0.125, 2 ** -20]) expect(normalQuantile(p)).toBe(-normalQuantile(1 - p));
    expect(Math.abs(normalQuantile(0.5))).toBeLessThan(1e-16);
    expect(normalCdf(0)).toBe(0.5);
  });

  it('the quantile inverts the distribution from 1e-300 to 1 - 1e-12', () => {
    for (let exponent = -300; exponent < 0; exponent += 3.7) {
      const p = 10 ** exponent;
      expect(relative(normalCdf(normalQuantile(p)), p), `p = ${p}`).toBeLessThan(1e-12);
    }
    for (const p of [0.6, 0.9, 0.999, 1 - 1e-12])
      expect(Math.abs(normalCdf(normalQuantile(p)) - p)).toBeLessThan(1e-15);
  });

  it('the quantile of the least number that there is stays a number', () => {
    expect(normalQuantile(Number.MIN_VALUE), 'mpmath at 40 digits: -38.4674').toBeCloseTo(-38.4674, 1);
  });

  it('erfc has no step where the series hands over to the continued fraction', () => {
    const slope = (-2 / Math.sqrt(Math.PI)) * Math.exp(-1);
    const [before, after] = [erfc(1 - 1e-9), erfc(1)];
    expect(Math.abs(after - before - slope * 1e-9), 'derivative -2/sqrt(pi) exp(-x^2)').toBeLessThan(1e-15);
  });

  it('ends and nonsense: erfc at the infinities is 0 and 2, NaN stays NaN, a probability of 0 or 1 is refused', () => {
    expect([erfc(Number.POSITIVE_INFINITY), erfc(Number.NEGATIVE_INFINITY), erfc(Number.NaN)]).toEqual([
      0,
      2,
      Number.NaN,
    ]);
    for (const p of [0, 1, -0.1, 1.1, Number.NaN]) expect(() => normalQuantile(p)).toThrow(RangeError);
  });
});
