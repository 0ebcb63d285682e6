import { z } from 'zod';
import type { CandleSeries } from '../../data/candle.ts';
import { VarianceProxy } from './variance-proxy.ts';

/** Horizon of a forecast, in trading days. */
export const ForecastDays = z.literal([1, 2]);
export type ForecastDays = z.infer<typeof ForecastDays>;

/** Probabilities of the quantiles that every forecast gives, rising. */
export const quantileProbabilities = [0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95] as const;

const Day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);

/** How a model did on the most recent days, each forecast made from what was known the evening before. */
export const TrackRecord = z.object({
  /** Number of forecasts scored. */
  days: z.int().min(1),
  /** Share of outcomes inside the 5 to 95 % range; 0.9 is right. */
  coverage90: z.number().min(0).max(1),
  /** Mean QLIKE loss, lower is better. */
  qlike: z.number().min(0),
  /** The same loss of "as the last day was". */
  qlikeRandomWalk: z.number().min(0),
  /** First and last day that was forecast. */
  from: Day,
  to: Day,
});
export type TrackRecord = z.infer<typeof TrackRecord>;

/** Volatility of the next trading days. Variances in %^2 of daily log returns, sigmas in %. */
export const VolatilityForecast = z.object({
  symbol: z.string(),
  model: z.string(),
  /** What the variance is measured by; quantiles and track record are about it. */
  proxy: VarianceProxy,
  days: ForecastDays,
  /** `openAt` of the last candle used. */
  asOfOpenAt: z.int(),
  /** Mean daily variance over the horizon. */
  variance: z.number().positive(),
  /** Square root of `variance`. */
  sigmaDaily: z.number().positive(),
  /** `sigmaDaily` times the square root of `annualisation`. */
  sigmaAnnual: z.number().positive(),
  /** Trading days in a year. */
  annualisation: z.number().positive(),
  /** Quantiles of the daily sigma that the horizon will show, one for each of `quantileProbabilities`. */
  quantiles: z.array(z.object({ probability: z.number().gt(0).lt(1), sigmaDaily: z.number().positive() })),
  trackRecord: TrackRecord.optional(),
});
export type VolatilityForecast = z.infer<typeof VolatilityForecast>;

export type JsonValue = z.infer<ReturnType<typeof z.json>>;

/** A model of the volatility of one instrument, on daily candles. Deterministic; later candles change no forecast. */
export interface Forecaster {
  readonly name: string;
  /** Candles that `fit` needs for a forecast over `days`. */
  minimumRows(days: ForecastDays): number;
  /**
   * Learns from the candles that are closed at `asOf` (UTC ms) and from no other.
   * @throws QuaestorError `data.too-few-candles` that says how many it needs, `data.bad-candle` that names the candle,
   * `model.bad-data` that names a column without information
   */
  fit(candles: CandleSeries, asOf: number): void;
  /**
   * The same as `fit` for many instants of one history, for models that can prepare it once. Forecasts agree with
   * those after `fit` up to rounding, or up to the tolerance of its optimiser where a model has one and starts it from
   * the last optimum.
   */
  refitter?(candles: CandleSeries): (asOf: number) => void;
  /**
   * Forecasts the days after the last candle of `fit`.
   * @throws QuaestorError `model.not-trained` before `fit` or `load`, `data.too-few-candles` for a horizon that the
   * candles of `fit` did not suffice for
   */
  predict(days: ForecastDays): VolatilityForecast;
  /**
   * What `load` needs to give the same forecasts elsewhere.
   * @throws QuaestorError `model.not-trained`
   */
  save(): JsonValue;
  /** @throws QuaestorError `model.bad-data` when the value was not made by `save` of this model */
  load(value: unknown): void;
}
