import { describe, expect, it } from 'vitest';
import { seriesOf } from '../../../data/candle.ts';
import { leastVariance, rangeVariance } from '../../../models/volatility/range-variance.ts';
import { candlesOf, walk } from '../../kit/candle-fixture.ts';
import { hasReferenceData, referenceCandles } from '../../kit/reference-data.ts';

const candle = (openAt: number, open: number, high: number, low: number, close: number) => ({
  openAt,
  open,
  high,
  low,
  close,
  volume: 0,
});

describe('range variance', () => {
  it('equals Garman-Klass in %^2 where the close before lies inside the candle and is its open', () => {
    const series = seriesOf('TWO', '1d', [candle(0, 100, 100, 100, 100), candle(1, 100, 103, 98, 101)]);
    const [first, second] = rangeVariance(series);
    expect(first, 'there is no close before the first candle').toBeNaN();
    expect(second, 'the vector of Garman and Klass times 1e4').toBeCloseTo(11.998573, 6);
  });

  it('counts a gap as range', () => {
    const series = seriesOf('GAP', '1d', [candle(0, 100, 100, 100, 100), candle(1, 110, 110, 110, 110)]);
    const gap = Math.log(1.1) ** 2;
    expect(rangeVariance(series)[1], 'closed form (1.5 - 2 ln 2) gap^2').toBeCloseTo(
      1e4 * (1.5 - 2 * Math.LN2) * gap,
      8,
    );
  });

  it('is 0 on a candle without range and is raised to the least variance on demand', () => {
    const flat = candlesOf(3, () => 50);
    expect(rangeVariance(flat)[2], 'nothing moved').toBe(0);
    expect(rangeVariance(flat, leastVariance)[2], '0.01 % a day').toBe(1e-4);
  });

  it('is NaN on a row without a price and on the row after a missing close', () => {
    const series = walk(6, 1);
    series.close[2] = Number.NaN;
    expect(Array.from(rangeVariance(series), Number.isNaN), 'rows 0, 2 and 3').toEqual([
      true,
      false,
      true,
      true,
      false,
      false,
    ]);
  });
});

describe.skipIf(!hasReferenceData)('the range variance of the S&P 500', () => {
  it('of the last candle of sp500-daily.csv is 0.283941436 %^2', () => {
    expect(rangeVariance(referenceCandles('sp500-daily.csv', 'SPX')).at(-1), 'reference value').toBeCloseTo(
      0.283941436,
      9,
    );
  });
});
