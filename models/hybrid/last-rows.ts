import { at } from '../../data/at.ts';
import { type CandleSeries, sliceSeries } from '../../data/candle.ts';
import { logHarPath } from '../volatility/log-har-path.ts';
import { forecastSigma } from './forecast-sigma.ts';
import { hybridWarmUp } from './hybrid-dataset.ts';
import { technicalCount, type VolatilityTarget } from './hybrid-rows.ts';
import { marketSummary } from './market-summary.ts';
import { conformalWindow } from './rolling-conformal.ts';
import { technicalFeatures } from './technical-features.ts';

/** Candles that log-HAR and the ratio of sigma look back on at most, with some to spare. */
const baselineCandles = 1100;

/** The newest rows of a market, oldest first, as training sees them but without labels. */
export type LastRows = {
  readonly count: number;
  /** Start of the last candle (UTC ms). */
  readonly asOfOpenAt: number;
  readonly close: number;
  /** Raw features, row-major [count x technicalCount]. */
  readonly technical: Float32Array;
  readonly volatility: { readonly 1: VolatilityTarget; readonly 2: VolatilityTarget };
  /** ln of log-HAR's variance at the last row, by horizon. */
  readonly logVariance: { readonly 1: number; readonly 2: number };
  /** Forecast daily deviation of close-to-close returns in %, and the factor by which it is wider than the range shows. */
  readonly sigma: number;
  readonly closeToClose: number;
  /** A generated summary of each row's day. */
  readonly summaries: () => string[];
};

/** Rows that the correction of quantiles and the slower of both horizons take. */
export const lastCount = conformalWindow + 2;

/**
 * The newest rows of a history, from its candles alone. Early candles are left out of the baseline, which forgets them.
 * @param candles more than `hybridWarmUp`
 * @throws QuaestorError as `logHarPath`
 */
export function lastRows(candles: CandleSeries): LastRows {
  const { length, close, openAt } = candles;
  const count = Math.min(lastCount, length - hybridWarmUp());
  const features = technicalFeatures(candles);
  const recent = sliceSeries(candles, Math.max(0, length - count - baselineCandles));
  const paths = { 1: logHarPath(recent, 1), 2: logHarPath(recent, 2) };
  const from = recent.length - count;
  const last = recent.length - 1;
  const tail = ({ logMean, residuals, outcome }: VolatilityTarget): VolatilityTarget => ({
    logMean: logMean.slice(from),
    residuals: residuals.slice(from * (residuals.length / recent.length)),
    outcome: outcome.slice(from),
  });
  const sigma = at(forecastSigma(recent, paths[1].logVariance), last);
  const logVariance = { 1: at(paths[1].logVariance, last), 2: at(paths[2].logVariance, last) };
  return {
    count,
    asOfOpenAt: at(openAt, length - 1),
    close: at(close, length - 1),
    technical: features.values.slice((length - count) * technicalCount),
    volatility: { 1: tail(paths[1]), 2: tail(paths[2]) },
    logVariance,
    sigma,
    closeToClose: sigma / Math.exp(logVariance[1] / 2),
    summaries: () => Array.from({ length: count }, (_, n) => marketSummary(features, length - count + n)),
  };
}
