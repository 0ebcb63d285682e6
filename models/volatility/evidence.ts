import { z } from 'zod';
import { type Champion, ChampionReason, chooseChampion } from './champion.ts';
import type { Comparison } from './comparison.ts';
import { ForecastDays } from './forecaster.ts';
import { RouteEvidence, routeEvidence } from './route-evidence.ts';
import { VarianceProxy } from './variance-proxy.ts';

const Day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);

/** What a comparison decided: which forecaster is served for an instrument, why, and on which days. */
export const Evidence = z.strictObject({
  symbol: z.string(),
  days: ForecastDays,
  proxy: VarianceProxy,
  from: Day,
  to: Day,
  /** Forecasts of each contestant. */
  count: z.int().min(1),
  contestants: z.int().min(1),
  /** Of all days. */
  champion: z.strictObject({ model: z.string(), reason: ChampionReason }),
  /** By regime of the day on which a forecast is made; none where no regime was read. */
  routes: z.array(RouteEvidence).optional(),
});
export type Evidence = z.infer<typeof Evidence>;

export function evidenceOf(comparison: Comparison): Evidence {
  const { symbol, days, proxy, from, to, count, rows, baseline } = comparison;
  const champion = chooseChampion(comparison);
  const routes = routeEvidence(comparison.routes, { baseline, champion: champion.model });
  return { symbol, days, proxy, from, to, count, contestants: rows.length, champion, routes };
}

/** What is served without evidence. */
export const unproven: Champion = chooseChampion(undefined);
