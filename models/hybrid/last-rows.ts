import { at } from '../../data/at.ts';
import { sliceSeries } from '../../data/candle.ts';
import { logHarPath } from '../volatility/log-har-path.ts';
import { forecastSigma } from './forecast-sigma.ts';
import { hybridWarmUp } from './hybrid-dataset.ts';
import type { VolatilityTarget } from './hybrid-rows.ts';
import type { InputChoice } from './input-choice.ts';
import { type InputSources, inputFeatures } from './input-features.ts';
import { marketSummary } from './market-summary.ts';
import { conformalWindow } from './rolling-conformal.ts';
import { rollingWindow } from './rolling-min-max.ts';
import { pickColumns, warmUpOf } from './row-features.ts';
import { technicalFeatures, technicalWarmUp } from './technical-features.ts';

/** Candles that log-HAR and the ratio of sigma look back on at most, with some to spare. */
const baselineCandles = 1100;

/** The newest rows of a market, oldest first, as training sees them but without labels. */
export type LastRows = {
  readonly count: number;
  /** Start of the last candle (UTC ms). */
  readonly asOfOpenAt: number;
  readonly close: number;
  /** Features before they are standardised, row-major [count x names]. */
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
 * The newest rows of a history. Early candles are left out: features and baseline have forgotten them.
 * @param sources more candles than `hybridWarmUp`
 * @param names features that are read
 * @throws QuaestorError as `logHarPath`
 */
export function lastRows(sources: InputSources, choice: InputChoice, names: readonly string[]): LastRows {
  const { series: candles } = sources;
  const { length, close, openAt } = candles;
  const warmUp = warmUpOf(names) + (choice.normalisation === 'rolling' ? rollingWindow - 1 : 0);
  const count = Math.min(lastCount, length - hybridWarmUp(warmUp));
  const newest = (before: number) => sliceSeries(candles, Math.max(0, length - count - before));
  const features = inputFeatures({ ...sources, series: newest(warmUp) }, choice, names);
  const lastOf = (values: Float32Array): Float32Array => values.slice(values.length - count * names.length);
  const recent = newest(baselineCandles);
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
    technical: lastOf(pickColumns(features.names, features.values, names)),
    volatility: { 1: tail(paths[1]), 2: tail(paths[2]) },
    logVariance,
    sigma,
    closeToClose: sigma / Math.exp(logVariance[1] / 2),
    summaries: () => {
      const technical = technicalFeatures(newest(technicalWarmUp()));
      const from = technical.values.length / technical.names.length - count;
      return Array.from({ length: count }, (_, n) => marketSummary(technical, from + n));
    },
  };
}
