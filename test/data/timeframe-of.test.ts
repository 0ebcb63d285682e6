import { describe, expect, it } from 'vitest';
import { timeframeOf } from '../../data/timeframe-of.ts';

const at = (...hours: number[]) =>
  hours.map(hour => ({ openAt: hour * 3_600_000, open: 1, high: 1, low: 1, close: 1, volume: 0 }));

describe('the timeframe of rows', () => {
  it('is their usual distance: weekends and holes do not change it', () => {
    expect(timeframeOf(at(0, 24, 48, 120, 144, 168))).toBe('1d');
    expect(timeframeOf(at(0, 1, 2, 3, 20, 21, 22))).toBe('1h');
  });

  it('is unknown for weeks, for one row and for none', () => {
    expect(timeframeOf(at(0, 168, 336))).toBeUndefined();
    expect(timeframeOf(at(0))).toBeUndefined();
    expect(timeframeOf([])).toBeUndefined();
  });
});
