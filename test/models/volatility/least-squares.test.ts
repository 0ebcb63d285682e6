import { describe, expect, it } from 'vitest';
import { leastSquares } from '../../../models/volatility/least-squares.ts';
import { thrownBy } from '../../kit/thrown-by.ts';

const column = (...values: number[]) => Float64Array.from(values);

/** NIST Statistical Reference Datasets, Linear Regression, "Longley": certified values, higher level of difficulty. */
const longley = {
  target: column(
    60323,
    61122,
    60171,
    61187,
    63221,
    63639,
    64989,
    63761,
    66019,
    67857,
    68169,
    66513,
    68655,
    69564,
    69331,
    70551,
  ),
  design: {
    deflator: column(83, 88.5, 88.2, 89.5, 96.2, 98.1, 99, 100, 101.2, 104.6, 108.4, 110.8, 112.6, 114.2, 115.7, 116.9),
    product: column(
      234289,
      259426,
      258054,
      284599,
      328975,
      346999,
      365385,
      363112,
      397469,
      419180,
      442769,
      444546,
      482704,
      502601,
      518173,
      554894,
    ),
    unemployed: column(2356, 2325, 3682, 3351, 2099, 1932, 1870, 3578, 2904, 2822, 2936, 4681, 3813, 3931, 4806, 4007),
    forces: column(1590, 1456, 1616, 1650, 3099, 3594, 3547, 3350, 3048, 2857, 2798, 2637, 2552, 2514, 2572, 2827),
    population: column(
      107608,
      108632,
      109773,
      110929,
      112075,
      113270,
      115094,
      116219,
      117388,
      118734,
      120445,
      121950,
      123366,
      125368,
      127852,
      130081,
    ),
    year: Float64Array.from({ length: 16 }, (_, i) => 1947 + i),
  },
  intercept: -3482258.63459582,
  coefficients: {
    deflator: 15.0618722713733,
    product: -0.035819179292591,
    unemployed: -2.02022980381683,
    forces: -1.03322686717359,
    population: -0.0511041056535807,
    year: 1829.15146461355,
  },
  residualDeviation: 304.854073561965,
};

describe('least squares', () => {
  it('reproduces the certified values of the NIST Longley data to nine digits', () => {
    const fit = leastSquares(longley.design, longley.target);
    expect(fit.intercept / longley.intercept, 'intercept').toBeCloseTo(1, 9);
    for (const [name, certified] of Object.entries(longley.coefficients)) {
      expect((fit.coefficients[name] ?? 0) / certified, name).toBeCloseTo(1, 9);
    }
    expect(Math.sqrt(fit.residualVariance) / longley.residualDeviation, 'residual deviation').toBeCloseTo(1, 10);
  });

  it('puts a line through points on a line with residuals of 0', () => {
    const fit = leastSquares({ x: column(1, 2, 3, 4) }, column(5, 7, 9, 11));
    expect(fit.intercept, '3 + 2 x').toBeCloseTo(3, 12);
    expect(fit.coefficients.x, '3 + 2 x').toBeCloseTo(2, 12);
    expect(Math.max(...fit.residuals.map(Math.abs)), 'on the line').toBeLessThan(1e-12);
  });

  it('changes neither its columns nor its target', () => {
    const [x, y] = [column(1, 2, 3, 5), column(2, 1, 4, 3)];
    leastSquares({ x }, y);
    expect([x, y], 'inputs belong to the caller').toEqual([column(1, 2, 3, 5), column(2, 1, 4, 3)]);
  });

  it.each([
    [
      'a constant column',
      { x: column(1, 2, 3, 4, 6), level: column(0.1, 0.1, 0.1, 0.1, 0.1) },
      'Column "level" is constant',
    ],
    ['a column of zeros', { level: column(0, 0, 0, 0, 0) }, 'Column "level" is constant'],
    ['a repeated column', { x: column(1, 2, 3, 4, 6), twice: column(2, 4, 6, 8, 12) }, 'Column "twice" follows'],
    ['a NaN', { x: column(1, 2, Number.NaN, 4, 6) }, 'Column "x" holds a value that is not finite'],
    [
      'too few rows',
      { a: column(1, 2, 3, 4, 6), b: column(1, 0, 1, 0, 1), c: column(0, 0, 1, 0, 0), d: column(1, 0, 0, 0, 0) },
      '5 coefficients need 6 rows, got 5',
    ],
  ])('refuses %s by name', (_, design, message) => {
    const error = thrownBy(() => leastSquares(design, column(1, 2, 3, 4, 5)));
    expect(error.code, 'the data do not carry a model').toBe('model.bad-data');
    expect(error.message, 'which column').toContain(message);
  });

  it('refuses a target that is not finite', () => {
    const error = thrownBy(() => leastSquares({ x: column(1, 2, 3) }, column(1, Number.POSITIVE_INFINITY, 3)));
    expect(error.message, 'which column').toContain('Column "target" holds a value that is not finite');
  });
});
