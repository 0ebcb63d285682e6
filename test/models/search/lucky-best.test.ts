import { describe, expect, it } from 'vitest';
import { luckyBest } from '../../../models/search/lucky-best.ts';

describe('the best of several trials without skill', () => {
  it('is the expected maximum better than no skill: 1.57 deviations among 10', () => {
    // 1.57: Bailey, Borwein, Lopez de Prado and Zhu, Notices of the AMS 61 (2014), for N = 10.
    const losses = Float64Array.of(0.98, 0.99, 1);
    expect(luckyBest(losses, 10, 1)).toBeCloseTo(1 - 0.01 * 1.57, 4);
  });

  it('is further off the more were tried, and no better than no skill where all are alike', () => {
    const losses = Float64Array.of(0.9, 1.1);
    expect(luckyBest(losses, 50, 1)).toBeLessThan(luckyBest(losses, 5, 1) ?? Number.NaN);
    expect(luckyBest(Float64Array.of(0.97, 0.97), 20, 1)).toBe(1);
  });

  it('is not said of one trial', () => {
    expect([luckyBest(Float64Array.of(0.9), 1, 1), luckyBest(Float64Array.of(0.9), 5, 1)]).toEqual([null, null]);
  });
});
