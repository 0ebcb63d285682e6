import { z } from 'zod';
import { QuaestorError } from '../../config/errors.ts';
import { at } from '../../data/at.ts';
import { type CandleSeries, lastClosedIndex, sliceSeries } from '../../data/candle.ts';
import { forecastOf } from './forecast-of.ts';
import {
  ForecastDays,
  type Forecaster,
  type JsonValue,
  quantileProbabilities,
  type VolatilityForecast,
} from './forecaster.ts';
import { firstKnownRow, type HarColumns, harDesign, logVarianceAhead, longestMean } from './har-design.ts';
import { empiricalQuantiles } from './order-statistics.ts';
import { readSaved } from './read-saved.ts';
import { priceCheck, refuseOtherTimeframe, tooFewCandles } from './refuse-candles.ts';
import { RollingLeastSquares } from './rolling-least-squares.ts';
import { proxyName, refuseHoles, VarianceProxy } from './variance-proxy.ts';

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
    model: z.string(),
    proxy: VarianceProxy,
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
export type Horizons = readonly [ForecastDays] | readonly [1, 2];

export type LogHarOptions = HarColumns & {
  /** Trading days in a year: 252 for shares, 365 for crypto. */
  annualisation?: number;
  /** Rows to learn from at most. */
  window?: number;
  /** Horizons to learn; one alone takes half the time. */
  horizons?: Horizons;
};

/** The name says what a log-HAR was taught with: `log-har`, `log-lhar` with long leverage, `-x` intraday terms, `-vix`. */
const nameOf = ({ longLeverage, vix, intraday }: HarColumns): string =>
  `log-${longLeverage ? 'lhar' : 'har'}${intraday ? '-x' : ''}${vix ? '-vix' : ''}`;

/**
 * log-HAR with leverage, the volatility baseline: on the range proxy, or on realised variance where a column of it is
 * given. Rolling OLS of ln y on 1, ln v, ln v5, ln v22, the leverage term and the terms of outside columns, y being the
 * mean proxy of the next days; rows whose y is not yet known are left out. The forecast exp(x b + s^2 / 2) is kept inside
 * the range of y in the window; quantiles are x b plus the empirical residual quantile at index floor(p (n - 1)), outside
 * of that range too. Variances below `leastVariance` are raised to it. Where an outside column starts late, rows are
 * learned from its start on.
 * Source: Corsi, Journal of Financial Econometrics 7 (2009) 174-196; the log form and its bias correction as in
 * Corsi, Audrino and Reno, "HAR Modeling for Realized Volatility Forecasting", 2012.
 */
export class LogHar implements Forecaster {
  readonly name: string;
  readonly #columns: HarColumns;
  readonly #annualisation: number;
  readonly #window: number;
  readonly #horizons: Horizons;
  #state: State | undefined;

