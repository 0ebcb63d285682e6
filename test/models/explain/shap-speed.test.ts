import { describe, expect, it } from 'vitest';
import { measureShap } from './shap-speed.ts';

describe('permutation SHAP of 350 features over 1,000 rows', () => {
  it('takes at most 10 seconds against 100 background rows, and adds up', () => {
    // 50 trees here, since the tests are not compiled as the product is; the benchmark takes 200.
    const { shapSeconds, gap } = measureShap(50);
    expect(shapSeconds).toBeLessThan(10);
    expect(gap, 'base plus phi is the score').toBeLessThan(1e-12);
  });
});
