import { describe, expect, it } from 'vitest';
import { timeframeOf } from '../../data/timeframe-of.ts';

const at = (...hours: number[]) => Float64Array.from(hours, hour => hour * 3_600_000);

describe('the timeframe of rows', () => {
  it('is their usual distance: weekends and holes do not change it', () => {
    expect(timeframeOf(at(0, 24, 48, 120, 144, 168))).toBe('1d');
    expect(timeframeOf(at(0, 1, 2, 3, 20, 21, 22))).toBe('1h');
    expect(timeframeOf(at(0, 168, 336))).toBe('1w');
  });

  it('is the same newest first, with rows twice over and rows without a time', () => {
    expect(timeframeOf(at(72, 48, 48, Number.NaN, 24, 0))).toBe('1d');
  });

  it('is told from some of many rows', () => {
    expect(timeframeOf(Float64Array.from({ length: 300_000 }, (_, i) => i * 60_000))).toBe('1m');
  });

  it('is unknown for months, for one row and for none', () => {
    expect(timeframeOf(at(0, 744, 1440))).toBeUndefined();
    expect(timeframeOf(at(0))).toBeUndefined();
    expect(timeframeOf(at())).toBeUndefined();
  });
});
