import { describe, expect, it } from 'vitest';
import { type CandleSeries, dayOf, lastClosedIndex, sliceSeries } from '../../../data/candle.ts';
import { evaluate } from '../../../models/volatility/evaluate.ts';
import {
  type ForecastDays,
  type Forecaster,
  quantileProbabilities,
  TrackRecord,
} from '../../../models/volatility/forecaster.ts';
import { varianceAhead } from '../../../models/volatility/har-design.ts';
import { LogHar } from '../../../models/volatility/log-har.ts';
import { leastVariance, rangeVariance } from '../../../models/volatility/range-variance.ts';
import { trackRecord } from '../../../models/volatility/track-record.ts';
import { fastestCpuMs } from '../../kit/cpu-time.ts';
import { hasReferenceData, referenceCandles } from '../../kit/reference-data.ts';
import { simulate, usualLaw } from './har-world.ts';

const world = simulate(700, 23, usualLaw);

/** A forecaster that knows the future variance and says `factor` times as much, on every quantile. */
function oracle(series: CandleSeries, factor: number): Forecaster {
  const variance = rangeVariance(series, leastVariance);
  let row = -1;
  return {
    name: 'oracle',
    minimumRows: () => 1,
    fit: (candles, asOf) => {
      row = lastClosedIndex(candles, asOf);
    },
    predict: days => {
      const known = factor * varianceAhead(variance, row, days);
      return {
        symbol: series.symbol,
        model: 'oracle',
        proxy: 'range',
        days,
        asOfOpenAt: series.openAt[row] ?? Number.NaN,
        variance: known,
        sigmaDaily: Math.sqrt(known),
        sigmaAnnual: Math.sqrt(known * 252),
        annualisation: 252,
        quantiles: quantileProbabilities.map(probability => ({ probability, sigmaDaily: Math.sqrt(known) })),
      };
    },
    save: () => null,
    load: () => undefined,
  };
}

describe('evaluate', () => {
  it('gives an oracle no loss', () => {
    const score = evaluate(oracle(world, 1), world, 2, { first: 50, last: 90 });
    expect(score.count, 'rows 50 to 90').toBe(41);
    expect(score.qlike, 'equal to the outcome').toBeCloseTo(0, 12);
    expect(score.pinball, 'on the outcome').toBeCloseTo(0, 12);
    expect([score.from, score.to], 'from the first day forecast to the last').toEqual([
      dayOf(world.openAt[51] ?? 0),
      dayOf(world.openAt[92] ?? 0),
    ]);
  });

  it('charges a forecast that is twice the outcome by the closed forms', () => {
    const score = evaluate(oracle(world, 2), world, 1, { first: 50, last: 90 });
    expect(score.qlike, '1/2 + ln 2 - 1').toBeCloseTo(0.1931471806, 10);
    const mean = quantileProbabilities.reduce((sum, p) => sum + (1 - p) * Math.LN2, 0) / 7;
    expect(score.pinball, 'twice the mean of (1 - p) ln 2').toBeCloseTo(2 * mean, 12);
    expect(
      score.quantiles.map(({ coverage }) => coverage),
      'all outcomes lie below',
    ).toEqual([1, 1, 1, 1, 1, 1, 1]);
    expect(score.coverage90, 'and outside a range of no width').toBe(0);
  });

  it('takes the variance of the last day as the random walk', () => {
    const variance = rangeVariance(world);
    const ratio = (variance[61] ?? Number.NaN) / (variance[60] ?? Number.NaN);
    const { qlikeRandomWalk } = evaluate(oracle(world, 1), world, 1, { first: 60, last: 60 });
    expect(qlikeRandomWalk, 'QLIKE by its formula').toBeCloseTo(ratio - Math.log(ratio) - 1, 12);
  });

  it.each([
    [0, 10],
    [20, 10],
    [600, 699],
  ])('refuses rows %i to %i of 700', (first, last) => {
    expect(() => evaluate(oracle(world, 1), world, 1, { first, last }), 'no outcome or no past').toThrow(RangeError);
  });

  it.each([1, 2] as const)(
    'shows log-HAR well calibrated and ahead of the random walk in its own world, %i day(s)',
    days => {
      const long = simulate(2200, 31, usualLaw);
      const { qlike, qlikeRandomWalk, quantiles, coverage90 } = evaluate(new LogHar(), long, days, {
        first: 1100,
        last: 2190,
      });
      expect(qlike, 'the model knows the law').toBeLessThan(0.75 * qlikeRandomWalk);
      for (const { probability, coverage } of quantiles) {
        expect(Math.abs(coverage - probability), `level ${probability}, four standard errors`).toBeLessThan(0.06);
      }
      expect(Math.abs(coverage90 - 0.9), 'four standard errors').toBeLessThan(0.04);
    },
  );
});

