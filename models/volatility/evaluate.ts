import type { CandleSeries } from '../../data/candle.ts';
import { type ForecastPath, openForecastPath, type PathRows } from './forecast-path.ts';
import type { ForecastDays, Forecaster } from './forecaster.ts';
import { type PathScore, scorePath } from './score-path.ts';

/** `count` forecasts were scored, of the days `from` to `to`. */
export type Evaluation = Pick<ForecastPath, 'days' | 'proxy' | 'count' | 'from' | 'to'> & PathScore;

/** The score of a path that has been walked to its end. */
export function evaluationOf(path: ForecastPath): Evaluation {
  const { days, proxy, count, from, to } = path;
  return { days, proxy, count, from, to, ...scorePath(path) };
}

/**
 * Out-of-sample score of a forecaster: refit at the close of every candle from row `first` to row `last`, each forecast
 * compared with the `days` candles that followed, on the range proxy or on realised variance.
 * @throws QuaestorError what `fit` throws; RangeError when `last` + `days` lies outside the series
 */
export function evaluate(forecaster: Forecaster, series: CandleSeries, days: ForecastDays, rows: PathRows): Evaluation {
  const { path, walk } = openForecastPath(forecaster, series, days, rows);
  walk(path.count);
  return evaluationOf(path);
}
