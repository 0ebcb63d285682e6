import { createHash } from 'node:crypto';
import { QuaestorError } from '../../config/errors.ts';
import { type CandleSeries, dayOf } from '../../data/candle.ts';
import { checkSeries } from '../../data/check-series.ts';
import { quantileProbabilities } from '../volatility/forecaster.ts';
import { LogHar } from '../volatility/log-har.ts';
import { logHarPath } from '../volatility/log-har-path.ts';
import { forecastSigma } from './forecast-sigma.ts';
import { type HybridRows, textCount, unknownClass, type VolatilityTarget } from './hybrid-rows.ts';
import { pathExtremes } from './path-extremes.ts';
import type { RowFeatures } from './row-features.ts';
import { technicalFeatures, technicalNames, technicalWarmUp } from './technical-features.ts';
import { type BarrierOptions, type BarrierReport, tripleBarrier } from './triple-barrier.ts';
import { averageUniqueness } from './uniqueness.ts';

/** Candles that the volatility labels look ahead. */
const volatilityDays = 2;
/** Fewer rows than this teach a network nothing. */
const leastRows = 500;

/** Two weeks; at 0.8 sigma about a third of the S&P 500's labels each are sell, hold and buy. */
export const defaultBarriers: BarrierOptions = { horizon: 10, upper: 0.8, lower: 0.8, timeout: 'hold' };

export type HybridOptions = {
  /** Distance, horizon and timeouts of the triple barrier. */
  readonly barriers?: BarrierOptions;
  /** What may be read of every candle; by default the technical features. */
  readonly features?: RowFeatures | undefined;
  /** Vectors of `textCount` numbers by day (YYYY-MM-DD), of what was known at the close of that day's candle. */
  readonly text?: ReadonlyMap<string, Float32Array>;
  /** For each candle the online market regime at its close, an index into `marketRegimeClasses`. */
  readonly marketRegime?: Int8Array;
};

export type HybridDataset = HybridRows & {
  /** Forecast daily deviation of close-to-close log returns at each row, in %: the unit of barriers and excursions. */
  readonly sigma: Float64Array;
  /** ln of the bias-corrected variance that log-HAR forecasts at each row, for each horizon. */
  readonly logVariance: { readonly 1: Float64Array; readonly 2: Float64Array };
  readonly barriers: BarrierOptions & BarrierReport;
};

/**
 * Candles that have to come before the first row: features and the volatility baseline are settled from here on.
 * @param warmUp of the features
 */
export const hybridWarmUp = (warmUp = technicalWarmUp()): number =>
  Math.max(warmUp, new LogHar().minimumRows(volatilityDays) - 1);

/**
 * One row for each daily candle after the warm-up: features and baselines known at its close, labels of what followed.
 * Later candles change no feature and no baseline; a label looks no further than its `labelEnd`.
 * @throws QuaestorError `data.too-few-candles` that says how many it needs, `data.bad-candle` that names the candle,
 * `model.bad-data` for candles that are not daily or a text or regime of another length
 */
export function hybridRows(candles: CandleSeries, options: HybridOptions = {}): HybridDataset {
  const { barriers = defaultBarriers, text, marketRegime } = options;
  const first = hybridWarmUp(options.features?.warmUp);
  refuse(candles, first, barriers, marketRegime);
  const count = candles.length - first;
  const technical = options.features ?? technicalFeatures(candles);
  const paths = { 1: logHarPath(candles, 1), 2: logHarPath(candles, 2) };
  const sigma = forecastSigma(candles, paths[1].logVariance).fill(Number.NaN, 0, first);
  const { signal, settledAt, report } = tripleBarrier(candles, sigma, barriers);
  const spans = {
    from: settledAt.map((settled, row) => (settled < 0 ? 0 : row + 1)),
    to: settledAt.map(settled => settled + 1),
  };
  const { adverse, favourable } = pathExtremes(candles, sigma, barriers.horizon);
  const openAt = candles.openAt.slice(first);
  return {
    symbol: candles.symbol,
    dataHash: hashOf(candles, options, barriers),
    count,
    openAt,
    technicalNames: technical.names,
    technical: technical.values.slice(first * technical.names.length),
    ...textRows(openAt, text),
    volatility: { 1: fromRow(paths[1], first), 2: fromRow(paths[2], first) },
    signal: signal.slice(first),
    uniqueness: Float32Array.from(averageUniqueness(spans).subarray(first)),
    marketRegime: regimeAhead(marketRegime, candles.length, barriers.horizon).slice(first),
    adverse: adverse.slice(first),
    favourable: favourable.slice(first),
    labelEnd: Int32Array.from({ length: count }, (_, row) =>
      Math.min(row + Math.max(barriers.horizon, volatilityDays), count - 1),
    ),
    sigma: sigma.slice(first),
    logVariance: { 1: paths[1].logVariance.slice(first), 2: paths[2].logVariance.slice(first) },
    barriers: { ...barriers, ...report },
  };
}

