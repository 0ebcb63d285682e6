import { z } from 'zod';
import { at } from '../../data/at.ts';
import { normalCdf, normalQuantile } from '../performance/normal.ts';
import { type ForecastDays, quantileProbabilities, type VolatilityForecast } from './forecaster.ts';
import { varianceAhead } from './har-design.ts';
import { empiricalQuantiles } from './order-statistics.ts';

/** Regimes of volatility, calm first. */
export const volatilityRegimes = ['low', 'normal', 'high', 'extreme'] as const;

/** Shares of the past below the upper ends of low, normal and high. */
const thresholdProbabilities = [0.25, 0.75, 0.95] as const;

const Probability = z.number().min(0).max(1);

/** Which volatility the next days will show, measured against the recent past of the same proxy. */
export const VolatilityRegime = z.object({
  /** The most probable one. */
  label: z.enum(volatilityRegimes),
  probabilities: z.object({ low: Probability, normal: Probability, high: Probability, extreme: Probability }),
  /** Upper ends of low, normal and high as daily sigma in %. */
  thresholds: z.array(z.number().positive()).length(thresholdProbabilities.length),
});
export type VolatilityRegime = z.infer<typeof VolatilityRegime>;

/**
 * Upper ends of low, normal and high in %^2: the quantiles .25, .75 and .95 (index floor(p (n - 1))) of the mean variance
 * over `days` days, in the last `window` spans of so many days that had ended at the close of `row`.
 * @param variance the proxy that the forecaster works with, by row
 */
export function regimeThresholds(
  variance: Float64Array,
  row: number,
  { days, window = 1000 }: { days: ForecastDays; window?: number },
): number[] {
  const to = row - days;
  const known = Array.from({ length: Math.min(window, to) }, (_, k) => varianceAhead(variance, to - k, days));
  return empiricalQuantiles(Float64Array.from(known.filter(Number.isFinite)), thresholdProbabilities);
}

/** A point of the forecast distribution: ln variance and the normal quantile of the share below it. */
type Knot = { log: number; z: number };

function knotsOf({ quantiles }: VolatilityForecast): Knot[] {
  const knots: Knot[] = [];
  for (const [k, { sigmaDaily }] of quantiles.entries()) {
    const knot = { log: 2 * Math.log(sigmaDaily), z: normalQuantile(quantileProbabilities[k] ?? 0.5) };
    // Equal quantiles are a jump of the distribution: the higher share holds.
    if (knots.at(-1)?.log === knot.log) knots.pop();
    knots.push(knot);
  }
  return knots;
}

/**
 * Probability that the variance will be at most `variance` (%^2). Between the quantiles of the forecast the distribution
 * of ln variance is a line on normal probability paper; beyond the first and the last it goes on with the slope of the
 * segment next to it, a normal tail of the width that the forecast shows there.
 */
export function probabilityBelow(forecast: VolatilityForecast, variance: number): number {
  const knots = knotsOf(forecast);
  const log = Math.log(variance);
  const above = knots.findIndex(knot => log < knot.log);
  const right = Math.min(Math.max(above < 0 ? knots.length - 1 : above, 1), knots.length - 1);
  const [low, high] = [knots[right - 1], knots[right]];
  if (!low || !high) return log < (knots[0]?.log ?? Number.NaN) ? 0 : 1;
  return normalCdf(low.z + ((log - low.log) / (high.log - low.log)) * (high.z - low.z));
}

/**
 * The regime of the days that a forecast is about.
 * @param thresholds of `regimeThresholds`, of the same proxy and horizon
 */
export function volatilityRegime(forecast: VolatilityForecast, thresholds: readonly number[]): VolatilityRegime {
  const below = Float64Array.from([0, ...thresholds.map(threshold => probabilityBelow(forecast, threshold)), 1]);
  const share = (k: number) => at(below, k + 1) - at(below, k);
  const probabilities = { low: share(0), normal: share(1), high: share(2), extreme: share(3) };
  const [label] = [...volatilityRegimes].sort((a, b) => probabilities[b] - probabilities[a]);
  return { label: label ?? 'normal', probabilities, thresholds: thresholds.map(Math.sqrt) };
}

/** Index into `volatilityRegimes` of a variance in %^2. */
export function regimeOf(variance: number, thresholds: readonly number[]): number {
  const above = thresholds.findIndex(threshold => variance <= threshold);
  return above < 0 ? thresholds.length : above;
}
