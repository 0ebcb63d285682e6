import { z } from 'zod';
import { normalCdf, normalQuantile } from '../performance/normal.ts';
import { Route } from '../regime/regime.ts';
import { byLoss, coverageTolerance, leastAdvantage } from './champion.ts';
import type { RouteComparison, RouteRow } from './compare-by-route.ts';

/** Fewer days of a regime than this tell no models apart. */
const leastDays = 250;

/**
 * Why a forecaster serves in a regime. `needed` is the Diebold-Mariano t that a challenger has to reach there after so
 * many `looks`: challengers times regimes.
 */
export const RouteReason = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('too-few-days'), least: z.int() }),
  z.strictObject({ kind: z.literal('not-ahead'), needed: z.number(), looks: z.int() }),
  z.strictObject({ kind: z.literal('ahead'), advantage: z.number(), needed: z.number(), looks: z.int() }),
]);
export type RouteReason = z.infer<typeof RouteReason>;

/** Which forecaster serves in a regime: one that is proved there, otherwise the champion of all days. */
export const RouteEvidence = z.strictObject({
  route: Route,
  /** Forecasts that were made on days of that regime. */
  count: z.int().min(1),
  model: z.string(),
  reason: RouteReason,
});
export type RouteEvidence = z.infer<typeof RouteEvidence>;

/** Every quantile covers within 2 points, or within two standard errors where the days are too few to see 2 points. */
const covers = ({ quantiles }: RouteRow, count: number): boolean =>
  quantiles.every(({ probability, coverage }) => {
    const error = Math.sqrt((probability * (1 - probability)) / count);
    return Math.abs(coverage - probability) <= Math.max(coverageTolerance, 2 * error);
  });

/**
 * The rule of the champion, regime by regime: a challenger has to be ahead of the baseline on the days of the regime, to
 * cover there, and to lose less there than the champion of all days. Because every challenger is looked at in every regime,
 * the t of -2 is corrected for the number of looks, which holds however much the challengers have in common.
 * Source of the correction: Bonferroni's, as in Dunn, Journal of the American Statistical Association 56 (1961) 52-64.
 * @param champion of all days
 */
export function routeEvidence(
  routes: readonly RouteComparison[],
  { baseline, champion }: { baseline: string; champion: string },
): RouteEvidence[] {
  const challengersOf = ({ rows }: RouteComparison) => rows.filter(({ model }) => model !== baseline);
  const judged = routes.filter(({ count }) => count >= leastDays);
  const looks = judged.reduce((sum, one) => sum + challengersOf(one).length, 0);
  const needed = looks === 0 ? leastAdvantage : normalQuantile(normalCdf(leastAdvantage) / looks);
  return routes.map(one => {
    const { route, count, rows } = one;
    const kept = { route, count, model: champion };
    if (count < leastDays) return { ...kept, reason: { kind: 'too-few-days', least: leastDays } };
    const ahead = challengersOf(one).filter(row => row.advantage <= needed && covers(row, count));
    const [best] = [...rows.filter(({ model }) => model === champion), ...ahead].sort(byLoss);
    const winner = ahead.find(({ model }) => model === best?.model);
    if (!winner) return { ...kept, reason: { kind: 'not-ahead', needed, looks } };
    return { ...kept, model: winner.model, reason: { kind: 'ahead', advantage: winner.advantage, needed, looks } };
  });
}
