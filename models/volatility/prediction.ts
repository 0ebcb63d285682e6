import { type CandleSeries, closedAt } from '../../data/candle.ts';
import { closeToCloseRatio } from './close-to-close.ts';
import { evaluationOf } from './evaluate.ts';
import { openForecastPath } from './forecast-path.ts';
import type { ForecastDays, Forecaster, TrackRecord, VolatilityForecast } from './forecaster.ts';
import { rangeVariance } from './range-variance.ts';
import { recordOf, recordRows, trackRecord } from './track-record.ts';
import { regimeThresholds, type VolatilityRegime, volatilityRegime } from './volatility-regime.ts';

/** A forecast with how its forecaster did lately, and which volatility it means. On the scale of close-to-close moves. */
export type Prediction = {
  forecast: VolatilityForecast;
  record: TrackRecord | undefined;
  regime: VolatilityRegime;
  /** Factor from the range that the forecaster works with to close-to-close moves; already in every sigma here. */
  closeToClose: number;
};

/** Candles that the scale and the regime look back on. */
const lookBack = 1003;

/**
 * Forecasts the days after the last candle of a series, with the track record over the last 250 forecasts.
 * @param open makes a fresh forecaster of the range
 * @param daily true where it learns anew at every refit: then the walk of its record ends in its forecast, otherwise it is
 * fitted afresh
 * @throws QuaestorError as `Forecaster.fit`
 */
export function predictVariance(
  series: CandleSeries,
  days: ForecastDays,
  open: () => Forecaster,
  daily = false,
): Prediction {
  const now = closedAt(series.openAt.at(-1) ?? Number.NaN, series.timeframe);
  const forecaster = open();
  const rows = daily ? recordRows(series, days, forecaster) : undefined;
  if (rows) {
    const { path, walk, refit } = openForecastPath(forecaster, series, days, rows);
    walk(path.count);
    refit(now);
    return { record: recordOf(evaluationOf(path)), ...onCloseScale(forecaster.predict(days), series) };
  }
  forecaster.fit(series, now);
  return { record: trackRecord(series, days, 250, open()), ...onCloseScale(forecaster.predict(days), series) };
}

/**
 * A forecast of the range on the scale of close-to-close moves, with the regime that it means against the last days.
 * @param ratio of the variance of close-to-close moves to that of the range
 */
export function onCloseScale(
  forecast: VolatilityForecast,
  series: CandleSeries,
  ratio = closeToCloseRatio(series),
): Omit<Prediction, 'record'> {
  const { days } = forecast;
  const thresholds = regimeThresholds(rangeVariance(series), series.length - 1, { days, window: lookBack });
  const closeToClose = Math.sqrt(ratio);
  const regime = volatilityRegime(forecast, thresholds);
  return {
    closeToClose,
    regime: { ...regime, thresholds: regime.thresholds.map(sigma => sigma * closeToClose) },
    forecast: {
      ...forecast,
      variance: forecast.variance * ratio,
      sigmaDaily: forecast.sigmaDaily * closeToClose,
      sigmaAnnual: forecast.sigmaAnnual * closeToClose,
      quantiles: forecast.quantiles.map(one => ({ ...one, sigmaDaily: one.sigmaDaily * closeToClose })),
    },
  };
}