/** A path over all candles from the first row on. */
const fromRow = ({ logMean, residuals, outcome }: VolatilityTarget, first: number): VolatilityTarget => ({
  logMean: logMean.slice(first),
  residuals: residuals.slice(first * quantileProbabilities.length),
  outcome: outcome.slice(first),
});

/** The vectors of the rows' days; without any text there are none. */
function textRows(
  openAt: Float64Array,
  text: HybridOptions['text'],
): Pick<HybridRows, 'hasText'> & { readonly text?: Float32Array } {
  const hasText = new Uint8Array(openAt.length);
  if (!text) return { hasText };
  const vectors = new Float32Array(openAt.length * textCount);
  for (const [row, instant] of openAt.entries()) {
    const vector = text.get(dayOf(instant));
    if (!vector) continue;
    if (vector.length !== textCount) {
      const message = `The text vector of ${dayOf(instant)} has ${vector.length} numbers, ${textCount} are needed.`;
      throw new QuaestorError('model.bad-data', message, { day: dayOf(instant), got: vector.length });
    }
    vectors.set(vector, row * textCount);
    hasText[row] = 1;
  }
  return { hasText, text: vectors };
}

/** The regime `horizon` candles after each row; unknown where that has not come. */
const regimeAhead = (regime: Int8Array | undefined, length: number, horizon: number): Int8Array =>
  Int8Array.from({ length }, (_, row) => regime?.[row + horizon] ?? unknownClass);

function hashOf(
  candles: CandleSeries,
  { features, text, marketRegime }: HybridOptions,
  barriers: BarrierOptions,
): string {
  const { symbol, openAt, open, high, low, close, volume } = candles;
  const hash = createHash('sha256').update(JSON.stringify([symbol, features?.names ?? technicalNames(), barriers]));
  for (const column of [openAt, open, high, low, close, volume]) hash.update(Float64Array.from(column));
  if (features) hash.update('features').update(features.values);
  if (marketRegime) hash.update('regime').update(marketRegime);
  for (const [day, vector] of text ?? []) hash.update(day).update(vector);
  return hash.digest('hex');
}

function refuse(
  candles: CandleSeries,
  first: number,
  { horizon }: BarrierOptions,
  regime: Int8Array | undefined,
): void {
  const { symbol, timeframe, length } = candles;
  if (timeframe !== '1d') {
    throw new QuaestorError('model.bad-data', `The hybrid network needs daily candles ("1d"), got "${timeframe}".`, {
      symbol,
    });
  }
  checkSeries(candles);
  const needed = first + leastRows + Math.max(horizon, volatilityDays);
  if (length < needed) throw tooFew(symbol, needed, length);
  if (regime && regime.length !== length) {
    const message = `The market regime has ${regime.length} labels beside ${length} candles: give one for each candle.`;
    throw new QuaestorError('model.bad-data', message, { symbol });
  }
}

const tooFew = (symbol: string, needed: number, got: number): QuaestorError =>
  new QuaestorError(
    'data.too-few-candles',
    {
      en: `The hybrid network needs ${needed} daily candles of "${symbol}" to learn from, got ${got}.`,
      fr: `Le réseau hybride demande ${needed} bougies quotidiennes de « ${symbol} » pour apprendre, il y en a ${got}.`,
    },
    { symbol, needed, got },
  );
