import { describe, expect, it } from 'vitest';
import { sliceSeries } from '../../../data/candle.ts';
import { type Champion, chooseChampion, sayChampion } from '../../../models/volatility/champion.ts';
import {
  type Comparison,
  type ComparisonRow,
  compareForecasters,
} from '../../../models/volatility/compare-forecasters.ts';
import { evaluate } from '../../../models/volatility/evaluate.ts';
import { openEwma } from '../../../models/volatility/ewma.ts';
import { quantileProbabilities } from '../../../models/volatility/forecaster.ts';
import { LogHar } from '../../../models/volatility/log-har.ts';
import { openRandomWalk } from '../../../models/volatility/random-walk.ts';
import { usualContestants } from '../../../models/volatility/usual-contestants.ts';
import { simulate, usualLaw } from './har-world.ts';

const world = simulate(900, 13, usualLaw);
const contestants = () =>
  [new LogHar({ horizons: [1], window: 300 }), openRandomWalk({ window: 300 }), openEwma({ window: 300 })].map(
    forecaster => ({ forecaster, refitDays: 1 }),
  );

/** A row of a comparison as it would be with perfect coverage. */
const row = (model: string, qlike: number, advantage: number, miss = 0): ComparisonRow => ({
  model,
  refitDays: 1,
  qlike,
  advantage,
  squaredLogError: 1,
  pinball: 0.4,
  coverage90: 0.9,
  valueAtRisk: [],
  quantiles: quantileProbabilities.map(probability => ({
    probability,
    coverage: probability + (probability === 0.75 ? miss : 0),
    pinball: 0.2,
    coverageRatio: 0,
    independenceRatio: 0,
  })),
});

const comparison = (...rows: ComparisonRow[]): Comparison => ({
  symbol: 'X',
  baseline: 'log-har',
  proxy: 'range',
  days: 1,
  count: 1000,
  from: '2001-01-02',
  to: '2004-12-31',
  rows: [row('log-har', 0.33, 0), ...rows],
});

describe('compareForecasters', () => {
  it('scores every forecaster on the same days, as evaluate does, and tests it against log-HAR', async () => {
    const table = await compareForecasters(contestants(), world, { days: 1, first: 400 });
    const alone = evaluate(new LogHar({ horizons: [1], window: 300 }), world, 1, { first: 400, last: 898 });
    expect([table.count, table.from, table.to, table.proxy], 'said with the numbers').toEqual([
      499,
      alone.from,
      alone.to,
      'range',
    ]);
    const [logHar, randomWalk] = table.rows;
    expect(logHar?.qlike, 'the same forecaster').toBe(alone.qlike);
    expect(logHar?.advantage, 'against itself').toBe(0);
    expect(randomWalk?.qlike, 'the forecast of evaluate').toBeCloseTo(alone.qlikeRandomWalk, 12);
    expect(randomWalk?.advantage, 'it loses more in a world of log-HAR').toBeGreaterThan(2);
    for (const { valueAtRisk, quantiles } of table.rows) {
      expect(
        valueAtRisk.map(({ count }) => count),
        '499 days less 250 to read the tail from',
      ).toEqual([249, 249]);
      expect(
        quantiles.every(({ coverageRatio }) => coverageRatio >= 0),
        'a likelihood ratio',
      ).toBe(true);
    }
  });

  it('starts where every forecaster can, and says how many candles it needs', async () => {
    const table = await compareForecasters(contestants(), sliceSeries(world, 0, 450), { days: 1 });
    expect(table.count, 'EWMA forecasts from its 172nd candle on').toBe(450 - 1 - 171);
    await expect(compareForecasters(contestants(), sliceSeries(world, 0, 400), { days: 1 })).rejects.toThrow(
      'needs 422 daily candles, got 400',
    );
  });

  it('tells how far it is and stops when it is told to', async () => {
    const shares: number[] = [];
    const stop = new AbortController();
    const running = compareForecasters(contestants(), world, {
      days: 1,
      signal: stop.signal,
      onProgress: share => {
        shares.push(share);
        if (share > 0.4) stop.abort(new Error('enough'));
      },
    });
    await expect(running).rejects.toThrow('enough');
    expect(shares, 'rising').toEqual([...shares].sort((a, b) => a - b));
    expect(shares.at(-1), 'stopped soon').toBeLessThan(0.5);
  });

  it('refuses a baseline that is not compared', async () => {
    await expect(compareForecasters(contestants(), world, { days: 1, baseline: 'oracle' })).rejects.toThrow(
      'Known: log-har, random-walk, ewma',
    );
  });

  it('has every forecaster once, under a name of its own', () => {
    const vix = { knownAt: world.openAt, values: world.close };
    const names = usualContestants({ days: 2, vix }).map(({ forecaster }) => forecaster.name);
    expect(names[0], 'the baseline').toBe('log-har');
    expect(new Set(names).size, 'no name twice').toBe(names.length);
    expect(names, 'of every kind').toEqual(
      expect.arrayContaining([
        'log-lhar-vix-conformal',
        'random-walk',
        'ewma',
        'har',
        'gjr-garch-student-t',
        'egarch-normal',
      ]),
    );
  });
});

describe('the champion', () => {
  it.each<[string, Comparison | undefined, Champion]>([
    ['log-HAR without a comparison', undefined, { model: 'log-har', reason: { kind: 'not-compared' } }],
    ['log-HAR alone', comparison(), { model: 'log-har', reason: { kind: 'no-challenger' } }],
    [
      'log-HAR when nobody is far enough ahead',
      comparison(row('a', 0.32, -1.99), row('b', 0.4, 3)),
      { model: 'log-har', reason: { kind: 'not-ahead', challenger: 'a', advantage: -1.99 } },
    ],
    ['a challenger at -2', comparison(row('a', 0.32, -2)), { model: 'a', reason: { kind: 'ahead', advantage: -2 } }],
    [
      'the challenger of least loss that covers',
      comparison(row('a', 0.3, -5, 0.03), row('b', 0.31, -3), row('c', 0.32, -6)),
      { model: 'b', reason: { kind: 'ahead', advantage: -3 } },
    ],
    [
      'log-HAR when the coverage of the challenger is off',
      comparison(row('a', 0.3, -5, -0.03)),
      {
        model: 'log-har',
        reason: { kind: 'coverage-missed', challenger: 'a', advantage: -5, probability: 0.75, coverage: 0.72 },
      },
    ],
  ])('is %s', (_, table, champion) => {
    expect(chooseChampion(table)).toEqual(champion);
  });

  it('says why in both languages', () => {
    const says = sayChampion(chooseChampion(comparison(row('a', 0.3, -5.25, -0.035))));
    expect(says.en).toBe(
      'log-har is served: a loses less (Diebold-Mariano t -5.3), but its 75 % quantile covers 71.5 %.',
    );
    expect(says.fr).toContain('son quantile à 75 % couvre 71,5 %');
    for (const table of [undefined, comparison(), comparison(row('a', 1, 1)), comparison(row('a', 0.3, -4))]) {
      const { en, fr } = sayChampion(chooseChampion(table));
      expect(en).toContain('is served');
      expect(fr).toContain('est utilisé');
    }
  });
});
