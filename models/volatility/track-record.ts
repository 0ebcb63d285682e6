import type { CandleSeries } from '../../data/candle.ts';
import { evaluate } from './evaluate.ts';
import type { ForecastDays, Forecaster, TrackRecord } from './forecaster.ts';
import { LogHar } from './log-har.ts';
import type { DayColumn } from './variance-proxy.ts';

/** Fewer outcomes than this say nothing about a model. */
const leastOutcomes = 30;

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
  realised?: DayColumn,
): TrackRecord | undefined {
  const last = series.length - 1 - days;
  const first = Math.max(last - window + 1, forecaster.minimumRows(days) - 1);
  if (last - first + 1 < leastOutcomes) return undefined;
  const { count, coverage90, qlike, qlikeRandomWalk, from, to } = evaluate(forecaster, series, days, {
    first,
    last,
    realised,
  });
  return { days: count, coverage90, qlike, qlikeRandomWalk, from, to };
}
