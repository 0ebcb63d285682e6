import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { closedAt, seriesOf, sliceSeries } from '../../../data/candle.ts';
import type { Forecaster } from '../../../models/volatility/forecaster.ts';
import { harDesign } from '../../../models/volatility/har-design.ts';
import { leastSquares } from '../../../models/volatility/least-squares.ts';
import { LogHar } from '../../../models/volatility/log-har.ts';
import { leastVariance, rangeVariance } from '../../../models/volatility/range-variance.ts';
import { candlesOf } from '../../kit/candle-fixture.ts';
import { thrownBy } from '../../kit/thrown-by.ts';
import { forecasterContract } from './forecaster-contract.ts';
import { simulate, usualLaw } from './har-world.ts';

const Saved = z.looseObject({
  regressors: z.record(z.string(), z.number()),
  horizons: z.array(
    z.looseObject({
      days: z.int(),
      rows: z.int(),
      intercept: z.number(),
      coefficients: z.record(z.string(), z.number()),
      residualVariance: z.number(),
      residualQuantiles: z.array(z.number()),
      leastLog: z.number(),
      mostLog: z.number(),
    }),
  ),
});

const world = simulate(1400, 7, usualLaw);
const always = Number.MAX_SAFE_INTEGER;

function savedOf(forecaster: Forecaster, days: 1 | 2 = 1) {
  const { regressors, horizons } = Saved.parse(forecaster.save());
  const horizon = horizons.find(one => one.days === days);
  if (!horizon) throw new Error(`no horizon of ${days}`);
  const terms = Object.entries(horizon.coefficients).map(([name, slope]) => slope * (regressors[name] ?? Number.NaN));
  return { ...horizon, logMean: terms.reduce((sum, term) => sum + term, horizon.intercept) };
}

forecasterContract(() => new LogHar(), world);

