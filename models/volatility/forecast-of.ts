import { type ForecastDays, quantileProbabilities, type VolatilityForecast } from './forecaster.ts';

/** Whose forecast it is, and of what. */
export type ForecastHead = Pick<VolatilityForecast, 'symbol' | 'model' | 'proxy' | 'asOfOpenAt' | 'annualisation'> & {
  readonly days: ForecastDays;
};

/** Quantiles of the daily sigma from those of ln variance (%^2) at `quantileProbabilities`. */
export const sigmaQuantiles = (logQuantiles: ArrayLike<number>): VolatilityForecast['quantiles'] =>
  quantileProbabilities.map((probability, k) => ({
    probability,
    sigmaDaily: Math.exp((logQuantiles[k] ?? Number.NaN) / 2),
  }));

/** A forecast from the quantiles of ln variance (%^2) and a mean variance. */
export function forecastOf(
  { symbol, model, proxy, days, asOfOpenAt, annualisation }: ForecastHead,
  logQuantiles: ArrayLike<number>,
  variance: number,
): VolatilityForecast {
  return {
    symbol,
    model,
    proxy,
    days,
    asOfOpenAt,
    variance,
    sigmaDaily: Math.sqrt(variance),
    sigmaAnnual: Math.sqrt(variance * annualisation),
    annualisation,
    quantiles: sigmaQuantiles(logQuantiles),
  };
}