describe('track record', () => {
  it('scores the last 250 forecasts whose outcome is known, as evaluate does', () => {
    const record = trackRecord(world, 2);
    const score = evaluate(new LogHar(), world, 2, { first: 448, last: 697 });
    expect(TrackRecord.parse(record), 'the shared shape').toEqual({
      days: 250,
      coverage90: score.coverage90,
      qlike: score.qlike,
      qlikeRandomWalk: score.qlikeRandomWalk,
      from: score.from,
      to: dayOf(world.openAt[699] ?? 0),
    });
  });

  it('is shorter on a short series and missing below 30 forecasts', () => {
    expect(trackRecord(sliceSeries(world, 0, 172), 1)?.days, 'rows 142 to 170 are 29').toBeUndefined();
    expect(trackRecord(sliceSeries(world, 0, 173), 1)?.days, 'rows 142 to 171').toBe(30);
    expect(trackRecord(sliceSeries(world, 0, 0), 1), 'nothing').toBeUndefined();
  });

  it('takes any forecaster', () => {
    expect(trackRecord(world, 1, 40, oracle(world, 1))?.qlike, 'an oracle').toBeCloseTo(0, 12);
  });

  it('takes under 100 ms for 250 days', () => {
    const long = simulate(1500, 2, usualLaw);
    expect(fastestCpuMs(5, () => trackRecord(long, 2))).toBeLessThan(100);
  });
});

describe.skipIf(!hasReferenceData)(
  'log-HAR with leverage on the S&P 500, W = 1000, refit daily, 2003-02-05 to 2018-12-31',
  () => {
    const score = (days: ForecastDays) => {
      const series = referenceCandles('sp500-daily.csv', 'SPX');
      const first = series.openAt.indexOf(Date.UTC(2003, 1, 5)) - 1;
      return evaluate(new LogHar({ horizons: [days] }), series, days, { first, last: series.length - 1 - days });
    };

    it('has the reference QLIKE 0.3340, pinball 0.3675 and coverages for 1 day', { timeout: 60_000 }, () => {
      const { count, from, to, qlike, qlikeRandomWalk, pinball, quantiles } = score(1);
      expect([count, from, to], 'the protocol of the reference table').toEqual([4004, '2003-02-05', '2018-12-31']);
      expect(qlike, 'gate').toBeLessThanOrEqual(0.335);
      expect(qlike, 'reference table, daily refit').toBeCloseTo(0.334, 3);
      expect(qlikeRandomWalk, 'reference table').toBeCloseTo(0.704, 4);
      expect(pinball, 'gate and reference').toBeLessThanOrEqual(0.3675);
      const reference = [0.056, 0.114, 0.266, 0.513, 0.749, 0.895, 0.946];
      for (const [k, { probability, coverage }] of quantiles.entries()) {
        expect(Math.abs(coverage - (reference[k] ?? 0)), `reference coverage at ${probability}`).toBeLessThan(0.0015);
      }
    });

    it('has the reference QLIKE 0.2264 and pinball 0.2972 for 2 days', { timeout: 60_000 }, () => {
      const { count, qlike, pinball } = score(2);
      expect(count, 'the protocol of the reference table').toBe(4003);
      expect(qlike, 'reference table, daily refit').toBeCloseTo(0.2264, 4);
      expect(pinball, 'reference').toBeCloseTo(0.2972, 3);
    });
  },
);
