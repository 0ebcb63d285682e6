import { describe, expect, it } from 'vitest';
import { closedAt, seriesOf } from '../../../data/candle.ts';
import { harColumnsOf, harDrivers } from '../../../models/explain/har-drivers.ts';
import type { HarColumns } from '../../../models/volatility/har-design.ts';
import { LogHar } from '../../../models/volatility/log-har.ts';
import { leastVariance, rangeVariance } from '../../../models/volatility/range-variance.ts';
import { walk } from '../../kit/candle-fixture.ts';
import { seeded } from '../../kit/seeded.ts';

const series = walk(400, 5);
const random = seeded(9);
const vix = { knownAt: series.openAt, values: series.openAt.map(() => 15 + 10 * random()) };

describe('the drivers of a log-HAR forecast', () => {
  it.each<[string, HarColumns]>([
    ['log-har', {}],
    ['log-lhar', { longLeverage: true }],
    ['log-lhar-vix', { longLeverage: true, vix }],
  ])('of %s add up to its mean of ln variance, and with the correction to its forecast, to 1e-12', (model, columns) => {
    const drivers = harDrivers(series, 1, columns);
    const forecaster = new LogHar({ ...columns, horizons: [1] });
    forecaster.fit(series, closedAt(series.openAt.at(-1) ?? 0, '1d'));
    const { logMean, variance } = forecaster.logForecast(1);
    const sum = drivers.phi.reduce((all, phi) => all + phi, drivers.base);
    expect(drivers.model).toBe(model);
    expect(Math.abs(sum - logMean)).toBeLessThan(1e-12);
    expect(Math.abs(sum + drivers.correction - Math.log(variance))).toBeLessThan(1e-12);
    expect([drivers.held, drivers.variance]).toEqual([false, variance]);
  });

  it('start from the mean outcome of the rows learnt from, as least squares with an intercept does', () => {
    const logs = Array.from(rangeVariance(series, leastVariance).subarray(23), Math.log);
    const mean = logs.reduce((sum, log) => sum + log, 0) / logs.length;
    expect(harDrivers(series, 1).base).toBeCloseTo(mean, 10);
  });

  it('say when the forecast is held: variances that only ever fall would fall below all that was seen', () => {
    const noise = seeded(4);
    const falling = Array.from({ length: 300 }, (_, i) => {
      const reach = 5 * Math.exp(-i / 100) * (1 + noise() / 50);
      const close = 100 + (i % 2 ? 0.01 : -0.01) * noise();
      return { openAt: series.openAt[i] ?? 0, open: close, high: close + reach, low: close - reach, close, volume: 1 };
    });
    expect(harDrivers(seriesOf('FALLING', '1d', falling), 1).held).toBe(true);
  });

  it('are known by the name of the forecaster, conformal or not', () => {
    expect(harColumnsOf('log-har', undefined)).toEqual({});
    expect(harColumnsOf('log-lhar-conformal', undefined)).toEqual({ longLeverage: true });
    expect(harColumnsOf('log-har-vix-conformal', vix)).toEqual({ vix });
    expect(harColumnsOf('log-har-vix', undefined), 'without the VIX there is no such model').toBeUndefined();
    expect(harColumnsOf('gjr-garch-t', vix)).toBeUndefined();
  });
});
