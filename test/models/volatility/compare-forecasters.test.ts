import { describe, expect, it } from 'vitest';
import { sliceSeries } from '../../../data/candle.ts';
import type { Route } from '../../../models/regime/regime.ts';
import { type Champion, chooseChampion, sayChampion } from '../../../models/volatility/champion.ts';
import { compareForecasters } from '../../../models/volatility/compare-forecasters.ts';
import { Comparison, type ComparisonRow } from '../../../models/volatility/comparison.ts';
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

const withBaseline = (...rows: ComparisonRow[]): Comparison => ({
  symbol: 'X',
  baseline: 'log-har',
  proxy: 'range',
  days: 1,
  count: 1000,
  from: '2001-01-02',
  to: '2004-12-31',
  rows,
  routes: [],
});

const comparison = (...rows: ComparisonRow[]): Comparison => withBaseline(row('log-har', 0.33, 0), ...rows);

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

  it('splits the same forecasts by regime, and the test with them', async () => {
    const routeOf = (row: number): Route => (row < 600 ? 'range' : 'trend');
    const routes = Array.from(world.openAt, (_, row) => (row < 420 ? undefined : routeOf(row)));
    const table = await compareForecasters(contestants(), world, { days: 1, first: 400, routes });
    expect(Comparison.parse(table), 'the shared shape').toEqual(table);
    expect(table.routes.map(({ route, count }) => [route, count])).toEqual([
      ['trend', 299],
      ['range', 180],
    ]);
    for (const { route, rows } of table.routes) {
      const first = route === 'range' ? 420 : 600;
      const last = route === 'range' ? 599 : 898;
      const alone = evaluate(new LogHar({ horizons: [1], window: 300 }), world, 1, { first, last });
      const [logHar, randomWalk] = rows;
      expect(logHar?.qlike, `evaluate on the days of ${route}`).toBeCloseTo(alone.qlike, 10);
      expect(logHar?.pinball).toBeCloseTo(alone.pinball, 10);
      expect(logHar?.quantiles).toEqual(
        alone.quantiles.map(({ probability, coverage }) => ({ probability, coverage })),
      );
      expect(logHar?.advantage, 'against itself').toBe(0);
      expect(randomWalk?.advantage, 'it loses more here too').toBeGreaterThan(2);
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
    [
      'log-HAR with conformal quantiles when its own miss and nobody is ahead',
      withBaseline(row('log-har', 0.33, 0, -0.06), row('log-har-conformal', 0.33, 0), row('a', 0.32, -1)),
      {
        model: 'log-har-conformal',
        reason: { kind: 'corrected', baseline: 'log-har', probability: 0.75, coverage: 0.69 },
      },
    ],
    [
      'plain log-HAR when the conformal quantiles miss as well',
      withBaseline(row('log-har', 0.33, 0, -0.06), row('log-har-conformal', 0.33, 0, 0.03)),
      { model: 'log-har', reason: { kind: 'not-ahead', challenger: 'log-har-conformal', advantage: 0 } },
    ],
  ])('is %s', (_, table, champion) => {
    expect(chooseChampion(table)).toEqual(champion);
  });

  it('says why in both languages', () => {
    const says = sayChampion(chooseChampion(comparison(row('a', 0.3, -5.25, -0.035))));
    expect(says.en).toBe(
      'log-har is served: a loses less (Diebold-Mariano t -5.3), but its 75% quantile covers 71.5%.',
    );
    expect(says.fr).toMatch(/\(t de Diebold-Mariano \u22125,3\), mais son quantile à 75\s% couvre 71,5\s%/);
    const over = { count: 900, from: '2001-01-02', to: '2004-12-31' };
    const dated = sayChampion(chooseChampion(comparison(row('a', 0.3, -4))), over);
    expect(dated.en, 'with the days of its evidence').toContain(
      'over 900 forecasts, 2001-01-02 to 2004-12-31, it loses',
    );
    expect(dated.fr).toContain('sur 900 prévisions, du 2001-01-02 au 2004-12-31, il perd');
    const away = sayChampion({ model: 'log-har', reason: { kind: 'not-here', champion: 'log-har-vix' } });
    expect(away.en).toBe('log-har is served: the champion, log-har-vix, reads a series that is not there now.');
    expect(away.fr).toContain('lit une série qui manque');
    const wide = withBaseline(row('log-har', 0.33, 0, -0.06), row('log-har-conformal', 0.33, 0));
    expect(sayChampion(chooseChampion(wide)).en).toContain('whose own 75% quantile covers 69.0%');
    for (const table of [undefined, comparison(), comparison(row('a', 1, 1)), comparison(row('a', 0.3, -4)), wide]) {
      const { en, fr } = sayChampion(chooseChampion(table));
      expect(en).toContain('is served');
      expect(fr).toContain('est utilisé');
    }
  });
});
