import { describe, expect, it } from 'vitest';
import { at } from '../../../data/at.ts';
import { closedAt } from '../../../data/candle.ts';
import { normalQuantile } from '../../../models/performance/normal.ts';
import { ConformalForecaster, conformalShift } from '../../../models/volatility/conformal-forecaster.ts';
import { evaluate } from '../../../models/volatility/evaluate.ts';
import {
  type Forecaster,
  quantileProbabilities,
  type VolatilityForecast,
} from '../../../models/volatility/forecaster.ts';
import { LogHar } from '../../../models/volatility/log-har.ts';
import { proxyOf } from '../../../models/volatility/variance-proxy.ts';
import {
  probabilityBelow,
  regimeOf,
  regimeThresholds,
  VolatilityRegime,
  volatilityRegime,
  volatilityRegimes,
} from '../../../models/volatility/volatility-regime.ts';
import { simulate, usualLaw } from './har-world.ts';

/** A forecast whose ln variance is normal with this mean and deviation. */
const normalForecast = (mean: number, deviation: number): VolatilityForecast => ({
  symbol: 'X',
  model: 'test',
  proxy: 'range',
  days: 1,
  asOfOpenAt: 0,
  variance: Math.exp(mean),
  sigmaDaily: Math.exp(mean / 2),
  sigmaAnnual: Math.exp(mean / 2),
  annualisation: 1,
  quantiles: quantileProbabilities.map(probability => ({
    probability,
    sigmaDaily: Math.exp((mean + deviation * normalQuantile(probability)) / 2),
  })),
});

/** log-HAR whose quantiles are all pulled to a fifth of their distance from the middle one: far too narrow. */
function narrow(): Forecaster {
  const inner = new LogHar({ window: 300 });
  return {
    name: 'narrow',
    minimumRows: days => inner.minimumRows(days),
    fit: (candles, asOf) => inner.fit(candles, asOf),
    refitter: candles => inner.refitter(candles),
    predict: days => {
      const forecast = inner.predict(days);
      const middle = forecast.quantiles[3]?.sigmaDaily ?? 1;
      const pull = (sigma: number) => middle * (sigma / middle) ** 0.2;
      return { ...forecast, quantiles: forecast.quantiles.map(one => ({ ...one, sigmaDaily: pull(one.sigmaDaily) })) };
    },
    save: () => inner.save(),
    load: value => inner.load(value),
  };
}

describe('the conformal correction', () => {
  it('shifts by the ceil((n + 1) p)-th smallest error', () => {
    const errors = Float64Array.of(5, 1, 4, 2, 3, 9, 8, 7, 6);
    expect(conformalShift(errors, 0.5), 'the 5th of 9').toBe(5);
    expect(conformalShift(errors, 0.9), 'the 9th: (9 + 1) 0.9').toBe(9);
    expect(conformalShift(errors, 0.05), 'the 1st').toBe(1);
    expect(conformalShift(errors, 0.95), 'none above the largest').toBe(9);
  });

  it('brings quantiles that are far too narrow to their coverage and keeps them in order', () => {
    const world = simulate(1300, 17, usualLaw);
    const rows = { first: 600, last: 1298 };
    const before = evaluate(narrow(), world, 1, rows);
    const after = evaluate(new ConformalForecaster(narrow()), world, 1, rows);
    expect(before.coverage90, 'a fifth of the width').toBeLessThan(0.4);
    expect(Math.abs(after.coverage90 - 0.9), 'four standard errors of 699 days').toBeLessThan(0.045);
    expect(after.pinball, 'and it pays').toBeLessThan(before.pinball);
    expect(after.qlike, 'the variance is as it was').toBeCloseTo(before.qlike, 10);
  });
});

describe('the volatility regime', () => {
  it('reads probabilities off a normal forecast exactly, in its middle and in its tails', () => {
    const forecast = normalForecast(0.3, 0.8);
    for (const probability of [0.001, 0.03, 0.05, 0.2, 0.5, 0.83, 0.95, 0.999]) {
      const variance = Math.exp(0.3 + 0.8 * normalQuantile(probability));
      expect(probabilityBelow(forecast, variance), `closed form, ${probability}`).toBeCloseTo(probability, 9);
    }
  });

  it('is certain where the forecast has no width', () => {
    const sure = normalForecast(0, 0);
    expect(probabilityBelow(sure, 0.99), 'below').toBe(0);
    expect(probabilityBelow(sure, 1.01), 'above').toBe(1);
  });

  it('has probabilities that sum to 1 and the label of the largest', () => {
    const regime = volatilityRegime(normalForecast(0, 1), [Math.exp(-1), 1, Math.exp(1)]);
    expect(VolatilityRegime.parse(regime), 'the shared shape').toEqual(regime);
    const { low, normal, high, extreme } = regime.probabilities;
    expect(low, 'the normal law at -1').toBeCloseTo(0.158655, 6);
    expect(normal, 'from -1 to 0').toBeCloseTo(0.341345, 6);
    expect(low + normal + high + extreme, 'one of the four').toBeCloseTo(1, 12);
    expect(volatilityRegime(normalForecast(9, 1), [0.5, 1, 2]).label, 'far above').toBe('extreme');
    expect(volatilityRegime(normalForecast(-9, 1), [0.5, 1, 2]).label, 'far below').toBe('low');
  });

  it('takes thresholds from spans that had ended, and no later candle moves them', () => {
    const variance = Float64Array.from({ length: 200 }, (_, i) => (i === 0 ? Number.NaN : i));
    expect(regimeThresholds(variance, 100, { days: 1 }), 'of 2 to 100, index floor(p 98)').toEqual([26, 75, 95]);
    expect(regimeThresholds(variance, 100, { days: 2, window: 10 }), 'spans 90-91 to 99-100').toEqual([
      92.5, 96.5, 98.5,
    ]);
    const later = variance.map((v, i) => (i > 100 ? 1e6 : v));
    expect(regimeThresholds(later, 100, { days: 2 }), 'truncation').toEqual(
      regimeThresholds(variance, 100, { days: 2 }),
    );
    expect(
      [0.1, 1, 1.5, 2.5].map(v => regimeOf(v, [1, 2, 2.2])),
      'the upper end belongs to the lower regime',
    ).toEqual([0, 0, 1, 3]);
  });

  it('is calibrated in the world of log-HAR', () => {
    const world = simulate(1700, 29, usualLaw);
    const variance = proxyOf(world);
    const model = new LogHar({ horizons: [1] });
    const refit = model.refitter(world);
    const expected = new Float64Array(4);
    const seen = new Float64Array(4);
    for (let row = 1000; row < 1699; row += 1) {
      refit(closedAt(at(world.openAt, row), '1d'));
      const thresholds = regimeThresholds(variance, row, { days: 1 });
      const { probabilities } = volatilityRegime(model.predict(1), thresholds);
      for (const [k, name] of volatilityRegimes.entries()) expected[k] = at(expected, k) + probabilities[name] / 699;
      const came = regimeOf(at(variance, row + 1), thresholds);
      seen[came] = at(seen, came) + 1 / 699;
    }
    for (const [k, name] of volatilityRegimes.entries()) {
      expect(Math.abs(at(expected, k) - at(seen, k)), `${name}, about three standard errors`).toBeLessThan(0.05);
    }
  });
});
