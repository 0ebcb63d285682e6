import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { blackScholes, greeksOf, impliedVolatility, type Terms } from '../../../data/options/black-scholes.ts';
import { normalCdf } from '../../../data/options/normal.ts';

describe('the normal distribution function', () => {
  // Witness: Abramowitz and Stegun, "Handbook of Mathematical Functions", table 26.1, fifteen decimals.
  it.each([
    [0, 0.5],
    [0.5, 0.691462461274013],
    [1, 0.841344746068543],
    [1.96, 0.975002104851779],
    [3, 0.99865010196837],
  ])('of %d is %d', (x, expected) => {
    expect(normalCdf(x)).toBeCloseTo(expected, 14);
    expect(normalCdf(-x)).toBeCloseTo(1 - expected, 14);
  });

  it('keeps its relative precision far out, where the continued fraction begins', () => {
    // Witness: scipy.stats.norm.cdf(-8).
    expect(normalCdf(-8) / 6.22096057427178e-16).toBeCloseTo(1, 6);
    expect(normalCdf(-40)).toBe(0);
    expect(normalCdf(40)).toBe(1);
  });
});

describe('an option value', () => {
  // Witness: Hull, 10th ed., example 15.6: 4.76 for the call and 0.81 for the put.
  const hull = { spot: 42, strike: 40, years: 0.5, rate: 0.1, dividendYield: 0 };

  it('is that of the textbook', () => {
    expect(blackScholes({ ...hull, right: 'C' }, 0.2)).toBeCloseTo(4.76, 2);
    expect(blackScholes({ ...hull, right: 'P' }, 0.2)).toBeCloseTo(0.81, 2);
  });

  it('on an index with a dividend yield is that of the textbook', () => {
    // Witness: Hull, 10th ed., example 17.1: 51.83.
    const index: Terms = { right: 'C', spot: 930, strike: 900, years: 2 / 12, rate: 0.08, dividendYield: 0.03 };
    expect(blackScholes(index, 0.2)).toBeCloseTo(51.83, 2);
  });

  it('has the sensitivities of the textbook', () => {
    // Witness: Hull, 10th ed., examples 19.1, 19.2, 19.4, 19.6 and 19.7.
    const call: Terms = { right: 'C', spot: 49, strike: 50, years: 20 / 52, rate: 0.05, dividendYield: 0 };
    const { delta, gamma, vega, theta, rho } = greeksOf(call, 0.2);
    expect(delta).toBeCloseTo(0.522, 3);
    expect(gamma).toBeCloseTo(0.066, 3);
    expect(vega).toBeCloseTo(12.1, 1);
    expect(theta).toBeCloseTo(-4.31, 2);
    expect(rho).toBeCloseTo(8.91, 2);
  });

  it('has sensitivities that equal its differences, calls and puts alike', () => {
    const step = 1e-4;
    for (const right of ['C', 'P'] as const) {
      const terms: Terms = { right, spot: 100, strike: 95, years: 0.7, rate: 0.03, dividendYield: 0.02 };
      const value = (over: Partial<Terms> = {}, volatility = 0.3) => blackScholes({ ...terms, ...over }, volatility);
      const slope = (name: 'spot' | 'rate' | 'years') =>
        (value({ [name]: terms[name] + step }) - value({ [name]: terms[name] - step })) / (2 * step);
      const { delta, gamma, vega, theta, rho } = greeksOf(terms, 0.3);
      expect(delta).toBeCloseTo(slope('spot'), 6);
      expect(rho).toBeCloseTo(slope('rate'), 5);
      expect(theta).toBeCloseTo(-slope('years'), 5);
      expect(vega).toBeCloseTo((value({}, 0.3 + step) - value({}, 0.3 - step)) / (2 * step), 5);
      expect(gamma).toBeCloseTo((value({ spot: 101 }) - 2 * value() + value({ spot: 99 })) / 1, 4);
    }
  });
});

describe('an implied volatility', () => {
  const terms: Terms = { right: 'C', spot: 100, strike: 110, years: 0.25, rate: 0.02, dividendYield: 0 };

  it('gives back the volatility that made the price', () => {
    const spread = fc.record({
      strike: fc.double({ min: 80, max: 125, noNaN: true }),
      volatility: fc.double({ min: 0.1, max: 2, noNaN: true }),
      right: fc.constantFrom('C', 'P'),
    });
    fc.assert(
      fc.property(spread, ({ strike, volatility, right }) => {
        const one = { ...terms, strike, right };
        const price = blackScholes(one, volatility);
        fc.pre(price > 1e-3);
        expect(blackScholes(one, impliedVolatility(one, price))).toBeCloseTo(price, 9);
        expect(impliedVolatility(one, price)).toBeCloseTo(volatility, 5);
      }),
      { seed: 6 },
    );
  });

  it.each([
    ['below the value at expiry', { ...terms, strike: 80 }, 20],
    ['above the underlying', terms, 100.01],
    ['that is missing', terms, Number.NaN],
    ['of an option that has expired', { ...terms, years: 0 }, 1],
  ])('of a price %s is missing', (_what, given, price) => {
    expect(impliedVolatility(given, price)).toBeNaN();
  });
});
