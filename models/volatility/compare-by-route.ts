import { z } from 'zod';
import { Route } from '../regime/regime.ts';
import { dieboldMariano } from './diebold-mariano.ts';
import type { ForecastPath } from './forecast-path.ts';
import { quantileProbabilities } from './forecaster.ts';
import { qlikeLosses, scorePath } from './score-path.ts';

/** A forecaster on the days of one regime. */
export const RouteRow = z.strictObject({
  model: z.string(),
  /** Mean QLIKE, and twice the mean pinball loss of the quantiles of ln variance. */
  qlike: z.number(),
  pinball: z.number(),
  /** Diebold-Mariano t of QLIKE against the baseline on these days: below 0 it loses less. */
  advantage: z.number(),
  quantiles: z.array(z.strictObject({ probability: z.number(), coverage: z.number() })),
});
export type RouteRow = z.infer<typeof RouteRow>;

/** The forecasts that were made at the close of days of one regime, as it was read on those days. */
export const RouteComparison = z.strictObject({ route: Route, count: z.int().min(1), rows: z.array(RouteRow) });
export type RouteComparison = z.infer<typeof RouteComparison>;

/** The chosen forecasts of a path. */
function chosen(path: ForecastPath, rows: readonly number[]): ForecastPath {
  const width = quantileProbabilities.length;
  const pick = (values: Float64Array) => Float64Array.from(rows, row => values[row] ?? Number.NaN);
  return {
    ...path,
    count: rows.length,
    variance: pick(path.variance),
    outcome: pick(path.outcome),
    today: pick(path.today),
    logQuantiles: Float64Array.from(
      rows.flatMap(row => [...path.logQuantiles.subarray(row * width, (row + 1) * width)]),
    ),
  };
}

/**
 * Splits walked paths by the regime of the day at whose close each forecast was made; regimes without a day are left out.
 * @param routes by row of the series, undefined where none could be read
 */
export function compareByRoute(
  paths: readonly ForecastPath[],
  reference: ForecastPath,
  routes: readonly (Route | undefined)[],
): RouteComparison[] {
  const { first, count, days } = reference;
  const baseline = qlikeLosses(reference);
  return Route.options.flatMap(route => {
    const counts = (row: number) => routes[first + row] === route;
    const rows = Array.from({ length: count }, (_, row) => row).filter(counts);
    if (rows.length === 0) return [];
    const scored = paths.map(path => {
      const { qlike, pinball, quantiles } = scorePath(chosen(path, rows));
      const advantage = path === reference ? 0 : dieboldMariano(qlikeLosses(path), baseline, days, counts);
      const coverages = quantiles.map(({ probability, coverage }) => ({ probability, coverage }));
      return { model: path.model, qlike, pinball, advantage, quantiles: coverages };
    });
    return [{ route, count: rows.length, rows: scored }];
  });
}
