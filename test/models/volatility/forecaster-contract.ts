import { describe, expect, it } from 'vitest';
import { type CandleSeries, closedAt, sliceSeries } from '../../../data/candle.ts';
import { type Forecaster, quantileProbabilities, VolatilityForecast } from '../../../models/volatility/forecaster.ts';
import { seeded } from '../../kit/seeded.ts';
import { thrownBy } from '../../kit/thrown-by.ts';

const closeOf = (series: CandleSeries, row: number) => closedAt(series.openAt[row] ?? Number.NaN, series.timeframe);

/** What every implementation of the port does, on a daily series of at least 400 candles. */
export function forecasterContract(open: () => Forecaster, series: CandleSeries): void {
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
      for (let k = 0; k < 12; k += 1) {
        const row = least + Math.floor(random() * (series.length - least - 1));
        const spoiled = { ...series, high: series.high.map((price, i) => (i > row ? price * 3 : price)) };
        for (const days of [1, 2] as const) {
          const alone = fitted(row, sliceSeries(series, 0, row + 1)).predict(days);
          expect(fitted(row).predict(days), `cut after row ${row}`).toEqual(alone);
          expect(fitted(row, spoiled).predict(days), `changed after row ${row}`).toEqual(alone);
        }
      }
    });

    it('gives the same forecasts after save and load, by way of JSON', () => {
      const copy = open();
      copy.load(JSON.parse(JSON.stringify(fitted().save())));
      for (const days of [1, 2] as const) expect(copy.predict(days), `${days} day(s)`).toEqual(fitted().predict(days));
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

    it('refits along one history as fit does', () => {
      const forecaster = open();
      const refit = forecaster.refitter?.(series);
      for (const row of [last - 30, last - 1, last]) {
        refit?.(closeOf(series, row));
        const alone = fitted(row).predict(1);
        const along = refit ? forecaster.predict(1) : alone;
        expect(along.variance / alone.variance, `row ${row}, up to rounding`).toBeCloseTo(1, 10);
        expect(along.asOfOpenAt, `row ${row}`).toBe(alone.asOfOpenAt);
      }
    });
  });
}
