import { beforeAll, describe, expect, it } from 'vitest';
import { at } from '../../../data/at.ts';
import { type CandleSeries, closedAt } from '../../../data/candle.ts';
import { parseMacro } from '../../../data/macro/macro-csv.ts';
import { chooseChampion } from '../../../models/volatility/champion.ts';
import { compareForecasters } from '../../../models/volatility/compare-forecasters.ts';
import type { Comparison, ComparisonRow } from '../../../models/volatility/comparison.ts';
import { criticalRatio } from '../../../models/volatility/coverage-tests.ts';
import { evaluate } from '../../../models/volatility/evaluate.ts';
import { openEwma } from '../../../models/volatility/ewma.ts';
import type { ForecastDays, Forecaster } from '../../../models/volatility/forecaster.ts';
import { openGjrGarch } from '../../../models/volatility/garch.ts';
import { openHar } from '../../../models/volatility/har.ts';
import { varianceAhead } from '../../../models/volatility/har-design.ts';
import { LogHar } from '../../../models/volatility/log-har.ts';
import { openRandomWalk } from '../../../models/volatility/random-walk.ts';
import { proxyOf } from '../../../models/volatility/variance-proxy.ts';
import {
  regimeOf,
  regimeThresholds,
  volatilityRegime,
  volatilityRegimes,
} from '../../../models/volatility/volatility-regime.ts';
import { hasReferenceData, readReference, referenceCandles } from '../../kit/reference-data.ts';
import { readHourly } from './hourly-days.ts';

const readVix = () => parseMacro(readReference('macro-daily.csv'), 'macro-daily.csv').find(one => one.name === 'VIX');

/** Furthest that the coverage of any quantile lies from its probability. */
const worstCoverage = ({
  quantiles,
}: Pick<ComparisonRow, 'quantiles'> | { quantiles: { probability: number; coverage: number }[] }) =>
  Math.max(...quantiles.map(({ probability, coverage }) => Math.abs(coverage - probability)));

describe.skipIf(!hasReferenceData)(
  'forecasters on the S&P 500, range proxy, W = 1000, 2003-02-05 to 2018-12-31',
  () => {
    let series: CandleSeries;
    let first = 0;
    let table: Comparison;
    const rowOf = (model: string): ComparisonRow => {
      const row = table.rows.find(one => one.model === model);
      if (!row) throw new Error(`${model} was not compared`);
      return row;
    };

    beforeAll(async () => {
      series = referenceCandles('sp500-daily.csv', 'SPX');
      first = series.openAt.indexOf(Date.UTC(2003, 1, 5)) - 1;
      const vix = readVix();
      const horizons = [1] as const;
      const daily: Forecaster[] = [
        new LogHar({ horizons }),
        new LogHar({ horizons, vix }),
        new LogHar({ horizons, longLeverage: true }),
        new LogHar({ horizons, longLeverage: true, vix }),
        openRandomWalk({ horizons }),
        openEwma({ horizons, level: 'returns' }),
      ];
      const rare = [
        openHar({ horizons, refitDays: 20 }),
        openGjrGarch('normal', { horizons, level: 'returns', refitDays: 20 }),
      ];
      table = await compareForecasters(
        [
          ...daily.map(forecaster => ({ forecaster, refitDays: 1 })),
          ...rare.map(forecaster => ({ forecaster, refitDays: 20 })),
        ],
        series,
        { days: 1, first },
      );
    }, 60_000);

    it('are compared on the 4,004 days of the reference table', () => {
      expect([table.count, table.from, table.to, table.proxy]).toEqual([4004, '2003-02-05', '2018-12-31', 'range']);
    });

    it.each([
      ['log-har', 0.334, 0.76],
      ['log-har-vix', 0.3083, 0.679],
      ['random-walk', 0.704, 1.058],
      ['ewma', 0.4459, 1.329],
      ['har', 0.4386, 0.918],
    ])('%s has the reference QLIKE of %f and squared error of logs of %f', (model, qlike, squaredLogError) => {
      expect(rowOf(model).qlike).toBeCloseTo(qlike, 3);
      expect(rowOf(model).squaredLogError).toBeCloseTo(squaredLogError, 3);
    });

    it('log-HAR has the reference losses and coverages of its quantiles', () => {
      const { quantiles } = rowOf('log-har');
      const pinballs = [0.0838, 0.1427, 0.257, 0.3225, 0.2552, 0.1413, 0.0838];
      const coverages = [0.056, 0.114, 0.266, 0.513, 0.749, 0.895, 0.946];
      for (const [k, { probability, pinball, coverage }] of quantiles.entries()) {
        expect(pinball, `pinball at ${probability}`).toBeCloseTo(pinballs[k] ?? 0, 3);
        expect(Math.abs(coverage - (coverages[k] ?? 0)), `coverage at ${probability}`).toBeLessThan(0.0015);
      }
    });

    it('GJR-GARCH has the reference QLIKE of about 0.431, on the level of returns', () => {
      expect(Math.abs(rowOf('gjr-garch-normal').qlike - 0.431)).toBeLessThan(0.002);
    });

    it('log-HAR passes its gates with and without the VIX', () => {
      expect(rowOf('log-har').qlike, 'gate').toBeLessThanOrEqual(0.335);
      expect(rowOf('log-har').pinball, 'gate').toBeLessThanOrEqual(0.3675);
      expect(rowOf('log-har-vix').qlike, 'gate').toBeLessThanOrEqual(0.309);
      expect(rowOf('log-har-vix').pinball, 'gate').toBeLessThanOrEqual(0.354);
      expect(rowOf('log-har-vix').advantage, 'reference Diebold-Mariano t of -6.8').toBeLessThan(-6);
      for (const model of ['log-har', 'log-har-vix']) expect(worstCoverage(rowOf(model)), model).toBeLessThan(0.02);
    });

    it('log-LHAR beats log-HAR, and with the VIX is the champion', () => {
      expect(rowOf('log-lhar').advantage, 'without the VIX').toBeLessThan(-3);
      expect(rowOf('log-lhar').qlike, 'measured').toBeCloseTo(0.3238, 3);
      expect(rowOf('log-lhar-vix').qlike, 'measured').toBeCloseTo(0.3052, 3);
      expect(chooseChampion(table), 'by loss and coverage').toMatchObject({
        model: 'log-lhar-vix',
        reason: { kind: 'ahead' },
      });
    });

    it('the value at risk of log-HAR is hit as often as it says, and not in clusters', () => {
      for (const { probability, coverageRatio, independenceRatio } of rowOf('log-har').valueAtRisk) {
        expect(coverageRatio, `Kupiec at ${probability}`).toBeLessThan(criticalRatio);
        expect(independenceRatio, `Christoffersen at ${probability}`).toBeLessThan(criticalRatio);
      }
    });

    it('the volatility regime is calibrated and beats the base rates', () => {
      const variance = proxyOf(series);
      const model = new LogHar({ horizons: [1] });
      const refit = model.refitter(series);
      const base = Float64Array.of(0.25, 0.5, 0.2, 0.05);
      const expected = new Float64Array(4);
      const seen = new Float64Array(4);
      const brier = { forecast: 0, base: 0 };
      for (let row = first; row < series.length - 1; row += 1) {
        refit(closedAt(at(series.openAt, row), '1d'));
        const thresholds = regimeThresholds(variance, row, { days: 1 });
        const { probabilities } = volatilityRegime(model.predict(1), thresholds);
        const came = regimeOf(varianceAhead(variance, row, 1), thresholds);
        for (const [k, name] of volatilityRegimes.entries()) {
          const outcome = Number(k === came);
          expected[k] = at(expected, k) + probabilities[name] / table.count;
          seen[k] = at(seen, k) + outcome / table.count;
          brier.forecast += (probabilities[name] - outcome) ** 2 / table.count;
          brier.base += (at(base, k) - outcome) ** 2 / table.count;
        }
      }
      for (const [k, name] of volatilityRegimes.entries()) {
        expect(Math.abs(at(expected, k) - at(seen, k)), `share of ${name}`).toBeLessThan(0.02);
      }
      expect(brier.forecast, 'measured 0.530 against 0.674').toBeLessThan(0.8 * brier.base);
    });
  },
);

