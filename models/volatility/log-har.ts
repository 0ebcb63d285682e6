import { z } from 'zod';
import { QuaestorError } from '../../config/errors.ts';
import { type CandleSeries, dayOf, lastClosedIndex, sliceSeries } from '../../data/candle.ts';
import {
  ForecastDays,
  type Forecaster,
  type JsonValue,
  quantileProbabilities,
  type VolatilityForecast,
} from './forecaster.ts';
import { type HarDesign, harDesign, logVarianceAhead, longestMean } from './har-design.ts';
import { leastSquares } from './least-squares.ts';

const leastTrainingRows = 120;
const numbers = z.record(z.string(), z.number());

const Horizon = z.object({
  days: ForecastDays,
  /** Rows learned from. */
  rows: z.int(),
  intercept: z.number(),
  coefficients: numbers,
  residualVariance: z.number().min(0),
  /** Residuals of ln y at `quantileProbabilities`. */
  residualQuantiles: z.array(z.number()).length(quantileProbabilities.length),
  /** Range of ln y in the window. */
  leastLog: z.number(),
  mostLog: z.number(),
});
type Horizon = z.infer<typeof Horizon>;

const State = z
  .object({
    model: z.literal('log-har'),
    symbol: z.string(),
    asOfOpenAt: z.int(),
    /** Candles that `fit` saw, counted no further than it looks back. */
    candles: z.int(),
    annualisation: z.number().positive(),
    /** Regressors at the last candle. */
    regressors: numbers,
    horizons: z.array(Horizon).min(1),
  })
  .refine(
    ({ regressors, horizons }) =>
      horizons.every(one => Object.keys(one.coefficients).every(name => name in regressors)),
    'a coefficient has no regressor',
  );
type State = z.infer<typeof State>;

/** One horizon, or both with the shorter first. */
type Horizons = readonly [ForecastDays] | readonly [1, 2];

export type LogHarOptions = {
  /** Trading days in a year: 252 for shares, 365 for crypto. */
  annualisation?: number;
  /** Rows to learn from at most. */
  window?: number;
  /** Horizons to learn; one alone takes half the time. */
  horizons?: Horizons;
};

/**
 * log-HAR with leverage on the range proxy, the volatility baseline. Rolling OLS of ln y on 1, ln v, ln v5, ln v22 and
 * the leverage term, y being the mean proxy of the next days; rows whose y is not yet known are left out. The forecast
 * exp(x b + s^2 / 2) is kept inside the range of y in the window; quantiles are x b plus the empirical residual quantile
 * at index floor(p (n - 1)), outside of that range too. Variances below `leastVariance` are raised to it.
 * Source: Corsi, Journal of Financial Econometrics 7 (2009) 174-196; the log form and its bias correction as in
 * Corsi, Audrino and Reno, "HAR Modeling for Realized Volatility Forecasting", 2012.
 */
export class LogHar implements Forecaster {
  readonly name = 'log-har';
  readonly #annualisation: number;
  readonly #window: number;
  readonly #horizons: Horizons;
  #state: State | undefined;

  constructor({ annualisation = 252, window = 1000, horizons = [1, 2] }: LogHarOptions = {}) {
    this.#annualisation = annualisation;
    this.#horizons = horizons;
    this.#window = Math.max(window, leastTrainingRows);
  }

  /** 22 candles for the regressors, 120 rows to learn from, and the days that their outcomes take. */
  minimumRows(days: ForecastDays): number {
    return longestMean + leastTrainingRows + days;
  }

