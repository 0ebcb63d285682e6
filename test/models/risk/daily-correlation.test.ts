import { describe, expect, it } from 'vitest';
import { type Candle, type CandleSeries, closedAt, seriesOf, timeframeMs } from '../../../data/candle.ts';
import { dailyCorrelation } from '../../../models/risk/daily-correlation.ts';
import { walk } from '../../kit/candle-fixture.ts';
import { flatSeries } from '../../kit/candles.ts';

const nowOf = (series: CandleSeries) => closedAt(series.openAt.at(-1) ?? Number.NaN, series.timeframe);

/** Prices from daily returns of one sign pattern, times a size. */
const moving = (signs: readonly number[], size: number): CandleSeries => {
  let price = 100;
  return flatSeries([
    price,
    ...signs.map(sign => {
      price *= 1 + sign * size;
      return price;
    }),
  ]);
};

const signs = Array.from({ length: 60 }, (_, i) => (i % 3 === 0 ? 1 : -1));

describe('the correlation of daily returns', () => {
  it('is 1 for returns that are multiples, -1 for their opposites', () => {
    const [a, b] = [moving(signs, 0.01), moving(signs, 0.03)];
    expect(dailyCorrelation(a, b, nowOf(a))).toBeCloseTo(1, 12);
    expect(dailyCorrelation(a, moving(signs, -0.02), nowOf(a))).toBeCloseTo(-1, 12);
  });

  it('is a third where two of three signs agree: (20 - 10 + ...) by the closed form for balanced signs', () => {
    // Both columns have as many rises as falls and agree on two thirds of 60 days, so that r = 2/3 - 1/3.
    const x = Array.from({ length: 60 }, (_, i) => (i % 6 < 3 ? 1 : -1));
    const y = Array.from({ length: 60 }, (_, i) => (i % 6 === 2 ? -1 : i % 6 === 5 ? 1 : i % 6 < 3 ? 1 : -1));
    const a = moving(x, 0.01);
    expect(dailyCorrelation(a, moving(y, 0.01), nowOf(a))).toBeCloseTo(1 / 3, 12);
  });

  it('needs 60 returns that both have', () => {
    const [a, b] = [moving(signs.slice(1), 0.01), moving(signs, 0.03)];
    expect(dailyCorrelation(a, b, nowOf(b)), '59 returns').toBeUndefined();
    expect(dailyCorrelation(b, a, nowOf(b))).toBeUndefined();
    expect(dailyCorrelation(b, b, nowOf(b) - 1), 'the last close is not known yet').toBeUndefined();
    const elsewhere = seriesOf('SPX', '1d', dates(b, 400));
    expect(dailyCorrelation(b, elsewhere, nowOf(b)), 'no day in common').toBeUndefined();
    expect(dailyCorrelation(elsewhere, b, nowOf(elsewhere))).toBeUndefined();
  });

  it('is unknown for what stood still', () => {
    const a = moving(signs, 0.01);
    expect(dailyCorrelation(a, flatSeries(new Array(61).fill(5)), nowOf(a))).toBeUndefined();
  });

  it('compares the last closes of common days, whatever the timeframe and the holidays', () => {
    const days = walk(100, 3);
    const hours = seriesOf('SPX', '12h', [...halves(days)]);
    const gaps = seriesOf(
      'SPX',
      '1d',
      candles(days).filter((_, i) => i % 10 !== 4),
    );
    expect(dailyCorrelation(hours, days, nowOf(days))).toBeCloseTo(1, 12);
    expect(dailyCorrelation(gaps, days, nowOf(days))).toBeCloseTo(1, 12);
    expect(dailyCorrelation(days, gaps, nowOf(days))).toBeCloseTo(1, 12);
  });
});

const candles = ({ openAt, close, length }: CandleSeries): Candle[] =>
  Array.from({ length }, (_, i) => {
    const price = close[i] ?? Number.NaN;
    return { openAt: openAt[i] ?? Number.NaN, open: price, high: price, low: price, close: price, volume: 1 };
  });

const dates = (series: CandleSeries, later: number): Candle[] =>
  candles(series).map(candle => ({ ...candle, openAt: candle.openAt + later * timeframeMs['1d'] }));

/** Two candles a day, of which the second closes as the day does. */
function* halves(series: CandleSeries): Generator<Candle> {
  for (const candle of candles(series)) {
    yield { ...candle, open: 1, high: 1, low: 1, close: 1 };
    yield { ...candle, openAt: candle.openAt + timeframeMs['12h'] };
  }
}
