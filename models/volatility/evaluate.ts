import { type CandleSeries, closedAt, dayOf } from '../../data/candle.ts';
import { type ForecastDays, type Forecaster, quantileProbabilities, type VolatilityForecast } from './forecaster.ts';
import { varianceAhead } from './har-design.ts';
import { pinball } from './pinball.ts';
import { qlike } from './qlike.ts';
import { leastVariance, rangeVariance } from './range-variance.ts';

export type Evaluation = {
  days: ForecastDays;
  /** Forecasts scored. */
  count: number;
  /** First and last day that was forecast, as YYYY-MM-DD. */
  from: string;
  to: string;
  /** Mean QLIKE of the forecast, and of the last day's variance taken as the forecast. */
  qlike: number;
  qlikeRandomWalk: number;
  /** Twice the mean pinball loss of the quantiles of ln variance, an approximation of the CRPS. */
  pinball: number;
  /** For each probability the share of outcomes at or below the quantile, and its mean pinball loss. */
  quantiles: { probability: number; coverage: number; pinball: number }[];
  /** Share of outcomes from the 5 % to the 95 % quantile. */
  coverage90: number;
};

/**
 * Out-of-sample score of a forecaster of the range proxy: refit at the close of every candle from row `first` to row
 * `last`, each forecast compared with the `days` candles that followed.
 * @throws QuaestorError what `fit` throws; RangeError when `last` + `days` lies outside the series
 */
export function evaluate(
  forecaster: Forecaster,
  series: CandleSeries,
  days: ForecastDays,
  { first, last }: { first: number; last: number },
): Evaluation {
  if (!(first >= 1 && first <= last && last + days < series.length)) {
    throw new RangeError(
      `Rows ${first} to ${last} with ${days} days after them do not lie inside ${series.length} candles.`,
    );
  }
  const variance = rangeVariance(series, leastVariance);
  const scores = quantileProbabilities.map(probability => ({ probability, below: 0, loss: 0 }));
  const sums = { qlike: 0, randomWalk: 0, inside: 0 };
  const refit = forecaster.refitter?.(series) ?? ((asOf: number) => forecaster.fit(series, asOf));
  for (let row = first; row <= last; row += 1) {
    refit(closedAt(series.openAt[row] ?? Number.NaN, series.timeframe));
    const forecast = forecaster.predict(days);
    const outcome = varianceAhead(variance, row, days);
    sums.qlike += qlike(outcome, forecast.variance);
    sums.randomWalk += qlike(outcome, variance[row] ?? Number.NaN);
    if (scoreQuantiles(forecast, Math.log(outcome), scores)) sums.inside += 1;
  }
  const count = last - first + 1;
  const dayAt = (row: number) => dayOf(series.openAt[row] ?? Number.NaN);
  const quantiles = scores.map(({ probability, below, loss }) => ({
    probability,
    coverage: below / count,
    pinball: loss / count,
  }));
  return {
    days,
    count,
    from: dayAt(first + 1),
    to: dayAt(last + days),
    qlike: sums.qlike / count,
    qlikeRandomWalk: sums.randomWalk / count,
    pinball: (2 * quantiles.reduce((sum, { pinball }) => sum + pinball, 0)) / quantiles.length,
    quantiles,
    coverage90: sums.inside / count,
  };
}

type QuantileScore = { probability: number; below: number; loss: number };

/** Adds one outcome to the scores; true when it lies from the lowest to the highest quantile. */
function scoreQuantiles(forecast: VolatilityForecast, logOutcome: number, scores: readonly QuantileScore[]): boolean {
  const logs = forecast.quantiles.map(({ sigmaDaily }) => 2 * Math.log(sigmaDaily));
  for (const [k, score] of scores.entries()) {
    const quantile = logs[k] ?? Number.NaN;
    if (logOutcome <= quantile) score.below += 1;
    score.loss += pinball(logOutcome, quantile, score.probability);
  }
  return logOutcome >= (logs[0] ?? Number.NaN) && logOutcome <= (logs.at(-1) ?? Number.NaN);
}
