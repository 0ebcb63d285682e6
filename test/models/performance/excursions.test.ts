import { describe, expect, it } from 'vitest';
import { seriesOf } from '../../../data/candle.ts';
import { excursionOf } from '../../../models/performance/excursions.ts';
import { reasons } from '../../../models/performance/statistic.ts';
import { closedTrade } from './closed-trade.ts';

const dayMs = 86_400_000;
const candle = (day: number, low: number, high: number) => ({
  openAt: day * dayMs,
  open: low,
  high,
  low,
  close: high,
  volume: 1,
});
const series = seriesOf('SPX', '1d', [candle(0, 1, 999), candle(1, 95, 110), candle(2, 80, 105), candle(3, 70, 130)]);
const trade = closedTrade({ entryPrice: 100, exitPrice: 104, openedAt: dayMs, closedAt: 3 * dayMs });

describe('excursions of a trade', () => {
  it('are the extremes from the entry candle to the one before the exit', () => {
    const { adverse, favourable } = excursionOf(trade, series);
    expect(adverse.value, 'down to 80 on day 2; 70 on day 3 came after the exit').toBeCloseTo(-0.2, 12);
    expect(favourable.value, 'up to 110 on day 1').toBeCloseTo(0.1, 12);
  });

  it('change sides for a short trade', () => {
    const { adverse, favourable } = excursionOf({ ...trade, direction: 'short' }, series);
    expect(adverse.value).toBeCloseTo(-0.1, 12);
    expect(favourable.value).toBeCloseTo(0.2, 12);
  });

  it('reach the exit price, also inside a single candle', () => {
    const stopped = excursionOf({ ...trade, exitPrice: 92, closedAt: dayMs + 1000 }, series);
    expect(stopped.adverse.value).toBeCloseTo(-0.08, 12);
    expect(stopped.favourable, 'what the candle did after the stop is unknown').toEqual({ value: 0 });
  });

  it('are unknown where the series starts after the entry', () => {
    const { adverse, favourable } = excursionOf({ ...trade, openedAt: -dayMs }, series);
    expect([adverse, favourable]).toEqual(Array(2).fill({ value: null, reason: reasons.noCandle }));
  });
});
