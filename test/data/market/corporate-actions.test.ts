import { describe, expect, it } from 'vitest';
import { tradedPrices } from '../../../data/market/corporate-actions.ts';
import { rawCandles } from '../../../data/market/raw-rows.ts';

const day = 86_400_000;

describe('prices as they were traded', () => {
  it('are what split-adjusted ones were before each split; money traded stays the same', () => {
    const adjusted = rawCandles([
      [0, 10, 11, 9, 10, 8000],
      [day, 10, 11, 9, 10, 8000],
      [2 * day, 10, 11, 9, 10, 8000],
    ]);
    const traded = tradedPrices(adjusted, [
      { at: 2 * day - 1, ratio: 4 },
      { at: day, ratio: 0.5 },
    ]);
    expect([...traded.close], 'before both: 10 * 4 * 0.5; between: 10 * 4; after: 10').toEqual([20, 40, 10]);
    expect([...traded.high]).toEqual([22, 44, 11]);
    expect([...traded.volume]).toEqual([4000, 2000, 8000]);
    expect([...traded.openAt]).toEqual([0, day, 2 * day]);
    expect(tradedPrices(adjusted, [])).toEqual(adjusted);
  });
});
