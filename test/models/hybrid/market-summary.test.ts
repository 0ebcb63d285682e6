import { describe, expect, it } from 'vitest';
import { sliceSeries } from '../../../data/candle.ts';
import { SampleSource } from '../../../data/market/sample-source.ts';
import { generatedMark, marketSummary } from '../../../models/hybrid/market-summary.ts';
import { technicalFeatures, technicalNames } from '../../../models/hybrid/technical-features.ts';

const names = technicalNames();

/** One row of features; what is not named is missing. */
const featuresOf = (values: Record<string, number>) => ({
  names,
  warmUp: 0,
  values: Float32Array.from(names, name => values[name] ?? Number.NaN),
});

describe('market summary', () => {
  it('says what the features of the row hold, and that it is generated', () => {
    const features = featuresOf({
      log_return_1: Math.log(1.012),
      log_return_5: Math.log(0.97),
      log_return_21: 0.0001,
      sma_distance_200: 0.04,
      adx_14: 33,
      rsi_14: 72,
      volatility_ratio_5_21: 1.6,
      volume_to_mean_20: 0.5,
    });
    expect(marketSummary(features, 0)).toBe(
      'Generated summary. The market rose 1.2% on the day, fell 3.0% over a week, was flat over a month. ' +
        'It stands above its long average with a strong trend. Momentum is overbought. ' +
        'Volatility is wilder than in the last month. Volume is thin.',
    );
  });

  it('does not speak of what is missing', () => {
    expect(marketSummary(featuresOf({}), 0)).toBe(generatedMark);
    expect(marketSummary(featuresOf({ rsi_14: 50, sma_distance_200: -0.1 }), 0)).toBe(
      'Generated summary. Momentum is balanced.',
    );
  });

  it('does not change when later candles come', () => {
    const series = sliceSeries(new SampleSource().read('SPX', '1d') ?? expect.fail('no sample'), 0, 700);
    const whole = technicalFeatures(series);
    for (const row of [460, 555, 640]) {
      const cut = technicalFeatures(sliceSeries(series, 0, row + 1));
      expect(marketSummary(cut, row)).toBe(marketSummary(whole, row));
    }
  });
});
