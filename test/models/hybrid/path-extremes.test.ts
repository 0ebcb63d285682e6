import { describe, expect, it } from 'vitest';
import { seriesOf } from '../../../data/candle.ts';
import { pathExtremes } from '../../../models/hybrid/path-extremes.ts';

const series = seriesOf(
  'PATH',
  '1d',
  (
    [
      [50, 500, 5, 50],
      [100, 103, 99, 102],
      [102, 108, 101, 107],
      [107, 107, 97, 98],
      [98, 300, 1, 98],
    ] as const
  ).map(([open, high, low, close], i) => ({ openAt: i * 86_400_000, open, high, low, close, volume: 1 })),
);
const sigma = new Float64Array(5).fill(2);

describe('path extremes', () => {
  it('measure from the next open over the candles of the horizon, in sigma times its root', () => {
    const { adverse, favourable } = pathExtremes(series, sigma, 3);
    const unit = 0.02 * Math.sqrt(3);
    expect(adverse[0], 'low of 97 against an entry at 100').toBeCloseTo(Math.log(100 / 97) / unit, 5);
    expect(favourable[0], 'high of 108 against an entry at 100').toBeCloseTo(Math.log(108 / 100) / unit, 5);
  });

  it('are not known where the horizon has not passed or there is no sigma', () => {
    const { adverse, favourable } = pathExtremes(series, sigma.with(0, Number.NaN), 3);
    expect([...adverse].map(Number.isNaN)).toEqual([true, false, true, true, true]);
    expect([...favourable].map(Number.isNaN)).toEqual([true, false, true, true, true]);
  });
});
