import { describe, expect, it } from 'vitest';
import { classCounts, classWeights } from '../../../models/hybrid/class-weights.ts';

describe('class weights', () => {
  it('counts the known labels of the rows that are asked for', () => {
    expect(classCounts(Int8Array.of(0, 2, -1, 2, 1), Int32Array.of(0, 1, 2, 3), 3)).toEqual([1, 0, 2]);
  });

  it('are in proportion to one over the effective number of samples, with mean 1', () => {
    const weights = classWeights([1, 2, 4]);
    // (1 - b^n) / (1 - b) = 1 + b + ... + b^(n-1)
    const b = 0.999;
    const effective = [1, 1 + b, 1 + b + b ** 2 + b ** 3];
    const mean = effective.reduce((sum, n) => sum + 1 / n, 0) / 3;
    for (const [k, n] of effective.entries()) {
      expect(weights[k], 'geometric series').toBeCloseTo(1 / n / mean, 10);
    }
    expect(classWeights([700, 700, 700]), 'equal classes').toEqual([1, 1, 1]);
  });

  it('stop growing once a class has many samples', () => {
    const [rare = 0, common = 0] = classWeights([20_000, 40_000]);
    expect(rare / common, 'both have an effective number of 1000').toBeCloseTo(1, 8);
  });

  it('stay within 0.2 and 5, and are 0 for a class that does not occur', () => {
    expect(classWeights([1, 0, 5000, 5000, 5000, 5000, 5000, 5000])).toEqual([5, 0, 0.2, 0.2, 0.2, 0.2, 0.2, 0.2]);
  });
});
