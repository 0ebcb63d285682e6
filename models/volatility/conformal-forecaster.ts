import { z } from 'zod';
import { QuaestorError } from '../../config/errors.ts';
import { at } from '../../data/at.ts';
import { type CandleSeries, closedAt, lastClosedIndex } from '../../data/candle.ts';
import { sigmaQuantiles } from './forecast-of.ts';
import { logQuantilesOf } from './forecast-path.ts';
import {
  ForecastDays,
  type Forecaster,
  type JsonValue,
  quantileProbabilities,
  type VolatilityForecast,
} from './forecaster.ts';
import { logVarianceAhead } from './har-design.ts';
import { valuesOfRanks } from './order-statistics.ts';
import { readSaved } from './read-saved.ts';
import { tooFewCandles } from './refuse-candles.ts';
import { type DayColumn, proxyOf } from './variance-proxy.ts';

const width = quantileProbabilities.length;

/** Fewer outcomes than this move no quantile. */
const leastOutcomes = 60;

const State = z.object({
  model: z.string(),
  symbol: z.string(),
  candles: z.int(),
  inner: z.json(),
  /** What each quantile of ln variance is moved by, by horizon. */
  shifts: z.array(z.object({ days: ForecastDays, values: z.array(z.number()).length(quantileProbabilities.length) })),
});
type State = z.infer<typeof State>;

export type ConformalOptions = {
  /** Outcomes that a correction looks back on. */
  window?: number;
  /** Horizons that the inner forecaster has learned. */
  horizons?: readonly ForecastDays[];
  /** Realised variance by day, if the inner forecaster is of it. */
  realised?: DayColumn | undefined;
};

/** The name of a forecaster once its quantiles are corrected. */
export const conformalName = (name: string): string => `${name}-conformal`;

/**
 * The shift of one quantile: the ceil((n + 1) p)-th smallest of n errors outcome - quantile. With exchangeable errors the
 * next outcome lies at or below the shifted quantile with probability ceil((n + 1) p) / (n + 1).
 */
export function conformalShift(errors: Float64Array, probability: number): number {
  const rank = Math.ceil((errors.length + 1) * probability - 1e-9);
  const [shift = Number.NaN] = valuesOfRanks(errors, [Math.min(Math.max(rank, 1), errors.length) - 1]);
  return shift;
}

/** The shift of each quantile by the rows [from, to); both columns by row, of ln variance. */
function shiftsOf(
  outcomes: Float64Array = new Float64Array(0),
  quantiles: Float64Array = new Float64Array(0),
  { from, to }: { from: number; to: number },
): number[] {
  const errors = new Float64Array(to - from);
  return quantileProbabilities.map((probability, k) => {
    for (let row = from; row < to; row += 1) errors[row - from] = at(outcomes, row) - at(quantiles, row * width + k);
    return conformalShift(errors, probability);
  });
}

/**
 * Any forecaster with quantiles that are corrected by how its own last 250 out-of-sample quantiles did: each is moved by
 * its conformal shift, and the moved ones are put in order, which brings none of them further from the truth. The variance
 * stays as it is.
 * Source: Romano, Patterson and Candes, "Conformalized Quantile Regression", NeurIPS 2019, the version with one tail at a
 * time (theorem 2), over a rolling window; the ordering: Chernozhukov, Fernandez-Val and Galichon, Econometrica 78 (2010)
 * 1093-1125.
 */
export class ConformalForecaster implements Forecaster {
  readonly name: string;
  readonly #inner: Forecaster;
  readonly #window: number;
  readonly #horizons: readonly ForecastDays[];
  readonly #realised: DayColumn | undefined;
  #state: Omit<State, 'inner'> | undefined;

  constructor(inner: Forecaster, { window = 250, horizons = [1, 2], realised }: ConformalOptions = {}) {
    this.name = conformalName(inner.name);
    this.#inner = inner;
    this.#window = window;
    this.#horizons = horizons;
    this.#realised = realised;
  }

  minimumRows(days: ForecastDays): number {
    return this.#inner.minimumRows(days) + leastOutcomes + days - 1;
  }

  fit(candles: CandleSeries, asOf: number): void {
    this.refitter(candles)(asOf);
  }

  refitter(candles: CandleSeries): (asOf: number) => void {
    const { symbol } = candles;
    const proxy = proxyOf(candles, this.#realised);
    const outcomes = new Map(this.#horizons.map(days => [days, logVarianceAhead(proxy, days)]));
    const quantiles = this.#walker(candles);
    return asOf => {
      const end = lastClosedIndex(candles, asOf) + 1;
      const shortest = this.#horizons[0] ?? 1;
      if (end < this.minimumRows(shortest)) throw tooFewCandles(symbol, this.minimumRows(shortest), end, shortest);
      const known = this.#horizons.filter(days => end >= this.minimumRows(days));
      const shifts = known.map(days => {
        const from = Math.max(this.#inner.minimumRows(days) - 1, end - days - this.#window);
        return { days, from };
      });
      quantiles.walkTo(Math.min(...shifts.map(({ from }) => from)), end - 1);
      this.#state = {
        model: this.name,
        symbol,
        candles: end,
        shifts: shifts.map(({ days, from }) => ({
          days,
          values: shiftsOf(outcomes.get(days), quantiles.of(days), { from, to: end - days }),
        })),
      };
    };
  }

  predict(days: ForecastDays): VolatilityForecast {
    const { symbol, candles, shifts } = this.#trained();
    const shift = shifts.find(one => one.days === days);
    if (!shift) throw tooFewCandles(symbol, this.minimumRows(days), candles, days);
    const forecast = this.#inner.predict(days);
    const moved = logQuantilesOf(forecast).map((log, k) => log + (shift.values[k] ?? Number.NaN));
    moved.sort((a, b) => a - b);
    return {
      ...forecast,
      model: this.name,
      quantiles: sigmaQuantiles(moved),
    };
  }

  save(): JsonValue {
    return structuredClone({ ...this.#trained(), inner: this.#inner.save() });
  }

  load(value: unknown): void {
    const { inner, ...own } = readSaved(State, value, this.name);
    this.#inner.load(inner);
    this.#state = own;
  }

  /** Quantiles of the inner forecaster row by row, each made once; a walk ends with the inner one fitted at its last row. */
  #walker(candles: CandleSeries) {
    const refit = this.#inner.refitter?.(candles) ?? ((asOf: number) => this.#inner.fit(candles, asOf));
    const kept = new Map(this.#horizons.map(days => [days, new Float64Array(candles.length * width).fill(Number.NaN)]));
    let fittedAt = -1;
    const visit = (row: number) => {
      refit(closedAt(at(candles.openAt, row), candles.timeframe));
      for (const [days, quantiles] of kept) {
        if (row >= this.#inner.minimumRows(days) - 1)
          quantiles.set(logQuantilesOf(this.#inner.predict(days)), row * width);
      }
      fittedAt = row;
    };
    const walkTo = (from: number, last: number): void => {
      const next = fittedAt >= from && fittedAt < last ? fittedAt + 1 : from;
      for (let row = next; row <= last; row += 1) visit(row);
    };
    return { walkTo, of: (days: ForecastDays) => kept.get(days) };
  }

  #trained(): Omit<State, 'inner'> {
    if (this.#state) return this.#state;
    throw new QuaestorError('model.not-trained', `${this.name} has neither been fitted nor loaded: call fit first.`);
  }
}
