import { z } from 'zod';
import { attempt } from '../../config/attempt.ts';
import { at } from '../../data/at.ts';
import type { CandleSeries } from '../../data/candle.ts';
import type { MarketData } from '../../data/market/market-data.ts';
import { Route } from '../../models/regime/regime.ts';
import { baselineForecast } from '../../models/volatility/baseline-forecast.ts';
import { quantileProbabilities } from '../../models/volatility/forecaster.ts';
import type { Models } from '../../tools/models.ts';

/** How the market looked when an order was proposed: kept with it, so that its card says the same for ever. */
export const Outlook = z.strictObject({
  /** Absent where it could not be read. */
  regime: Route.optional(),
  /**
   * Volatility of the next trading day in percent, with the 10 and 90 % quantiles, and all of `quantileProbabilities`;
   * absent where there is too little history.
   */
  forecast: z
    .strictObject({
      model: z.string(),
      daily: z.number(),
      low: z.number(),
      high: z.number(),
      quantiles: z.array(z.number()).length(quantileProbabilities.length).optional(),
    })
    .optional(),
});
export type Outlook = z.infer<typeof Outlook>;

function forecastOf(series: CandleSeries): NonNullable<Outlook['forecast']> {
  const { forecast } = baselineForecast(series);
  const sigmas = Float64Array.from(forecast.quantiles, ({ sigmaDaily }) => sigmaDaily);
  const quantile = (wanted: (typeof quantileProbabilities)[number]) =>
    at(sigmas, quantileProbabilities.indexOf(wanted));
  return {
    model: forecast.model,
    daily: forecast.sigmaDaily,
    low: quantile(0.1),
    high: quantile(0.9),
    quantiles: [...sigmas],
  };
}

/** Reads regime and forecast at the last daily candle; what cannot be read is absent. */
export function readOutlook(
  market: Pick<MarketData, 'candles'>,
  models: Pick<Models, 'route'>,
  symbol: string,
): Outlook {
  const series = attempt(() => market.candles(symbol, '1d'));
  const regime = series && attempt(() => models.route(series));
  const forecast = series && attempt(() => forecastOf(series));
  return { ...(regime ? { regime } : {}), ...(forecast ? { forecast } : {}) };
}
