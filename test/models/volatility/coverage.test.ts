import { describe, expect, it } from 'vitest';
import type { CandleSeries } from '../../../data/candle.ts';
import { parseMacro } from '../../../data/macro/macro-csv.ts';
import { chooseChampion } from '../../../models/volatility/champion.ts';
import { compareForecasters } from '../../../models/volatility/compare-forecasters.ts';
import { ConformalForecaster } from '../../../models/volatility/conformal-forecaster.ts';
import { type Evaluation, evaluate } from '../../../models/volatility/evaluate.ts';
import type { ForecastDays } from '../../../models/volatility/forecaster.ts';
import { LogHar, type LogHarOptions } from '../../../models/volatility/log-har.ts';
import { hasReferenceData, readReference, referenceCandles } from '../../kit/reference-data.ts';
import { readHourly } from './hourly-days.ts';

const readVix = () => parseMacro(readReference('macro-daily.csv'), 'macro-daily.csv').find(one => one.name === 'VIX');

/** log-HAR with its own quantiles, and with conformal ones, on the forecasts from row `first` on. */
function both(series: CandleSeries, days: ForecastDays, first: number, options: LogHarOptions = {}) {
  const { realised } = options;
  const horizons = [days] as const;
  const open = () => new LogHar({ ...options, horizons });
  const rows = { first, last: series.length - 1 - days, realised };
  return {
    raw: evaluate(open(), series, days, rows),
    conformal: evaluate(new ConformalForecaster(open(), { horizons, realised }), series, days, rows),
  };
}

/** Furthest that the coverage of any quantile lies from its probability. */
const worst = ({ quantiles }: Pick<Evaluation, 'quantiles'>): number =>
  Math.max(...quantiles.map(({ probability, coverage }) => Math.abs(coverage - probability)));

describe.skipIf(!hasReferenceData)('conformal quantiles on the S&P 500, 2003-02-05 to 2018-12-31', () => {
  it.each<[ForecastDays, boolean, qlike: number, pinball: number]>([
    [1, false, 0.334, 0.3673],
    [1, true, 0.3083, 0.3539],
    [2, false, 0.2264, 0.2972],
    [2, true, 0.2041, 0.2817],
  ])('cover %i day(s), VIX %s, within the 1.5 points of the gate, at no loss', (days, withVix, qlike, pinball) => {
    const series = referenceCandles('sp500-daily.csv', 'SPX');
    const first = series.openAt.indexOf(Date.UTC(2003, 1, 5)) - 1;
    const { raw, conformal } = both(series, days, first, { vix: withVix ? readVix() : undefined });
    expect(raw.count, 'the days of the reference table').toBe(4005 - days);
    expect(raw.qlike, 'reference').toBeCloseTo(qlike, 3);
    expect(raw.pinball, 'reference').toBeCloseTo(pinball, 3);
    if (!withVix) expect(worst(raw), 'its own quantiles miss the gate').toBeGreaterThan(0.015);
    expect(worst(conformal), 'gate; 0.8 points measured at worst').toBeLessThan(0.015);
    expect(conformal.pinball, 'as sharp').toBeLessThan(raw.pinball + 5e-4);
  });
});

describe.skipIf(!hasReferenceData)('conformal quantiles of realised variance of SPY, 2002-02-01 to 2021-03-31', () => {
  it.each<[ForecastDays, boolean]>([
    [1, false],
    [1, true],
    [2, false],
    [2, true],
  ])('cover %i day(s), VIX %s, within the 1.5 points of the gate', (days, withVix) => {
    const { series, realised } = readHourly('spy-hourly.csv', { market: 'sessions' });
    const first = series.openAt.indexOf(Date.UTC(2002, 0, 31));
    const { raw, conformal } = both(series, days, first, { realised, vix: withVix ? readVix() : undefined });
    if (days === 2 && !withVix) expect(worst(raw), 'its own quantiles miss by 2.3 points').toBeGreaterThan(0.02);
    expect(worst(conformal), 'gate; 1.2 points measured at worst').toBeLessThan(0.015);
    expect(conformal.pinball, 'no less sharp').toBeLessThan(raw.pinball);
  });
});

describe.skipIf(!hasReferenceData)('quantiles of Bitcoin, BTC/USD by day, 2015 to 2018, with its bad prints', () => {
  const read = () => referenceCandles('btcusd-daily.csv', 'BTCUSD');

  it.each<[ForecastDays, points: number]>([
    [1, 0.02],
    [2, 0.021],
  ])('for %i day(s) miss by 6 points and cover within 2 with the correction', (days, points) => {
    const { raw, conformal } = both(read(), days, 285, { annualisation: 365 });
    expect(raw.count).toBe(1033 - days);
    expect(worst(raw), 'the market grew calmer than its window').toBeGreaterThan(0.06);
    expect(worst(conformal), 'gate; 2.01 points for two days, whose standard error is 1.6').toBeLessThan(points);
    expect(conformal.pinball, 'and it pays').toBeLessThan(raw.pinball);
  });

  it('are served corrected: nobody is far enough ahead of log-HAR, whose own miss', async () => {
    const series = read();
    const horizons = [1] as const;
    const plain = () => new LogHar({ horizons, annualisation: 365 });
    const table = await compareForecasters(
      [plain(), new ConformalForecaster(plain(), { horizons })].map(forecaster => ({ forecaster, refitDays: 1 })),
      series,
      { days: 1, first: 285 },
    );
    expect(chooseChampion(table)).toMatchObject({
      model: 'log-har-conformal',
      reason: { kind: 'corrected', baseline: 'log-har', probability: 0.5 },
    });
  });
});
