import { quantileProbabilities } from '../volatility/forecaster.ts';
import { pinball } from '../volatility/pinball.ts';
import { qlike } from '../volatility/qlike.ts';
import { excursionProbabilities } from './excursion-head.ts';
import { unknownClass } from './hybrid-rows.ts';

const levels = quantileProbabilities.length;

/** Weight of the outcomes that each quantile stands for: half of the way to its neighbours. */
const quantileWeights = quantileProbabilities.map((p, k) => {
  const below = k === 0 ? 0 : (p + (quantileProbabilities[k - 1] ?? 0)) / 2;
  const above = k === levels - 1 ? 1 : (p + (quantileProbabilities[k + 1] ?? 1)) / 2;
  return above - below;
});

/** Mean of exp x of a distribution by its quantiles at `quantileProbabilities`, in the middle of which the tails end. */
const meanOfExp = (quantiles: ArrayLike<number>): number =>
  quantileWeights.reduce((sum, weight, k) => sum + weight * Math.exp(quantiles[k] ?? Number.NaN), 0);

/**
 * Variance forecast in %^2 of corrected quantiles: log-HAR's bias-corrected variance times how much the correction moved
 * the mean of the distribution. Without a correction it is log-HAR's own.
 * @param quantiles of ln variance at `quantileProbabilities`, and `baseline` those of log-HAR
 * @param logVariance ln of log-HAR's bias-corrected variance
 */
export const correctedVariance = (
  quantiles: ArrayLike<number>,
  baseline: ArrayLike<number>,
  logVariance: number,
): number => Math.exp(logVariance) * (meanOfExp(quantiles) / meanOfExp(baseline));

/** QLIKE of a variance in %^2; NaN where the outcome, ln of a variance, is not known. */
export const qlikeOf = (logOutcome: number, variance: number): number => qlike(Math.exp(logOutcome), variance);

/** Mean pinball loss of the quantiles of an outcome. */
export function meanPinball(
  outcome: number,
  quantiles: ArrayLike<number>,
  probabilities: readonly number[] = excursionProbabilities,
): number {
  const sum = probabilities.reduce((total, p, k) => total + pinball(outcome, quantiles[k] ?? Number.NaN, p), 0);
  return sum / probabilities.length;
}

/** -ln of the probability of what happened, in nats; NaN where that is not known. */
export const classLoss = (label: number, probabilities: ArrayLike<number>): number =>
  label === unknownClass ? Number.NaN : -Math.log(probabilities[label] ?? Number.NaN);