  fit(candles: CandleSeries, asOf: number): void {
    const end = lastClosedIndex(candles, asOf) + 1;
    this.refitter(sliceSeries(candles, Math.max(0, end - this.#margin()), end))(asOf);
  }

  refitter(candles: CandleSeries): (asOf: number) => void {
    const { symbol, timeframe } = candles;
    if (timeframe !== '1d') {
      throw new QuaestorError('model.bad-data', `log-HAR needs daily candles ("1d"), got "${timeframe}".`, { symbol });
    }
    const { variance, regressors } = harDesign(candles);
    const outcomes = this.#horizons.map(days => ({ days, logs: logVarianceAhead(variance, days) }));
    const shortest = this.#horizons[0];
    return asOf => {
      const end = lastClosedIndex(candles, asOf) + 1;
      if (end < this.minimumRows(shortest)) throw tooFew(symbol, this.minimumRows(shortest), end, shortest);
      refuseBadPrices(candles, Math.max(0, end - this.#margin()), end);
      this.#state = {
        model: this.name,
        symbol,
        asOfOpenAt: candles.openAt[end - 1] ?? Number.NaN,
        candles: Math.min(end, this.#margin()),
        annualisation: this.#annualisation,
        regressors: Object.fromEntries(
          Object.entries(regressors).map(([name, values]) => [name, values[end - 1] ?? Number.NaN]),
        ),
        horizons: outcomes
          .filter(({ days }) => end >= this.minimumRows(days))
          .map(({ days, logs }) => fitHorizon(regressors, logs, { days, end, window: this.#window })),
      };
    };
  }

  predict(days: ForecastDays): VolatilityForecast {
    const { symbol, asOfOpenAt, annualisation, regressors, candles, horizons } = this.#trained();
    const horizon = horizons.find(one => one.days === days);
    if (!horizon && candles < this.minimumRows(days)) throw tooFew(symbol, this.minimumRows(days), candles, days);
    if (!horizon)
      throw new QuaestorError('model.not-trained', `log-HAR has not learned the horizon of ${days} day(s).`);
    let logMean = horizon.intercept;
    for (const [name, slope] of Object.entries(horizon.coefficients)) {
      logMean += slope * (regressors[name] ?? Number.NaN);
    }
    const unbounded = logMean + horizon.residualVariance / 2;
    const variance = Math.exp(Math.min(Math.max(unbounded, horizon.leastLog), horizon.mostLog));
    const sigmaDaily = Math.sqrt(variance);
    return {
      symbol,
      model: this.name,
      days,
      asOfOpenAt,
      variance,
      sigmaDaily,
      sigmaAnnual: Math.sqrt(variance * annualisation),
      annualisation,
      quantiles: quantileProbabilities.map((probability, k) => ({
        probability,
        sigmaDaily: Math.exp((logMean + (horizon.residualQuantiles[k] ?? Number.NaN)) / 2),
      })),
    };
  }

  save(): JsonValue {
    return structuredClone(this.#trained());
  }

  load(value: unknown): void {
    const state = State.safeParse(value);
    if (!state.success) {
      throw new QuaestorError('model.bad-data', `Not a saved log-HAR: ${z.prettifyError(state.error)}`);
    }
    this.#state = state.data;
  }

  /** Candles that a fit looks at, at most. */
  #margin(): number {
    return this.#window + longestMean + 2;
  }

  #trained(): State {
    if (this.#state) return this.#state;
    throw new QuaestorError('model.not-trained', 'log-HAR has neither been fitted nor loaded: call fit first.');
  }
}

/** Learns from the rows whose outcome is known at row end - 1. */
function fitHorizon(
  regressors: HarDesign['regressors'],
  logs: Float64Array,
  { days, end, window }: { days: ForecastDays; end: number; window: number },
): Horizon {
  const to = end - days;
  const from = Math.max(longestMean, to - window);
  const outcome = logs.subarray(from, to);
  const columns = Object.fromEntries(
    Object.entries(regressors).map(([name, values]) => [name, values.subarray(from, to)]),
  );
  const { intercept, coefficients, residuals, residualVariance } = leastSquares(columns, outcome);
  residuals.sort();
  const residualQuantiles = quantileProbabilities.map(
    p => residuals[Math.floor(p * (residuals.length - 1))] ?? Number.NaN,
  );
  const [leastLog, mostLog] = bounds(outcome);
  return {
    days,
    rows: outcome.length,
    intercept,
    coefficients,
    residualVariance,
    residualQuantiles,
    leastLog,
    mostLog,
  };
}

function bounds(values: Float64Array): [least: number, most: number] {
  let least = Number.POSITIVE_INFINITY;
  let most = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < values.length; i += 1) {
    const value = values[i] ?? Number.NaN;
    if (value < least) least = value;
    if (value > most) most = value;
  }
  return [least, most];
}

function tooFew(symbol: string, needed: number, got: number, days: number): QuaestorError {
  return new QuaestorError(
    'data.too-few-candles',
    {
      en: `A ${days}-day volatility forecast of "${symbol}" needs ${needed} daily candles, got ${got}.`,
      fr: `Une prévision de volatilité à ${days} jour(s) de « ${symbol} » demande ${needed} bougies quotidiennes, il y en a ${got}.`,
    },
    { symbol, needed, got, days },
  );
}

function refuseBadPrices({ symbol, openAt, high, low, close }: CandleSeries, from: number, to: number): void {
  for (let i = from; i < to; i += 1) {
    const prices = [high[i], low[i], close[i]];
    if (prices.every(price => price !== undefined && price > 0 && price < Number.POSITIVE_INFINITY)) continue;
    const day = dayOf(openAt[i] ?? Number.NaN);
    throw new QuaestorError(
      'data.bad-candle',
      {
        en: `The candle of "${symbol}" on ${day} has a high, low or close that is not a positive number: ${prices.join(', ')}.`,
        fr: `La bougie de « ${symbol} » du ${day} a un haut, un bas ou une clôture qui n'est pas un nombre positif : ${prices.join(', ')}.`,
      },
      { symbol, day },
    );
  }
}
