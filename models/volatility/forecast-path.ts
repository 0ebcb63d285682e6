import { at } from '../../data/at.ts';
import { type CandleSeries, closedAt, dayOf } from '../../data/candle.ts';
import { type ForecastDays, type Forecaster, quantileProbabilities, type VolatilityForecast } from './forecaster.ts';
import { varianceAhead } from './har-design.ts';
import { type DayColumn, proxyName, proxyOf, type VarianceProxy } from './variance-proxy.ts';

/** Forecasts made at the close of rows one after the other, beside what came. Variances in %^2. */
export type ForecastPath = {
  readonly model: string;
  readonly proxy: VarianceProxy;
  readonly days: ForecastDays;
  /** Row of the series at whose close the first forecast was made. */
  readonly first: number;
  readonly count: number;
  /** First and last day that was forecast, as YYYY-MM-DD. */
  readonly from: string;
  readonly to: string;
  readonly variance: Float64Array;
  /** Quantiles of ln variance, row-major [count x quantileProbabilities.length]. */
  readonly logQuantiles: Float64Array;
  /** Mean variance that the days showed. */
  readonly outcome: Float64Array;
  /** Variance of the row itself: the forecast of a random walk. */
  readonly today: Float64Array;
};

export type PathRows = {
  first: number;
  last: number;
  /** Realised variance by day: the outcomes are of it instead of the range. */
  realised?: DayColumn | undefined;
};

/**
 * A path that is walked step by step, so that a long walk can be watched and stopped: `walk(rows)` makes that many more
 * forecasts and says whether some are left. The forecaster is refitted at the close of every row; `refit` does it once more.
 * @throws RangeError when `last` + `days` lies outside the series; `walk` throws what `fit` throws
 */
export function openForecastPath(
  forecaster: Forecaster,
  series: CandleSeries,
  days: ForecastDays,
  { first, last, realised }: PathRows,
): { path: ForecastPath; walk: (rows: number) => boolean; refit: (asOf: number) => void } {
  if (!(first >= 1 && first <= last && last + days < series.length)) {
    throw new RangeError(
      `Rows ${first} to ${last} with ${days} days after them do not lie inside ${series.length} candles.`,
    );
  }
  const proxy = proxyOf(series, realised);
  const count = last - first + 1;
  const width = quantileProbabilities.length;
  const dayAt = (row: number) => dayOf(at(series.openAt, row));
  const path: ForecastPath = {
    model: forecaster.name,
    proxy: proxyName(realised),
    days,
    first,
    count,
    from: dayAt(first + 1),
    to: dayAt(last + days),
    variance: new Float64Array(count),
    logQuantiles: new Float64Array(count * width),
    outcome: Float64Array.from({ length: count }, (_, i) => varianceAhead(proxy, first + i, days)),
    today: proxy.slice(first, last + 1),
  };
  const refit = forecaster.refitter?.(series) ?? ((asOf: number) => forecaster.fit(series, asOf));
  let done = 0;
  const walk = (rows: number): boolean => {
    const end = Math.min(done + rows, count);
    for (; done < end; done += 1) {
      refit(closedAt(at(series.openAt, first + done), series.timeframe));
      const forecast = forecaster.predict(days);
      path.variance[done] = forecast.variance;
      path.logQuantiles.set(logQuantilesOf(forecast), done * width);
    }
    return done < count;
  };
  return { path, walk, refit };
}

/** Quantiles of ln variance in the order of `quantileProbabilities`. */
export const logQuantilesOf = ({ quantiles }: VolatilityForecast): number[] =>
  quantiles.map(({ sigmaDaily }) => 2 * Math.log(sigmaDaily));
