import { at } from '../../data/at.ts';
import type { ForecastPath } from './forecast-path.ts';
import { quantileProbabilities } from './forecaster.ts';
import { pinball } from './pinball.ts';
import { qlike } from './qlike.ts';

/** Mean losses of a path on the proxy of its outcomes. */
export type PathScore = {
  qlike: number;
  /** QLIKE of the last day's variance taken as the forecast. */
  qlikeRandomWalk: number;
  /** Mean of (ln outcome - ln forecast)^2. To report, not to choose by: under a noisy proxy it ranks wrongly. */
  squaredLogError: number;
  /** Twice the mean pinball loss of the quantiles of ln variance, an approximation of the CRPS. */
  pinball: number;
  /** For each probability the share of outcomes at or below the quantile, and its mean pinball loss. */
  quantiles: { probability: number; coverage: number; pinball: number }[];
  /** Share of outcomes from the 5 % to the 95 % quantile. */
  coverage90: number;
};

/** QLIKE of every forecast of a path, for the test of Diebold and Mariano. */
export const qlikeLosses = ({ variance, outcome }: ForecastPath): Float64Array =>
  outcome.map((y, i) => qlike(y, at(variance, i)));

const mean = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0) / values.length;

/** For every row whether the outcome lay at or below the quantile of index `k`. */
export const belowQuantile = ({ outcome, logQuantiles }: ForecastPath, k: number): boolean[] =>
  Array.from(outcome, (y, i) => Math.log(y) <= at(logQuantiles, i * quantileProbabilities.length + k));

function scoreQuantile(path: ForecastPath, probability: number, k: number): PathScore['quantiles'][number] {
  const { outcome, logQuantiles, count } = path;
  const losses = outcome.map((y, i) =>
    pinball(Math.log(y), at(logQuantiles, i * quantileProbabilities.length + k), probability),
  );
  return { probability, coverage: belowQuantile(path, k).filter(Boolean).length / count, pinball: mean(losses) };
}

/** Scores a path that has been walked to its end. */
export function scorePath(path: ForecastPath): PathScore {
  const { outcome, today, variance, logQuantiles, count } = path;
  const quantiles = quantileProbabilities.map((probability, k) => scoreQuantile(path, probability, k));
  const width = quantileProbabilities.length;
  const inside = outcome.filter((y, i) => {
    const log = Math.log(y);
    return log >= at(logQuantiles, i * width) && log <= at(logQuantiles, (i + 1) * width - 1);
  });
  return {
    qlike: mean(qlikeLosses(path)),
    qlikeRandomWalk: mean(outcome.map((y, i) => qlike(y, at(today, i)))),
    squaredLogError: mean(outcome.map((y, i) => Math.log(y / at(variance, i)) ** 2)),
    pinball: (2 * quantiles.reduce((sum, one) => sum + one.pinball, 0)) / width,
    quantiles,
    coverage90: inside.length / count,
  };
}
