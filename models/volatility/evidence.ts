import { z } from 'zod';
import { type Champion, ChampionReason, chooseChampion } from './champion.ts';
import type { Comparison } from './compare-forecasters.ts';
import { ForecastDays } from './forecaster.ts';
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
  champion: z.strictObject({ model: z.string(), reason: ChampionReason }),
});
export type Evidence = z.infer<typeof Evidence>;

export function evidenceOf(comparison: Comparison): Evidence {
  const { symbol, days, proxy, from, to, count, rows } = comparison;
  return { symbol, days, proxy, from, to, count, contestants: rows.length, champion: chooseChampion(comparison) };
}

/** What is served without evidence. */
export const unproven: Champion = chooseChampion(undefined, 'log-har');
