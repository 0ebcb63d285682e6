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
import { varianceAhead } from './har-design.ts';
import type { Horizons } from './log-har.ts';
import { logReturns } from './log-returns.ts';
import { empiricalQuantiles } from './order-statistics.ts';
import { readSaved } from './read-saved.ts';
import { priceCheck, refuseOtherTimeframe, tooFewCandles } from './refuse-candles.ts';
import type { Learned, VarianceModel, VarianceWindow } from './variance-model.ts';
import { type DayColumn, proxyName, proxyOf, refuseHoles, VarianceProxy } from './variance-proxy.ts';

const Horizon = z.object({
  days: ForecastDays,
  /** Forecast of the next days in %^2. */
  variance: z.number().positive(),
  /** Logs of the quantiles of the variance that the proxy will show. */
  logQuantiles: z.array(z.number()).length(quantileProbabilities.length),
});
type Horizon = z.infer<typeof Horizon>;

const State = z.object({
  model: z.string(),
  proxy: VarianceProxy,
  symbol: z.string(),
  asOfOpenAt: z.int(),
  candles: z.int(),
  annualisation: z.number().positive(),
  learned: z.record(z.string(), z.number()),
  horizons: z.array(Horizon).min(1),
});
type State = z.infer<typeof State>;

export type WindowOptions = {
  /** Trading days in a year: 252 for shares, 365 for crypto. */
  annualisation?: number;
  /** Rows to learn from at most. */
  window?: number;
  horizons?: Horizons;
  /** Realised variance by day, in %^2: the proxy instead of the range. */
  realised?: DayColumn | undefined;
  /**
   * Level of the variance of a model of returns. `proxy` multiplies it by the mean of outcome / forecast in the window,
   * the factor of least QLIKE, so that it compares with the other forecasters; `returns` leaves it as it is.
   */
  level?: 'proxy' | 'returns';
  /** A refitter estimates anew after this many candles and only filters in between. */
  refitDays?: number;
};

/**
 * A forecaster from a variance model and a rolling window. Quantiles are the forecast times the empirical quantiles of
 * outcome / forecast in the window (index floor(p (n - 1))): level and tails are those that the proxy showed, not those
 * of a law that was assumed. Source: filtered historical simulation, Barone-Adesi, Giannopoulos and Vosper, Journal of
 * Futures Markets 19 (1999) 583-602, here of the variance itself.
 */
export class WindowForecaster implements Forecaster {
  readonly name: string;
  readonly #model: VarianceModel;
  readonly #options: Required<Omit<WindowOptions, 'realised'>> & Pick<WindowOptions, 'realised'>;
  #state: State | undefined;

  constructor(model: VarianceModel, options: WindowOptions = {}) {
    this.name = model.name;
    this.#model = model;
    this.#options = {
      annualisation: 252,
      window: 1000,
      horizons: [1, 2],
      realised: undefined,
      level: 'proxy',
      refitDays: 1,
      ...options,
    };
  }

  minimumRows(days: ForecastDays): number {
    return 1 + this.#model.warmUp + this.#model.leastRows + days;
  }

  fit(candles: CandleSeries, asOf: number): void {
    const end = lastClosedIndex(candles, asOf) + 1;
    this.refitter(sliceSeries(candles, Math.max(0, end - this.#margin()), end))(asOf);
  }

  refitter(candles: CandleSeries): (asOf: number) => void {
    refuseOtherTimeframe(this.name, candles);
    const { horizons, realised, annualisation, refitDays } = this.#options;
    const { symbol } = candles;
    const variance = proxyOf(candles, realised);
    const returns = logReturns(candles);
    const checkPrices = priceCheck(candles);
    let learned: Learned | undefined;
    let learnedAt = 0;
    return asOf => {
      const end = lastClosedIndex(candles, asOf) + 1;
      const needed = this.minimumRows(horizons[0]);
      if (end < needed) throw tooFewCandles(symbol, needed, end, horizons[0]);
      const from = Math.max(1, end - this.#margin() + 1);
      checkPrices(from - 1, end);
      refuseHoles('variance', variance, candles, from, end);
      const window = { returns: returns.subarray(from, end), variance: variance.subarray(from, end) };
      if (learned === undefined || end - learnedAt >= refitDays || end < learnedAt) {
        refuseConstant(window);
        learned = this.#model.learn(window, learned);
        learnedAt = end;
      }
      const now = learned;
      this.#state = {
        model: this.name,
        proxy: proxyName(realised),
        symbol,
        asOfOpenAt: at(candles.openAt, end - 1),
        candles: end - from + 1,
        annualisation,
        learned: now,
        horizons: horizons.filter(days => end >= this.minimumRows(days)).map(days => this.#horizon(window, now, days)),
      };
    };
  }

  predict(days: ForecastDays): VolatilityForecast {
    const trained = this.#trained();
    const { symbol, candles, horizons } = trained;
    const horizon = horizons.find(one => one.days === days);
    if (!horizon && candles < this.minimumRows(days))
      throw tooFewCandles(symbol, this.minimumRows(days), candles, days);
    if (!horizon) {
      throw new QuaestorError('model.not-trained', `${this.name} has not learned the horizon of ${days} day(s).`);
    }
    return forecastOf({ ...trained, days }, horizon.logQuantiles, horizon.variance);
  }

  save(): JsonValue {
    return structuredClone(this.#trained());
  }

  load(value: unknown): void {
    this.#state = readSaved(State, value, this.name);
  }

  /** Candles that a fit looks at, at most: the first only gives the close before. */
  #margin(): number {
    const rows = Math.max(this.#options.window, this.#model.leastRows);
    return 1 + this.#model.warmUp + rows + (this.#options.horizons.at(-1) ?? 1);
  }

  #trained(): State {
    if (this.#state) return this.#state;
    throw new QuaestorError('model.not-trained', `${this.name} has neither been fitted nor loaded: call fit first.`);
  }

  #horizon(window: VarianceWindow, learned: Learned, days: ForecastDays): Horizon {
    const forecasts = this.#model.forecasts(window, learned, days);
    const last = forecasts.length - 1;
    const known = last + 1 - days - this.#model.warmUp;
    const errors = new Float64Array(known);
    let ratios = 0;
    for (let k = 0; k < known; k += 1) {
      const row = this.#model.warmUp + k;
      const ratio = varianceAhead(window.variance, row, days) / at(forecasts, row);
      ratios += ratio;
      errors[k] = Math.log(ratio);
    }
    const scaled = this.#model.ofReturns && this.#options.level === 'proxy';
    const log = Math.log(at(forecasts, last));
    return {
      days,
      variance: at(forecasts, last) * (scaled ? ratios / known : 1),
      logQuantiles: empiricalQuantiles(errors, quantileProbabilities).map(error => log + error),
    };
  }
}

/** @throws QuaestorError `model.bad-data` that names a column whose values are all the same */
function refuseConstant(window: VarianceWindow): void {
  for (const [name, values] of Object.entries(window)) {
    const first = at(values, 0);
    if (values.some(value => Math.abs(value - first) > 1e-12 * Math.abs(first))) continue;
    throw new QuaestorError('model.bad-data', `Column "${name}" is constant, so it explains nothing.`, {
      column: name,
    });
  }
}
