import { z } from 'zod';
import { RouteComparison } from './compare-by-route.ts';
import { ForecastDays } from './forecaster.ts';
import { VarianceProxy } from './variance-proxy.ts';

const Day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);

/** Likelihood ratios of Kupiec and Christoffersen, each chi-squared with 1 degree of freedom: rejected above 3.84. */
const ratios = { coverageRatio: z.number(), independenceRatio: z.number() };

/** A forecaster on all days of a comparison. */
export const ComparisonRow = z.strictObject({
  model: z.string(),
  /** Days between two estimations by its refitter; forecasts are made every day. */
  refitDays: z.int(),
  /** Mean QLIKE, mean squared error of logs, twice the mean pinball loss of the quantiles of ln variance. */
  qlike: z.number(),
  squaredLogError: z.number(),
  pinball: z.number(),
  /** For each probability the share of outcomes at or below the quantile, and its mean pinball loss. */
  quantiles: z.array(z.strictObject({ probability: z.number(), coverage: z.number(), pinball: z.number(), ...ratios })),
  coverage90: z.number(),
  /** Diebold-Mariano t of QLIKE against the baseline: below 0 it loses less. 0 for the baseline itself. */
  advantage: z.number(),
  /** Of the next day's return; empty for a horizon of two days, and where there are too few days to read a tail from. */
  valueAtRisk: z.array(
    z.strictObject({ probability: z.number(), count: z.int().min(1), hitRate: z.number(), ...ratios }),
  ),
});
export type ComparisonRow = z.infer<typeof ComparisonRow>;

/** Every row is scored on the same days and the same proxy. */
export const Comparison = z.strictObject({
  symbol: z.string(),
  baseline: z.string(),
  proxy: VarianceProxy,
  days: ForecastDays,
  /** Forecasts of each forecaster, and the first and last day that was forecast. */
  count: z.int().min(1),
  from: Day,
  to: Day,
  rows: z.array(ComparisonRow).min(1),
  /** The same forecasts by the regime of the day on which they were made; empty where no regime was read. */
  routes: z.array(RouteComparison),
});
export type Comparison = z.infer<typeof Comparison>;
