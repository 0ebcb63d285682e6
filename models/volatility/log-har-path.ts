import { type CandleSeries, closedAt } from '../../data/candle.ts';
import { type ForecastDays, quantileProbabilities } from './forecaster.ts';
import { firstKnownRow, harDesign, logVarianceAhead, longestMean } from './har-design.ts';
import { LogHar, type LogHarOptions } from './log-har.ts';

/** log-HAR along a whole history. All on the scale of ln(%^2 of daily variance); NaN where there is no forecast yet. */
export type LogHarPath = {
  /** Mean of ln y at each row (x b, without bias correction), from what was known at its close. */
  readonly logMean: Float64Array;
  /** ln of the bias-corrected variance that log-HAR forecasts. */
  readonly logVariance: Float64Array;
  /** Residual quantiles at each row, row-major [rows x quantileProbabilities.length], rising. */
  readonly residuals: Float64Array;
  /** ln y of the days after the row; NaN where they have not all passed. */
  readonly outcome: Float64Array;
};

/**
 * log-HAR refitted at the close of every candle: each row is what `LogHar` says then, up to rounding, and later candles
 * change nothing but `outcome`.
 * @throws QuaestorError what `LogHar.fit` throws
 */
export function logHarPath(
  series: CandleSeries,
  days: ForecastDays,
  options: Omit<LogHarOptions, 'horizons'> = {},
): LogHarPath {
  const model = new LogHar({ ...options, horizons: [days] });
  const width = quantileProbabilities.length;
  const logMean = new Float64Array(series.length).fill(Number.NaN);
  const logVariance = logMean.slice();
  const residuals = new Float64Array(series.length * width).fill(Number.NaN);
  const refit = model.refitter(series);
  const design = harDesign(series, options);
  const first = firstKnownRow(design) - longestMean + model.minimumRows(days) - 1;
  for (let row = first; row < series.length; row += 1) {
    refit(closedAt(series.openAt[row] ?? Number.NaN, series.timeframe));
    const forecast = model.logForecast(days);
    logMean[row] = forecast.logMean;
    logVariance[row] = Math.log(forecast.variance);
    residuals.set(forecast.residualQuantiles, row * width);
  }
  return { logMean, logVariance, residuals, outcome: logVarianceAhead(design.variance, days) };
}
