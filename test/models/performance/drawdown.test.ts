import { describe, expect, it } from 'vitest';
import { drawdownRows, drawdownSpells, drawdownStatistics } from '../../../models/performance/drawdown.ts';
import { reasons } from '../../../models/performance/statistic.ts';

const dayMs = 86_400_000;
const curveOf = (...values: number[]) => ({
  openAt: Float64Array.from(values, (_, i) => i * dayMs),
  equityUsd: Float64Array.from(values),
});
const statisticsOf = (curve: ReturnType<typeof curveOf>) => drawdownStatistics(curve, drawdownSpells(curve));

describe('drawdown', () => {
  it('the series 0, 1, 7, 0, 4, 0, 0 has spells of 3 and 2 rows that are 7 and 4 deep', () => {
    expect(
      drawdownRows(Float64Array.of(0, 1, 7, 0, 4, 0, 0)),
      'backtesting.py, test of its drawdown durations',
    ).toEqual([
      { peak: 0, bottom: 2, recovery: 3, depth: 7 },
      { peak: 3, bottom: 4, recovery: 5, depth: 4 },
    ]);
  });

  it('the bottom is the first of equally deep rows', () => {
    expect(drawdownRows(Float64Array.of(0, 5, 5, 0))).toEqual([{ peak: 0, bottom: 1, recovery: 3, depth: 5 }]);
  });

  it('a spell runs from the last candle at the peak to the first that makes it good', () => {
    expect(drawdownSpells(curveOf(100, 200, 200, 150, 100, 180, 200, 210))).toEqual([
      { depth: -0.5, startAt: 2 * dayMs, bottomAt: 4 * dayMs, recoveryAt: 6 * dayMs, durationMs: 4 * dayMs },
    ]);
  });

  it('an unfinished spell counts to the last candle and has no recovery', () => {
    expect(drawdownSpells(curveOf(100, 80, 90))).toEqual([
      { depth: expect.closeTo(-0.2, 12), startAt: 0, bottomAt: dayMs, durationMs: 2 * dayMs },
    ]);
  });

  it('depth, length and their means come from the spells, the ulcer index from all candles', () => {
    const { maxDrawdown, maxDrawdownUsd, averageDrawdown, longestDrawdownDays, averageDrawdownDays, ulcerIndex } =
      statisticsOf(curveOf(100, 50, 100, 90, 95));
    expect(maxDrawdown.value).toBeCloseTo(-0.5, 12);
    expect(maxDrawdownUsd.value).toBe(-50);
    expect(averageDrawdown.value, 'mean of .5 and .1').toBeCloseTo(-0.3, 12);
    expect([longestDrawdownDays.value, averageDrawdownDays.value]).toEqual([2, 2]);
    expect(ulcerIndex.value, 'drawdowns 0, .5, 0, .1, .05').toBeCloseTo(Math.sqrt((0.25 + 0.01 + 0.0025) / 5), 12);
  });

  it('a curve that only rises has a drawdown of 0 and no spell', () => {
    const measured = statisticsOf(curveOf(1, 2, 2, 3));
    expect(measured.maxDrawdown).toEqual({ value: 0 });
    expect(measured.ulcerIndex).toEqual({ value: 0 });
    expect(measured.averageDrawdown).toEqual({ value: null, reason: reasons.noDrawdown });
    expect(measured.longestDrawdownDays).toEqual({ value: null, reason: reasons.noDrawdown });
  });

  it('a fall below zero is deeper than 100 %', () => {
    expect(statisticsOf(curveOf(100, -50)).maxDrawdown.value).toBeCloseTo(-1.5, 12);
  });

  it('a curve that is empty or starts without money has no drawdown to speak of', () => {
    expect(statisticsOf(curveOf()).maxDrawdown).toEqual({ value: null, reason: reasons.tooFewValues });
    expect(statisticsOf(curveOf(0, 10)).maxDrawdown).toEqual({ value: null, reason: reasons.equityNotPositive });
    expect(drawdownSpells(curveOf(-1, -2))).toEqual([]);
  });
});
