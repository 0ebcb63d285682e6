import type { CandleSeries } from '../../data/candle.ts';
import { type Evaluation, evaluate } from './evaluate.ts';
import type { PathRows } from './forecast-path.ts';
import type { ForecastDays, Forecaster, TrackRecord } from './forecaster.ts';
import { LogHar } from './log-har.ts';

/** Fewer outcomes than this say nothing about a model. */
const leastOutcomes = 30;

/** Rows of the last `window` forecasts whose outcome is known; fewer in a shorter series, and undefined below 30. */
export function recordRows(
  series: CandleSeries,
  days: ForecastDays,
  forecaster: Forecaster,
  window = 250,
): PathRows | undefined {
  const last = series.length - 1 - days;
  const first = Math.max(last - window + 1, forecaster.minimumRows(days) - 1);
  return last - first + 1 < leastOutcomes ? undefined : { first, last };
}

export const recordOf = ({ count, coverage90, qlike, qlikeRandomWalk, from, to }: Evaluation): TrackRecord => ({
  days: count,
  coverage90,
  qlike,
  qlikeRandomWalk,
  from,
  to,
});

/**
 * How a forecaster did on the last `window` forecasts whose outcome is known, refit every day; on fewer when the series
 * is shorter, and undefined below 30.
 * @throws QuaestorError what `fit` throws
 */
export function trackRecord(
  series: CandleSeries,
  days: ForecastDays,
  window = 250,
  forecaster: Forecaster = new LogHar({ horizons: [days] }),
): TrackRecord | undefined {
  const rows = recordRows(series, days, forecaster, window);
  return rows && recordOf(evaluate(forecaster, series, days, rows));
}
