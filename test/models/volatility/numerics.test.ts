import { describe, expect, it } from 'vitest';
import { leastSquares } from '../../../models/volatility/least-squares.ts';
import { logGamma } from '../../../models/volatility/log-gamma.ts';
import { nelderMead, restartedNelderMead } from '../../../models/volatility/nelder-mead.ts';
import { empiricalQuantiles } from '../../../models/volatility/order-statistics.ts';
import { RollingLeastSquares } from '../../../models/volatility/rolling-least-squares.ts';
import { seeded } from '../../kit/seeded.ts';
import { thrownBy } from '../../kit/thrown-by.ts';

describe('log gamma', () => {
  it.each([
    [0.5, Math.log(Math.PI) / 2],
    [1, 0],
    [2.5, Math.log(0.75 * Math.sqrt(Math.PI))],
    [10, Math.log(362_880)],
    [50.5, Math.log(50) * 50 - 50 + Math.log(2 * Math.PI) / 2 - 1 / 1200 + 7 / 360 / 8 / 50 ** 3],
  ])('of %f is its closed form', (x, expected) => {
    expect(logGamma(x)).toBeCloseTo(expected, x > 20 ? 9 : 13);
  });
});

describe('Nelder-Mead', () => {
  const rosenbrock = ([x = 0, y = 0]: ArrayLike<number> & Iterable<number>) => 100 * (y - x * x) ** 2 + (1 - x) ** 2;

  it('finds the minimum of Rosenbrock at (1, 1) from (-1.2, 1)', () => {
    const { point, value } = nelderMead(rosenbrock, [-1.2, 1], { steps: [0.5, 0.5], tolerance: 1e-14 });
    expect(value, 'Rosenbrock 1960').toBeLessThan(1e-12);
    expect(point[0], 'x').toBeCloseTo(1, 5);
    expect(point[1], 'y').toBeCloseTo(1, 5);
  });

  it('keeps out of a region where the function has no value', () => {
    const half = (point: ArrayLike<number>) => ((point[0] ?? 0) < 0 ? Number.NaN : ((point[0] ?? 0) + 1) ** 2);
    const { point } = restartedNelderMead(half, [3], { steps: [1] });
    expect(point[0], 'the edge of the region').toBeCloseTo(0, 3);
  });

  it('stops at the evaluations that it is given', () => {
    const { evaluations } = nelderMead(rosenbrock, [-1.2, 1], { steps: [1, 1], maximumEvaluations: 40, tolerance: 0 });
    expect(evaluations, 'at most one more step').toBeLessThan(45);
  });
});

describe('empirical quantiles', () => {
  const random = seeded(3);
  const draws = Float64Array.from({ length: 997 }, () => Math.tan(3 * (random() - 0.5)) + (random() < 0.3 ? 7 : 0));
  const probabilities = [0, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 1];

  it.each([
    ['many different values', draws],
    ['many equal values', draws.map(value => Math.ceil(value) + 0)],
    ['one far outlier', draws.map((value, i) => (i === 5 ? 1e9 : value))],
    ['three values', Float64Array.of(3, 1, 2)],
    ['one value', Float64Array.of(4)],
    ['one value many times', new Float64Array(9).fill(-2)],
  ])('of %s are those of a full sort', (_, values) => {
    const sorted = values.slice().sort();
    const expected = probabilities.map(p => sorted[Math.floor(p * (values.length - 1))]);
    expect(empiricalQuantiles(values, probabilities)).toEqual(expected);
  });
});

describe('rolling least squares', () => {
  const random = seeded(5);
  const column = () => Float64Array.from({ length: 900 }, () => random() + 40);
  const design = { a: column(), b: column() };
  const target = design.a.map((a, i) => 2 * a - 3 * (design.b[i] ?? 0) + random());

  it('agrees with a fit of each window alone, over many moves', () => {
    const rolling = new RollingLeastSquares(design, target);
    for (let to = 200; to <= 900; to += 1) {
      const from = Math.max(0, to - 250);
      const { intercept, slopes, residualVariance } = rolling.fit(from, to);
      if (to % 50 > 0) continue;
      const window = { a: design.a.subarray(from, to), b: design.b.subarray(from, to) };
      const alone = leastSquares(window, target.subarray(from, to));
      expect(intercept / alone.intercept, `rows ${from} to ${to}`).toBeCloseTo(1, 10);
      expect(slopes[1], `rows ${from} to ${to}`).toBeCloseTo(alone.coefficients.b ?? 0, 10);
      expect(residualVariance / alone.residualVariance, `rows ${from} to ${to}`).toBeCloseTo(1, 10);
    }
  });

  it('names a column that holds a NaN as long as the window sees it, and fits again after', () => {
    const holed = { ...design, a: design.a.map((a, i) => (i === 300 ? Number.NaN : a)) };
    const rolling = new RollingLeastSquares(holed, target);
    rolling.fit(200, 300);
    for (const to of [301, 302]) {
      expect(thrownBy(() => rolling.fit(to - 100, to)).message, `row 300 in the window to ${to}`).toContain('"a"');
    }
    const clean = new RollingLeastSquares(design, target).fit(301, 401);
    expect(rolling.fit(301, 401).intercept, 'the hole has left').toBeCloseTo(clean.intercept, 10);
  });

  it('names a column that becomes constant inside the window', () => {
    const still = { ...design, b: design.b.map((b, i) => (i < 400 ? b : 41)) };
    const rolling = new RollingLeastSquares(still, target);
    let message = '';
    for (let to = 300; to <= 520 && message === ''; to += 1) {
      if (to === 500) message = thrownBy(() => rolling.fit(to - 100, to)).message;
      else rolling.fit(to - 100, to);
    }
    expect(message, 'rows 400 to 499').toContain('Column "b" is constant');
  });
});
