import { describe, expect, it } from 'vitest';
import { sliceSeries } from '../../../data/candle.ts';
import { forecastSigma } from '../../../models/hybrid/forecast-sigma.ts';
import { closeToCloseRatio } from '../../../models/volatility/close-to-close.ts';
import { walk } from '../../kit/candle-fixture.ts';

const series = walk(300, 6);
const sigma = forecastSigma(series, new Float64Array(300).fill(Math.log(4)), 100);

describe('forecast sigma', () => {
  it('is the forecast of the range raised to close-to-close moves of the last candles', () => {
    for (const row of [40, 150, 299]) {
      const ratio = closeToCloseRatio(sliceSeries(series, 0, row + 1), 100);
      expect(sigma[row], `row ${row}: 2 % times the root of closeToCloseRatio`).toBeCloseTo(2 * Math.sqrt(ratio), 10);
    }
  });

  it('is missing where the forecast is', () => {
    expect(forecastSigma(series, new Float64Array(300).fill(Number.NaN)).every(Number.isNaN)).toBe(true);
  });
});
