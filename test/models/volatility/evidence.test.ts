import { describe, expect, it } from 'vitest';
import { normalFrom } from '../../../models/performance/seeded-random.ts';
import { christoffersen, criticalRatio, kupiec } from '../../../models/volatility/coverage-tests.ts';
import { dieboldMariano, smallSampleDieboldMariano } from '../../../models/volatility/diebold-mariano.ts';
import { scoreRisk } from '../../../models/volatility/value-at-risk.ts';
import { seeded } from '../../kit/seeded.ts';

const hundred = Array.from({ length: 100 }, (_, k) => k + 1);

describe('Diebold-Mariano', () => {
  const first = hundred.map(i => Math.sin(i) ** 2);
  const second = hundred.map(i => (0.9 * Math.sin(i) + 0.2 * Math.cos(2 * i)) ** 2);

  it.each([
    [1, 3.950361, 3.93056],
    [2, 5.538421, 5.455274],
  ])('has the reference values of the small-sample test for horizon %i', (horizon, plain, corrected) => {
    const test = smallSampleDieboldMariano(first, second, horizon);
    expect(test.plain, 'rectangular weights').toBeCloseTo(plain, 6);
    expect(test.corrected, 'Harvey, Leybourne and Newbold').toBeCloseTo(corrected, 6);
  });

  it('with Newey-West weights is the mean over its standard error, by hand for 4 rows and 1 lag', () => {
    // d = 1, 2, 4, 5: mean 3, deviations -2, -1, 1, 2; g0 = 10 / 4, g1 = (2 - 1 + 2) / 4, lags max(1, floor 4 .04^(2/9)) = 1.
    const t = dieboldMariano([1, 2, 4, 5], [0, 0, 0, 0], 1);
    expect(t, '3 / sqrt((2.5 + 2 x 0.5 x 0.75) / 4)').toBeCloseTo(3 / Math.sqrt((2.5 + 0.75) / 4), 12);
  });

  it('on some rows keeps their places in time, by hand for the first two of 4 rows', () => {
    // Mean 1.5, deviations -.5, .5, 0, 0 over 4 rows: g0 = .5 / 4, g1 = -.25 / 4.
    const t = dieboldMariano([1, 2, 4, 5], [0, 0, 0, 0], 1, row => row < 2);
    expect(t, '2 x 1.5 / sqrt(4 (.125 - .0625))').toBeCloseTo(3 / Math.sqrt(4 * (0.125 - 0.0625)), 12);
    const every = dieboldMariano(first, second, 2, () => true);
    expect(every, 'all rows are the plain test').toBe(dieboldMariano(first, second, 2));
    const gaps = (row: number) => row % 10 === 0;
    const apart = dieboldMariano(first, second, 1, gaps);
    const picked = (losses: number[]) => losses.filter((_, row) => gaps(row));
    expect(apart, 'rows ten apart are no neighbours').not.toBeCloseTo(
      dieboldMariano(picked(first), picked(second), 1),
      2,
    );
    expect(
      dieboldMariano(first, second, 1, () => false),
      'no row',
    ).toBe(0);
  });

  it('changes sign with the order of the two, and is 0 between equals', () => {
    expect(dieboldMariano(second, first, 1)).toBeCloseTo(-dieboldMariano(first, second, 1), 12);
    expect(dieboldMariano(first, first, 2), 'nothing to choose').toBe(0);
    const rounded = first.map((loss, i) => loss * (1 + 1e-15 * (i % 3)));
    expect(dieboldMariano(first, rounded, 1), 'rounding is no advantage').toBe(0);
  });
});

describe('coverage tests', () => {
  it.each([
    [250, 5, 0.01, 1.95681],
    [250, 0, 0.01, 5.025168],
    [1000, 17, 0.01, 4.090973],
    [1000, 62, 0.05, 2.826032],
  ])('Kupiec of %i days with %i hits at %f is the reference %f', (count, hits, probability, ratio) => {
    expect(kupiec(count, hits, probability)).toBeCloseTo(ratio, 6);
  });

  it('Christoffersen finds the clusters of the reference sequence', () => {
    const hits = hundred.map(i => [10, 11, 12, 50, 51, 90].includes(i - 1));
    const { coverage, independence } = christoffersen(hits, 0.05);
    expect(independence, 'reference').toBeCloseTo(10.445253, 6);
    expect(coverage, 'reference').toBeCloseTo(0.198422, 6);
  });

  it('say nothing against a sequence without hits in a row when there are hardly any', () => {
    expect(christoffersen([false, false, false], 0.05).independence, 'no hit at all').toBe(0);
  });
});

describe('value at risk', () => {
  const random = normalFrom(seeded(8));
  const sigmas = hundred.flatMap(() => hundred.slice(0, 30).map(k => (k > 24 ? 4 : 0.5)));
  const returns = Float64Array.from(sigmas, sigma => sigma * random());

  it('is hit as often as it says where the forecast knows the sigma, whatever its level', () => {
    for (const level of [1, 0.4]) {
      const variance = Float64Array.from(sigmas, sigma => level * sigma ** 2);
      for (const { count, probability, coverageRatio, independenceRatio } of scoreRisk(variance, returns)) {
        expect(count, '3000 days less the 250 before the first').toBe(2750);
        expect(coverageRatio, `level ${probability}`).toBeLessThan(criticalRatio);
        expect(independenceRatio, `level ${probability}`).toBeLessThan(criticalRatio);
      }
    }
  });

  it('is not tested on days too few to read a tail from', () => {
    expect(scoreRisk(new Float64Array(250).fill(1), returns.subarray(0, 250))).toEqual([]);
  });

  it('is hit in clusters where the forecast does not move with the sigma', () => {
    const flat = new Float64Array(returns.length).fill(1);
    const [, five] = scoreRisk(flat, returns);
    expect(five?.independenceRatio, '6 wild days follow 24 calm ones').toBeGreaterThan(criticalRatio);
  });
});
