import { describe, expect, it } from 'vitest';
import { regimeClasses, regimeThresholds } from '../../../models/hybrid/volatility-classes.ts';
import { thrownBy } from '../../kit/thrown-by.ts';

/** 0 to 100, and outcomes that no training row may see. */
const outcomes = Float64Array.from([...Array.from({ length: 101 }, (_, k) => k), 1e6, Number.NaN]);
const train = Int32Array.from({ length: 103 }, (_, row) => row).filter(row => row !== 101);

describe('volatility regimes', () => {
  const thresholds = regimeThresholds(outcomes, train);

  it('have their borders at the quarter, three quarters and 95 % of the training outcomes', () => {
    expect(thresholds, 'quantiles of 0 to 100; the test row and the unknown one do not count').toEqual([25, 75, 95]);
  });

  it('number the outcomes by the borders below them', () => {
    expect([...regimeClasses(Float64Array.of(25, 25.1, 75, 95, 95.1, 1e6, Number.NaN), thresholds)]).toEqual([
      0, 1, 1, 2, 3, 3, -1,
    ]);
  });

  it('hold a quarter, a half, a fifth and a twentieth of the training rows', () => {
    const classes = regimeClasses(outcomes.slice(0, 101), thresholds);
    expect([0, 1, 2, 3].map(k => classes.filter(one => one === k).length)).toEqual([26, 50, 20, 5]);
  });

  it('are refused where the outcomes do not differ or there are none', () => {
    const flat = thrownBy(() => regimeThresholds(new Float64Array(50).fill(2), train.slice(0, 50)));
    expect([flat.code, flat.message]).toEqual(['model.bad-data', expect.stringContaining('"variance ahead"')]);
    expect(thrownBy(() => regimeThresholds(outcomes, Int32Array.of(102))).details.known).toBe(0);
  });
});