  constructor({ annualisation = 252, window = 1000, horizons = [1, 2], ...columns }: LogHarOptions = {}) {
    this.name = nameOf(columns);
    this.#columns = columns;
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
    const { symbol } = candles;
    refuseOtherTimeframe('log-HAR', candles);
    const design = harDesign(candles, this.#columns);
    const { variance, regressors } = design;
    const checkPrices = priceCheck(candles);
    const start = firstKnownRow(design);
    const fitters = this.#horizons.map(days => horizonFitter(regressors, logVarianceAhead(variance, days), days));
    const shortest = this.#horizons[0];
    return asOf => {
      const end = lastClosedIndex(candles, asOf) + 1;
      if (end < this.minimumRows(shortest)) throw tooFewCandles(symbol, this.minimumRows(shortest), end, shortest);
      checkPrices(Math.max(0, end - this.#margin()), end);
      // The rows from which on all regressors are there count like candles of a history that is short.
      const candlesKnown = Math.min(end - start + longestMean, this.#margin());
      for (const [name, values] of Object.entries(regressors)) refuseHoles(name, values, candles, end - 1, end);
      if (candlesKnown < this.minimumRows(shortest)) {
        throw tooFewCandles(symbol, this.minimumRows(shortest), candlesKnown, shortest);
      }
      this.#state = {
        model: this.name,
        proxy: proxyName(this.#columns.realised),
        symbol,
        asOfOpenAt: at(candles.openAt, end - 1),
        candles: candlesKnown,
        annualisation: this.#annualisation,
        regressors: Object.fromEntries(Object.entries(regressors).map(([name, values]) => [name, at(values, end - 1)])),
        horizons: fitters
          .filter(({ days }) => candlesKnown >= this.minimumRows(days))
          .map(({ days, learn }) => learn(Math.max(start, end - days - this.#window), end - days)),
      };
    };
  }

  predict(days: ForecastDays): VolatilityForecast {
    const { logMean, variance, residualQuantiles } = this.logForecast(days);
    const logQuantiles = residualQuantiles.map(residual => logMean + residual);
    return forecastOf({ ...this.#trained(), model: this.name, days }, logQuantiles, variance);
  }

  /**
   * The forecast on its own scale: mean of ln y (x b, without bias correction), the variance in %^2 that `predict`
   * gives, and the residual quantiles of ln y.
   * @throws QuaestorError what `predict` throws
   */
  logForecast(days: ForecastDays): { logMean: number; variance: number; residualQuantiles: readonly number[] } {
    const { regressors, ...state } = this.#trained();
    const horizon = this.#horizonOf(days, state);
    let logMean = horizon.intercept;
    for (const name in horizon.coefficients) {
      logMean += (horizon.coefficients[name] ?? Number.NaN) * (regressors[name] ?? Number.NaN);
    }
    const unbounded = logMean + horizon.residualVariance / 2;
    const variance = Math.exp(Math.min(Math.max(unbounded, horizon.leastLog), horizon.mostLog));
    return { logMean, variance, residualQuantiles: horizon.residualQuantiles };
  }

  save(): JsonValue {
    return structuredClone(this.#trained());
  }

  load(value: unknown): void {
    this.#state = readSaved(State, value, this.name, 'log-HAR');
  }

  /** Candles that a fit looks at, at most. */
  #margin(): number {
    return this.#window + longestMean + 2;
  }

  #trained(): State {
    if (this.#state) return this.#state;
    throw new QuaestorError('model.not-trained', 'log-HAR has neither been fitted nor loaded: call fit first.');
  }

  #horizonOf(
    days: ForecastDays,
    { symbol, candles, horizons }: Pick<State, 'symbol' | 'candles' | 'horizons'>,
  ): Horizon {
    const horizon = horizons.find(one => one.days === days);
    if (horizon) return horizon;
    if (candles < this.minimumRows(days)) throw tooFewCandles(symbol, this.minimumRows(days), candles, days);
    throw new QuaestorError('model.not-trained', `log-HAR has not learned the horizon of ${days} day(s).`);
  }
}

/** Learns rows [from, to), whose outcomes are known. */
type HorizonFitter = { days: ForecastDays; learn: (from: number, to: number) => Horizon };

function horizonFitter(
  regressors: Readonly<Record<string, Float64Array>>,
  logs: Float64Array,
  days: ForecastDays,
): HorizonFitter {
  const names = Object.keys(regressors);
  const regression = new RollingLeastSquares(regressors, logs);
  return {
    days,
    learn(from, to) {
      const { intercept, slopes, residuals, residualVariance } = regression.fit(from, to);
      const coefficients = Object.fromEntries(names.map((name, j) => [name, at(slopes, j)]));
      const residualQuantiles = empiricalQuantiles(residuals, quantileProbabilities);
      const bounds = boundsOf(logs, from, to);
      return { days, rows: to - from, intercept, coefficients, residualVariance, residualQuantiles, ...bounds };
    },
  };
}

function boundsOf(values: Float64Array, from: number, to: number): Pick<Horizon, 'leastLog' | 'mostLog'> {
  let leastLog = Number.POSITIVE_INFINITY;
  let mostLog = Number.NEGATIVE_INFINITY;
  for (let i = from; i < to; i += 1) {
    const value = values[i] ?? Number.NaN;
    if (value < leastLog) leastLog = value;
    if (value > mostLog) mostLog = value;
  }
  return { leastLog, mostLog };
}
