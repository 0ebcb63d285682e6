import { describe, expect, it } from 'vitest';
import {
  candleAt,
  candlesFrom,
  closedAt,
  dayOf,
  instantOfDay,
  lastClosedIndex,
  seriesOf,
  sliceSeries,
  timeframeMs,
} from '../../data/candle.ts';
import { walk } from '../kit/candle-fixture.ts';
import { flatSeries } from '../kit/candles.ts';

describe('a series', () => {
  const series = flatSeries([10, 11, 12]);

  it('gives candles by index, from the end with a negative one, and none outside', () => {
    expect(candleAt(series, 0)).toEqual({
      openAt: Date.UTC(2020, 0, 6),
      open: 10,
      high: 10,
      low: 10,
      close: 10,
      volume: 1000,
    });
    expect([candleAt(series, 2)?.close, candleAt(series, -1)?.close, candleAt(series, -3)?.close]).toEqual([
      12, 12, 10,
    ]);
    expect([candleAt(series, 3), candleAt(series, -4)]).toEqual([undefined, undefined]);
    expect([...candlesFrom(series, 1)].map(candle => candle.close)).toEqual([11, 12]);
    expect([...candlesFrom(series, 3)]).toEqual([]);
  });

  it('is what its candles are', () => {
    const whole = walk(50, 4);
    expect(seriesOf('WALK', '1d', [...candlesFrom(whole, 0)])).toEqual(whole);
  });

  it('is sliced as a view: nothing is copied', () => {
    const part = sliceSeries(series, 1, 3);
    expect([part.length, [...part.close]]).toEqual([2, [11, 12]]);
    expect(part.close.buffer).toBe(series.close.buffer);
    expect(sliceSeries(series, 1)).toEqual(part);
    expect(sliceSeries(series, 5).length).toBe(0);
  });
});

describe('the last closed candle', () => {
  const series = walk(200, 9);

  it('is the one before which ends at or before the instant', () => {
    for (let i = 0; i < series.length; i += 1) {
      const end = closedAt(series.openAt[i] ?? Number.NaN, '1d');
      expect([
        lastClosedIndex(series, end - 1),
        lastClosedIndex(series, end),
        lastClosedIndex(series, end + 1),
      ]).toEqual([i - 1, i, i]);
    }
  });

  it('does not exist before the first, in an empty series, or without an instant', () => {
    expect(lastClosedIndex(series, 0)).toBe(-1);
    expect(lastClosedIndex(sliceSeries(series, 0, 0), Date.now())).toBe(-1);
    expect(lastClosedIndex(series, Number.NaN)).toBe(-1);
    expect(lastClosedIndex(series, Number.POSITIVE_INFINITY)).toBe(199);
  });
});

describe('days', () => {
  it('are UTC, and only those of the calendar', () => {
    expect(dayOf(Date.UTC(2020, 3, 17, 23, 59, 59, 999))).toBe('2020-04-17');
    expect(instantOfDay('2020-04-17')).toBe(Date.UTC(2020, 3, 17));
    expect(instantOfDay('2020-02-29')).toBe(Date.UTC(2020, 1, 29));
    for (const day of ['2021-02-29', '2020-02-31', '2020-04-31', '2020-13-01', '2020-00-10', 'today', ''])
      expect(instantOfDay(day), day).toBeNaN();
  });

  it('a candle ends one millisecond before the next begins', () => {
    for (const [timeframe, ms] of Object.entries(timeframeMs))
      expect(closedAt(1000, timeframe as '1d')).toBe(1000 + ms - 1);
  });
});
