import { describe, expect, it } from 'vitest';
import { normalCdf } from '../../../models/performance/normal.ts';
import { Route } from '../../../models/regime/regime.ts';
import type { RouteComparison, RouteRow } from '../../../models/volatility/compare-by-route.ts';
import { quantileProbabilities } from '../../../models/volatility/forecaster.ts';
import { RouteEvidence, routeEvidence } from '../../../models/volatility/route-evidence.ts';

/** A row whose quartile of 75 % covers `miss` more than it should. */
const row = (model: string, qlike: number, advantage: number, miss = 0): RouteRow => ({
  model,
  qlike,
  pinball: 0.4,
  advantage,
  quantiles: quantileProbabilities.map(probability => ({
    probability,
    coverage: probability + (probability === 0.75 ? miss : 0),
  })),
});

const on = (route: Route, count: number, ...rows: RouteRow[]): RouteComparison => ({
  route,
  count,
  rows: [row('log-har', 0.33, 0), ...rows],
});

const picks = (routes: RouteComparison[], champion = 'log-har') =>
  routeEvidence(routes, { baseline: 'log-har', champion });

describe('the evidence by regime', () => {
  const calm = [row('a', 0.34, 1), row('b', 0.32, -2.5)];

  it('corrects the t of -2 for every challenger in every regime of enough days', () => {
    const [trend, range, defensive] = picks([
      on('trend', 249, ...calm),
      on('range', 400, ...calm),
      on('defensive', 400, ...calm),
    ]);
    expect(trend?.reason, 'one day short').toEqual({ kind: 'too-few-days', least: 250 });
    expect(range?.reason, '-2.5 would do for one look').toMatchObject({ kind: 'not-ahead', looks: 4 });
    const needed = range && 'needed' in range.reason ? range.reason.needed : Number.NaN;
    expect(4 * normalCdf(needed), 'four looks together err as often as one at -2').toBeCloseTo(normalCdf(-2), 12);
    for (const one of [trend, range, defensive]) expect(RouteEvidence.parse(one).model).toBe('log-har');
  });

  it('picks the one of least loss that is ahead and covers', () => {
    const [defensive] = picks([
      on('defensive', 2000, row('a', 0.31, -5), row('b', 0.3, -4, 0.03), row('c', 0.29, -2.1)),
    ]);
    expect(defensive, 'b misses by 3 points, c is not proved').toMatchObject({
      model: 'a',
      count: 2000,
      reason: { kind: 'ahead', advantage: -5, looks: 3 },
    });
  });

  it('lets few days miss by two standard errors, which are more than 2 points there', () => {
    const missing = row('a', 0.3, -5, 0.03);
    const error = 2 * Math.sqrt((0.75 * 0.25) / 600);
    expect(error, 'the closed form').toBeGreaterThan(0.03);
    expect(picks([on('trend', 600, missing)])[0]?.model).toBe('a');
    expect(picks([on('trend', 1000, missing)])[0]?.model, 'enough days to see it').toBe('log-har');
  });

  it('keeps the champion of all days where it loses no more, and says whether the regime proves it', () => {
    const champion = row('champion', 0.3, -4);
    const [proved] = picks([on('range', 900, champion, row('a', 0.31, -6))], 'champion');
    expect(proved).toMatchObject({ model: 'champion', reason: { kind: 'ahead', advantage: -4 } });
    const [kept] = picks([on('range', 900, row('champion', 0.3, -1), row('a', 0.31, -6))], 'champion');
    expect(kept).toMatchObject({ model: 'champion', reason: { kind: 'not-ahead' } });
    const [moved] = picks([on('range', 900, row('champion', 0.32, -1), row('a', 0.31, -6))], 'champion');
    expect(moved).toMatchObject({ model: 'a', reason: { kind: 'ahead', advantage: -6 } });
  });

  it('has nothing to say without a regime', () => {
    expect(picks([])).toEqual([]);
    expect(Route.options).toHaveLength(3);
  });
});