describe('log-HAR', () => {
  it('recovers the law of a noiseless world and forecasts its next day exactly', () => {
    const law = { ...usualLaw, noise: 0 };
    const noiseless = simulate(1100, 3, law);
    const forecaster = new LogHar();
    forecaster.fit(sliceSeries(noiseless, 0, 1090), always);
    const { intercept, coefficients } = savedOf(forecaster);
    expect(intercept, 'the law behind the candles').toBeCloseTo(law.intercept, 7);
    for (const name of ['lnDay', 'lnWeek', 'lnMonth', 'leverage'] as const) {
      expect(coefficients[name], `the law behind the candles, ${name}`).toBeCloseTo(law[name], 7);
    }
    const { variance, quantiles } = forecaster.predict(1);
    const next = rangeVariance(noiseless)[1090] ?? Number.NaN;
    expect(variance / next, 'the day that follows').toBeCloseTo(1, 7);
    for (const { sigmaDaily } of quantiles) expect(sigmaDaily ** 2 / next, 'no uncertainty is left').toBeCloseTo(1, 6);
  });

  it('recovers the law of a noisy world within four standard errors', () => {
    const forecaster = new LogHar({ window: 8000 });
    forecaster.fit(simulate(8100, 19, usualLaw), always);
    const { coefficients, residualVariance } = savedOf(forecaster);
    const tolerance = { lnDay: 0.06, lnWeek: 0.12, lnMonth: 0.12, leverage: 0.08 };
    for (const name of ['lnDay', 'lnWeek', 'lnMonth', 'leverage'] as const) {
      expect(Math.abs((coefficients[name] ?? 0) - usualLaw[name]), name).toBeLessThan(tolerance[name]);
    }
    expect(Math.sqrt(residualVariance), 'the noise of the world').toBeCloseTo(usualLaw.noise, 1);
  });

  it('corrects the bias of the exponential and takes quantiles from sorted residuals', () => {
    const forecaster = new LogHar();
    forecaster.fit(world, always);
    for (const days of [1, 2] as const) {
      const { logMean, residualVariance, residualQuantiles } = savedOf(forecaster, days);
      const { variance, quantiles } = forecaster.predict(days);
      expect(Math.log(variance), 'exp(x b + s^2 / 2)').toBeCloseTo(logMean + residualVariance / 2, 10);
      for (const [k, { sigmaDaily }] of quantiles.entries()) {
        expect(2 * Math.log(sigmaDaily), 'x b + residual quantile').toBeCloseTo(
          logMean + (residualQuantiles[k] ?? 0),
          10,
        );
      }
    }
  });

  it('takes the residual at index floor(p (n - 1)) as its quantile', () => {
    const short = sliceSeries(world, 0, 143);
    const forecaster = new LogHar();
    forecaster.fit(short, always);
    const { variance, regressors } = harDesign(short);
    const rows = Object.entries(regressors).map(([name, values]) => [name, values.slice(22, 142)]);
    const { residuals } = leastSquares(Object.fromEntries(rows), variance.slice(23).map(Math.log));
    residuals.sort();
    const expected = [5, 11, 29, 59, 89, 107, 113].map(index => residuals[index]);
    expect(savedOf(forecaster).residualQuantiles, 'indices of 119 p rounded down, by hand').toEqual(expected);
  });

  it('keeps the forecast inside the variances of its window', () => {
    const forecaster = new LogHar();
    forecaster.fit(world, always);
    const saved = Saved.parse(forecaster.save());
    const { leastLog, mostLog } = savedOf(forecaster);
    for (const [shift, bound] of [
      [50, mostLog],
      [-50, leastLog],
    ] as const) {
      const horizons = saved.horizons.map(one => ({ ...one, intercept: one.intercept + shift }));
      forecaster.load({ ...saved, horizons });
      expect(Math.log(forecaster.predict(1).variance), `moved by e^${shift}`).toBeCloseTo(bound, 10);
    }
  });

  it('learns from the last 1000 rows whose outcome is known, so older candles do not matter', () => {
    const [whole, recent] = [new LogHar(), new LogHar()];
    whole.fit(world, always);
    recent.fit(sliceSeries(world, world.length - 1024), always);
    expect(recent.predict(2), '1000 rows + 22 candles before the first + 2 days after the last').toEqual(
      whole.predict(2),
    );
    expect([savedOf(whole, 1).rows, savedOf(whole, 2).rows], 'a full window for both').toEqual([1000, 1000]);
  });

  it('needs 22 candles, 120 rows and the days of the horizon', () => {
    expect([new LogHar().minimumRows(1), new LogHar().minimumRows(2)], 'stated in the port').toEqual([143, 144]);
    const forecaster = new LogHar();
    forecaster.fit(sliceSeries(world, 0, 143), always);
    expect(savedOf(forecaster).rows, 'the fewest rows to learn from').toBe(120);
  });

  it('annualises with the days that it is given', () => {
    const [shares, crypto] = [new LogHar(), new LogHar({ annualisation: 365 })];
    for (const forecaster of [shares, crypto]) forecaster.fit(world, always);
    expect(shares.predict(1).annualisation, 'trading days').toBe(252);
    expect(crypto.predict(1).sigmaAnnual / crypto.predict(1).sigmaDaily, 'every day').toBeCloseTo(Math.sqrt(365), 12);
  });

  it('learns one horizon alone when told to, and says so when asked for the other', () => {
    const [one, both] = [new LogHar({ horizons: [2] }), new LogHar()];
    for (const forecaster of [one, both]) forecaster.fit(world, always);
    expect(one.predict(2), 'the same model').toEqual(both.predict(2));
    expect(thrownBy(() => one.predict(1)).code, 'not learned').toBe('model.not-trained');
    const short = thrownBy(() => new LogHar({ horizons: [2] }).fit(sliceSeries(world, 0, 143), always));
    expect(short.message, 'its own minimum').toContain('needs 144 daily candles, got 143');
  });

  it('takes candles without range as a variance of 1e-4', () => {
    const still = { ...world, high: world.high.slice(), low: world.low.slice(), close: world.close.slice() };
    for (const row of [600, 900, world.length - 1]) {
      for (const column of [still.high, still.low, still.close]) column[row] = still.close[row - 1] ?? Number.NaN;
    }
    const forecaster = new LogHar();
    forecaster.fit(still, always);
    expect(Saved.parse(forecaster.save()).regressors.lnDay, 'the last day stood still').toBeCloseTo(
      Math.log(leastVariance),
      12,
    );
    expect(forecaster.predict(1).variance, 'still a forecast').toBeGreaterThan(0);
  });

  it('names a column without information', () => {
    const flat = candlesOf(300, () => 50);
    expect(thrownBy(() => new LogHar().fit(flat, always)).message, 'no range at all').toContain(
      'Column "lnDay" is constant',
    );
    const rising = {
      ...world,
      close: world.close.map((_, i) => 100 + i),
      high: world.high.map((_, i) => 100 + i * 1.001),
      low: world.low.map((_, i) => 99 + i * 0.99),
    };
    expect(thrownBy(() => new LogHar().fit(rising, always)).message, 'no fall at all').toContain(
      'Column "leverage" is constant',
    );
  });

  it.each(['high', 'low', 'close'] as const)('names the candle without a %s', column => {
    const broken = { ...world, [column]: world[column].slice() };
    broken[column][1200] = Number.NaN;
    const error = thrownBy(() => new LogHar().fit(broken, always));
    expect(error.code, 'the candle is at fault').toBe('data.bad-candle');
    expect(error.message, 'its day, 1200 days after 1980-01-01').toContain('on 1983-04-15');
    expect(error.text?.fr, 'in French as well').toContain('du 1983-04-15');
    broken[column][1200] = 0;
    expect(thrownBy(() => new LogHar().fit(broken, always)).code, 'a price of 0').toBe('data.bad-candle');
    const before = new LogHar();
    before.fit(broken, closedAt(world.openAt[1199] ?? 0, '1d'));
    expect(before.predict(1).variance, 'a candle after asOf does not matter').toBeGreaterThan(0);
  });

  it('refuses candles that are not daily', () => {
    const hourly = seriesOf('HOUR', '1h', []);
    expect(thrownBy(() => new LogHar().fit(hourly, always)).message, 'which').toContain(
      'needs daily candles ("1d"), got "1h"',
    );
  });

  it('does not load coefficients without regressors', () => {
    const forecaster = new LogHar();
    forecaster.fit(world, always);
    const saved = Saved.parse(forecaster.save());
    const error = thrownBy(() => new LogHar().load({ ...saved, regressors: { lnDay: 0 } }));
    expect(error.message, 'why').toContain('a coefficient has no regressor');
  });

  it('fits and forecasts in under 5 ms', () => {
    const times = Array.from({ length: 20 }, () => {
      const start = performance.now();
      const forecaster = new LogHar();
      forecaster.fit(world, always);
      forecaster.predict(1);
      return performance.now() - start;
    });
    expect(Math.min(...times), 'the fastest of 20, so that a busy machine does not fail it').toBeLessThan(5);
  });
});