describe.skipIf(!hasReferenceData)(
  'log-HAR on realised variance of SPY from hours, W = 1000, 2002-02-01 to 2021-03-31',
  () => {
    const read = () => ({ ...readHourly('spy-hourly.csv', { market: 'sessions' }), vix: readVix() });
    let given: ReturnType<typeof read>;

    beforeAll(() => {
      given = read();
    });

    it.each<[ForecastDays, boolean, gate: number, reference: number]>([
      [1, false, 0.359, 0.3588],
      [1, true, 0.326, 0.325],
      [2, false, 0.251, 0.2501],
      [2, true, 0.218, 0.2172],
    ])('for %i day(s), VIX %s: QLIKE at most %f', (days, withVix, gate, reference) => {
      const { series, realised, vix } = given;
      const first = series.openAt.indexOf(Date.UTC(2002, 0, 31));
      const model = new LogHar({ horizons: [days], realised, vix: withVix ? vix : undefined });
      const score = evaluate(model, series, days, { first, last: series.length - 1 - days, realised });
      expect([score.proxy, score.count, score.from, score.to]).toEqual([
        'realised',
        4825 - days,
        '2002-02-01',
        '2021-03-31',
      ]);
      expect(score.qlike, 'gate').toBeLessThanOrEqual(gate);
      expect(score.qlike, 'reference table').toBeCloseTo(reference, 3);
      if (days === 1) expect(worstCoverage(score), 'within 2 points').toBeLessThan(0.02);
    });
  },
);

describe.skipIf(!hasReferenceData)(
  'log-HAR on realised variance of crypto from hours, W = 250, 2025-06-15 to 2026-02-18',
  () => {
    it.each([
      ['btcusdt-hourly.csv', 0.3808, 0.2865],
      ['ethusdt-hourly.csv', 0.3408, 0.2436],
    ])('%s has the reference QLIKE of %f for one day and %f for two', (file, one, two) => {
      const { series, realised } = readHourly(file, { market: 'always-open', leastCandles: 24 });
      const first = series.openAt.indexOf(Date.UTC(2025, 5, 14));
      const score = (days: ForecastDays) =>
        evaluate(new LogHar({ horizons: [days], realised, window: 250 }), series, days, {
          first,
          last: series.length - 1 - days,
          realised,
        });
      const day = score(1);
      expect([day.count, day.from, day.to], 'the protocol of the reference table').toEqual([
        249,
        '2025-06-15',
        '2026-02-18',
      ]);
      expect(day.qlike).toBeCloseTo(one, 3);
      expect(score(2).qlike, 'one origin fewer than the reference').toBeCloseTo(two, 2);
    });
  },
);
