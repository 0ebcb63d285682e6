import { describe, expect, it } from 'vitest';
import { type CandleSeries, seriesOf, sliceSeries } from '../../../data/candle.ts';
import {
  garmanKlass,
  leastVariance,
  parkinson,
  rangeVariance,
  rogersSatchell,
  yangZhang,
} from '../../../models/volatility/range-variance.ts';
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

describe('range estimators', () => {
  const one = seriesOf('ONE', '1d', [candle(0, 100, 103, 98, 101)]);

  it('give the published values for O 100 H 103 L 98 C 101', () => {
    expect(parkinson(one, 0), 'Parkinson 1980').toBeCloseTo(8.931032e-4, 10);
    expect(garmanKlass(one, 0), 'Garman-Klass 1980').toBeCloseTo(1.1998573e-3, 10);
    expect(rogersSatchell(one, 0), 'Rogers-Satchell 1991').toBeCloseTo(1.1887759e-3, 10);
  });

  it('Yang-Zhang without overnight gaps and drift is its mix of Rogers-Satchell and open-to-close variance', () => {
    const rows = [0, 1, 2].map(i => candle(i, 100, 102, 98, 100));
    const within = 2 * Math.log(1.02) ** 2;
    const skew = Math.log(1.02) ** 2 + Math.log(0.98) ** 2;
    const weight = 0.34 / (1.34 + 3);
    expect(within, 'the fixture is nearly symmetric').toBeCloseTo(skew, 4);
    expect(yangZhang(seriesOf('YZ', '1d', rows), 2), 'closed form with n = 2').toBeCloseTo((1 - weight) * skew, 14);
  });

  it('Yang-Zhang is NaN without one more candle than it averages', () => {
    expect(yangZhang(walk(22, 1), 22), '22 candles have 21 overnight gaps').toBeNaN();
    expect(yangZhang(walk(22, 1), 1), 'one candle has no sample variance').toBeNaN();
  });
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

describe.skipIf(!hasReferenceData)('range estimators on the S&P 500', () => {
  const last22 = (estimate: (series: CandleSeries, i: number) => number, series: CandleSeries) =>
    Array.from({ length: 22 }, (_, k) => estimate(series, series.length - 22 + k)).reduce((sum, v) => sum + v, 0) / 22;

  it('the proxy of the last candle of sp500-daily.csv is 0.283941436 %^2', () => {
    expect(rangeVariance(referenceCandles('sp500-daily.csv', 'SPX')).at(-1), 'reference value').toBeCloseTo(
      0.283941436,
      9,
    );
  });

  it('the last 22 candles of sp500-daily.csv give the reference Parkinson, Garman-Klass, Rogers-Satchell and Yang-Zhang', () => {
    const series = referenceCandles('sp500-daily.csv', 'SPX');
    expect(last22(parkinson, series), 'Parkinson').toBeCloseTo(2.470863533e-4, 12);
    expect(last22(garmanKlass, series), 'Garman-Klass').toBeCloseTo(2.363138905e-4, 12);
    expect(last22(rogersSatchell, series), 'Rogers-Satchell').toBeCloseTo(2.341385379e-4, 12);
    expect(yangZhang(series, 22), 'Yang-Zhang').toBeCloseTo(2.808585338e-4, 12);
    expect(Math.sqrt(252 * yangZhang(series, 22)), 'annual').toBeCloseTo(0.26603825, 8);
    expect(yangZhang(sliceSeries(series, series.length - 23), 22), '23 candles are enough').toBeCloseTo(
      2.808585338e-4,
      12,
    );
  });
});
