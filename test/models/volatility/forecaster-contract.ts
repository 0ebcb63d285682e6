import { describe, expect, it } from 'vitest';
import { type CandleSeries, closedAt, dayOf, sliceSeries } from '../../../data/candle.ts';
import { type Forecaster, quantileProbabilities, VolatilityForecast } from '../../../models/volatility/forecaster.ts';
import { seeded } from '../../kit/seeded.ts';
import { thrownBy } from '../../kit/thrown-by.ts';

const closeOf = (series: CandleSeries, row: number) => closedAt(series.openAt[row] ?? Number.NaN, series.timeframe);

/**
 * What every implementation of the port does, on a daily series of at least 400 candles.
 * @param refitDigits digits to which a refitter agrees with `fit`: fewer where an optimiser starts from its last optimum
 */
export function forecasterContract(open: () => Forecaster, series: CandleSeries, refitDigits = 10): void {
  const last = series.length - 1;
  const fitted = (row = last, candles = series) => {
    const forecaster = open();
    forecaster.fit(candles, closeOf(candles, row));
    return forecaster;
  };

  describe(`${open().name} as a forecaster`, () => {
    it.each([1, 2] as const)('forecasts %i day(s) in the shared shape, with rising quantiles', days => {
      const forecast = fitted().predict(days);
      expect(VolatilityForecast.parse(forecast), 'the schema changes nothing').toEqual(forecast);
      expect(forecast.days, 'the horizon asked for').toBe(days);
      expect(forecast.asOfOpenAt, 'the last candle used').toBe(series.openAt[last]);
      expect(forecast.sigmaDaily ** 2, 'sigma is the root of the variance').toBeCloseTo(forecast.variance, 10);
      expect(forecast.sigmaAnnual ** 2, 'annual').toBeCloseTo(forecast.variance * forecast.annualisation, 8);
      expect(
        forecast.quantiles.map(({ probability }) => probability),
        'all levels',
      ).toEqual([...quantileProbabilities]);
      const sigmas = forecast.quantiles.map(({ sigmaDaily }) => sigmaDaily);
      expect(sigmas, 'quantiles do not cross').toEqual([...sigmas].sort((a, b) => a - b));
    });

    it('gives the same forecast for the same candles', () => {
      expect(fitted().predict(1), 'no chance and no clock').toEqual(fitted().predict(1));
    });

    it('looks at no candle that is not closed', () => {
      const forecaster = open();
      forecaster.fit(series, closeOf(series, last) - 1);
      expect(forecaster.predict(1), 'a millisecond early is a candle early').toEqual(fitted(last - 1).predict(1));
    });

    it('does not change a forecast when later candles are added or changed', () => {
      const random = seeded(41);
      const least = open().minimumRows(2);
      for (let k = 0; k < 6; k += 1) {
        const row = least + Math.floor(random() * (series.length - least - 1));
        const spoiled = { ...series, high: series.high.map((price, i) => (i > row ? price * 3 : price)) };
        const alone = fitted(row, sliceSeries(series, 0, row + 1));
        const [whole, changed] = [fitted(row), fitted(row, spoiled)];
        for (const days of [1, 2] as const) {
          expect(whole.predict(days), `cut after row ${row}`).toEqual(alone.predict(days));
          expect(changed.predict(days), `changed after row ${row}`).toEqual(alone.predict(days));
        }
      }
    });

    it('gives the same forecasts after save and load, by way of JSON', () => {
      const copy = open();
      const original = fitted();
      copy.load(JSON.parse(JSON.stringify(original.save())));
      for (const days of [1, 2] as const) expect(copy.predict(days), `${days} day(s)`).toEqual(original.predict(days));
    });

    it('has saved something of its own, which a later fit does not change', () => {
      const forecaster = fitted();
      const saved = forecaster.save();
      const before = JSON.stringify(saved);
      forecaster.fit(series, closeOf(series, last - 50));
      expect(JSON.stringify(saved), 'a saved state stands still').toBe(before);
    });

    it('says that it is not trained before fit, and does not load what is not its own', () => {
      expect(thrownBy(() => open().predict(1)).code, 'predict').toBe('model.not-trained');
      expect(thrownBy(() => open().save()).code, 'save').toBe('model.not-trained');
      expect(thrownBy(() => open().load({ model: 'other' })).code, 'load').toBe('model.bad-data');
    });

    it.each([1, 2] as const)('works from minimumRows(%i) candles and names that number below', days => {
      const needed = open().minimumRows(days);
      const enough = sliceSeries(series, 0, needed);
      expect(fitted(needed - 1, enough).predict(days).variance, 'enough').toBeGreaterThan(0);
      const error = thrownBy(() => fitted(needed - 2, enough).predict(days));
      expect(error.code, 'one candle short').toBe('data.too-few-candles');
      expect(error.message, 'needed and given').toContain(`needs ${needed} daily candles, got ${needed - 1}`);
    });

    it('refuses an empty series and an instant before its start', () => {
      for (const [candles, asOf] of [
        [sliceSeries(series, 0, 0), Number.MAX_SAFE_INTEGER],
        [series, 0],
      ] as const) {
        expect(thrownBy(() => open().fit(candles, asOf)).code, 'nothing to learn from').toBe('data.too-few-candles');
      }
    });

    it('names the candle with a price that is no number', () => {
      const broken = { ...series, low: series.low.slice() };
      broken.low[last - 3] = Number.NaN;
      const error = thrownBy(() => fitted(last, broken));
      expect(error.code, 'the candle is at fault').toBe('data.bad-candle');
      expect(error.message, 'its day').toContain(dayOf(series.openAt[last - 3] ?? Number.NaN));
    });

    it('names a column that is constant', () => {
      const price = series.close.map(() => 50);
      const still = { ...series, open: price, high: price, low: price, close: price };
      const error = thrownBy(() => fitted(last, still));
      expect(error.code, 'nothing to learn from').toBe('model.bad-data');
      expect(error.message, 'which').toMatch(/Column "\w+" is constant/);
    });

    it('refuses candles that are not daily', () => {
      expect(thrownBy(() => fitted(last, { ...series, timeframe: '1h' })).message, 'which').toContain(
        'needs daily candles ("1d"), got "1h"',
      );
    });

    it('refits along one history as fit does', () => {
      const forecaster = open();
      const refit = forecaster.refitter?.(series);
      for (const row of [last - 30, last - 1, last]) {
        refit?.(closeOf(series, row));
        const alone = fitted(row).predict(1);
        const along = refit ? forecaster.predict(1) : alone;
        expect(along.variance / alone.variance, `row ${row}, up to rounding`).toBeCloseTo(1, refitDigits);
        expect(along.asOfOpenAt, `row ${row}`).toBe(alone.asOfOpenAt);
      }
    });
  });
}
