import { describe, expect, it } from 'vitest';
import { sliceSeries } from '../../../data/candle.ts';
import { SampleSource } from '../../../data/market/sample-source.ts';
import { closeToCloseRatio } from '../../../models/volatility/close-to-close.ts';
import { LogHar } from '../../../models/volatility/log-har.ts';
import { dailySeries, flatSeries } from '../../kit/candles.ts';

describe('the ratio of close-to-close variance to the range proxy', () => {
  it('of pure gaps is 1 / (1.5 - 2 ln 2): the range widened to the close before sees only that much of them', () => {
    expect(closeToCloseRatio(flatSeries([100, 101, 99, 102, 100]))).toBeCloseTo(1 / (1.5 - 2 * Math.LN2), 9);
  });

  it('of candles that come back to where they were is zero moves over some range, and falls back to 1', () => {
    expect(
      closeToCloseRatio(
        dailySeries([
          [100, 101, 99, 100],
          [100, 101, 99, 100],
        ]),
      ),
    ).toBe(1);
    expect(closeToCloseRatio(flatSeries([100]))).toBe(1);
  });

  it('puts the forecasts of the S&P 500 on the scale of its daily moves, out of sample', () => {
    const series = new SampleSource().read('SPX', '1d');
    if (!series) throw new Error('the bundled history is missing');
    const model = new LogHar({ horizons: [1] });
    const scaled: number[] = [];
    const raw: number[] = [];
    for (let i = 1500; i < series.length - 1; i += 9) {
      const known = sliceSeries(series, 0, i + 1);
      model.fit(known, Number.POSITIVE_INFINITY);
      const { variance } = model.predict(1);
      const move = 100 * Math.log((series.close[i + 1] ?? 1) / (series.close[i] ?? 1));
      raw.push(move ** 2 / variance);
      scaled.push(move ** 2 / (variance * closeToCloseRatio(known)));
    }
    const rms = (values: number[]) => Math.sqrt(values.reduce((sum, value) => sum + value, 0) / values.length);
    expect(rms(scaled), 'moves over their forecast sigma, 2005 to 2020').toBeGreaterThan(0.9);
    expect(rms(scaled)).toBeLessThan(1.15);
    expect(rms(raw), 'the range alone is too quiet by about a third').toBeGreaterThan(1.2);
  });
});
