import { at } from '../../data/at.ts';
import { type CandleSeries, closedAt } from '../../data/candle.ts';
import { LogHar } from './log-har.ts';
import { onCloseScale, type Prediction } from './prediction.ts';

/**
 * The baseline's forecast of the day after the last candle, on the scale of close-to-close moves: log-HAR alone, which
 * needs no network and no comparison and is made in milliseconds. It has no track record.
 * @throws QuaestorError as `Forecaster.fit`
 */
export function baselineForecast(series: CandleSeries): Omit<Prediction, 'record'> {
  const forecaster = new LogHar();
  forecaster.fit(series, closedAt(at(series.openAt, series.length - 1), series.timeframe));
  return onCloseScale(forecaster.predict(1), series);
}
