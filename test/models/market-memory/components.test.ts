import { describe, expect, it } from 'vitest';
import { kMeans } from '../../../models/market-memory/k-means.ts';
import { principalComponents, projectOn } from '../../../models/market-memory/principal-components.ts';
import { symmetricEigen } from '../../../models/market-memory/symmetric-eigen.ts';
import { normalFrom } from '../../../models/performance/seeded-random.ts';
import { seeded } from '../../kit/seeded.ts';

describe('eigenvalues of a symmetric matrix', () => {
  it('are those of the second difference, 2 - 2 cos(k pi / (n + 1))', () => {
    const n = 12;
    const matrix = Float64Array.from({ length: n * n }, (_, i) => {
      const gap = Math.abs(Math.floor(i / n) - (i % n));
      return gap === 0 ? 2 : gap === 1 ? -1 : 0;
    });
    const { values, vectors } = symmetricEigen(matrix, n);
    for (let k = 0; k < n; k += 1) {
      expect(values[k], 'closed form').toBeCloseTo(2 - 2 * Math.cos(((n - k) * Math.PI) / (n + 1)), 12);
      const vector = vectors.slice(k * n, (k + 1) * n);
      const largest = vector.reduce((best, entry) => (Math.abs(entry) > Math.abs(best) + 1e-9 ? entry : best), 0);
      expect(largest, 'the largest entry is positive').toBeGreaterThan(0);
      for (let i = 0; i < n; i += 1) {
        const product = vector.reduce((sum, entry, j) => sum + (matrix[i * n + j] ?? 0) * entry, 0);
        expect(product).toBeCloseTo((values[k] ?? 0) * (vector[i] ?? 0), 12);
      }
    }
  });

  it('are the diagonal where there is nothing else, also with zeros and equals', () => {
    const { values, vectors } = symmetricEigen(Float64Array.from([0, 0, 0, 0, 5, 0, 0, 0, 5]), 3);
    expect([...values]).toEqual([5, 5, 0]);
    expect([...vectors]).toEqual([0, 1, 0, 0, 0, 1, 1, 0, 0]);
  });
});

describe('principal components', () => {
  // Covariance [[2, 1], [1, 2]]: variance 3 along (1, 1) and 1 along (1, -1).
  const normal = normalFrom(seeded(3));
  const [long, short] = [Math.sqrt(3 / 2), Math.sqrt(1 / 2)];
  const rows = Float64Array.from(
    Array.from({ length: 20_000 }, () => [long * normal(), short * normal()] as const).flatMap(([a, b]) => [
      7 + a + b,
      a - b - 2,
    ]),
  );

  it('point where rows vary most', () => {
    const { directions, variances, reached, mean } = principalComponents(rows, 2, { share: 1 });
    expect(variances[0]).toBeCloseTo(3, 1);
    expect(variances[1]).toBeCloseTo(1, 1);
    expect(directions[0]).toBeCloseTo(Math.SQRT1_2, 2);
    expect(directions[1]).toBeCloseTo(Math.SQRT1_2, 2);
    expect([mean[0], mean[1]].map(value => Math.round(value ?? 0))).toEqual([7, -2]);
    expect(reached).toBe(1);
  });

  it('are as few as hold the share, and never more than allowed', () => {
    const few = principalComponents(rows, 2, { share: 0.7 });
    expect(few.variances).toHaveLength(1);
    expect(few.reached).toBeCloseTo(0.75, 2);
    expect(principalComponents(rows, 2, { share: 0.8 }).variances).toHaveLength(2);
    const most = principalComponents(rows, 2, { share: 0.99, most: 1 });
    expect([most.variances.length, most.reached < 0.99]).toEqual([1, true]);
  });

  it('keep distances where all of them are kept, and give scores without correlation', () => {
    const components = principalComponents(rows, 2, { share: 1 });
    const scores = projectOn(components, rows);
    const distance = (of: Float64Array) => Math.hypot((of[0] ?? 0) - (of[2] ?? 0), (of[1] ?? 0) - (of[3] ?? 0));
    expect(distance(scores)).toBeCloseTo(distance(rows), 10);
    let product = 0;
    for (let i = 0; i < scores.length; i += 2) product += (scores[i] ?? 0) * (scores[i + 1] ?? 0);
    expect(product / 20_000).toBeCloseTo(0, 8);
  });
});

describe('k-means', () => {
  it('parts 0, 1, 2 from 10, 11 with the closed-form sum of squares, the larger cluster first', () => {
    const { centres, sizes, labels, inertia } = kMeans(
      { values: Float64Array.from([10, 0, 1, 11, 2]), width: 1 },
      { clusters: 2 },
    );
    expect([...centres]).toEqual([1, 10.5]);
    expect(sizes).toEqual([3, 2]);
    expect([...labels]).toEqual([1, 0, 0, 1, 0]);
    expect(inertia).toBeCloseTo(2.5, 12);
  });

  it('finds planted clusters, and the same ones for the same seed', () => {
    const normal = normalFrom(seeded(9));
    const values = Float64Array.from(
      { length: 1200 },
      (_, i) => 10 * (Math.floor(i / 2) % 6) * (i % 2 === 0 ? 1 : -1) + normal(),
    );
    const fit = kMeans({ values, width: 2 }, { clusters: 6, seed: 4 });
    for (let row = 6; row < 600; row += 1) expect(fit.labels[row]).toBe(fit.labels[row % 6]);
    expect(new Set(fit.labels).size).toBe(6);
    expect(kMeans({ values, width: 2 }, { clusters: 6, seed: 4 })).toEqual(fit);
  });
});
