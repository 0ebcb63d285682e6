import { sampleDeviation } from '../performance/moments.ts';
import { expectedMaximum } from '../performance/sharpe-confidence.ts';

/**
 * The loss that the best of several trials is expected to show when none has any skill: that of no skill, less the
 * expected maximum of as many standard normal variables times the spread of the trials. Null for fewer than 2 losses.
 * Source: Bailey and Lopez de Prado, "The deflated Sharpe ratio", Journal of Portfolio Management 40 (2014), read for losses.
 * @param losses of the trials that came to one
 * @param trials all that were tried, the faulty ones too
 * @param noSkill loss without skill
 */
export function luckyBest(losses: Float64Array, trials: number, noSkill: number): number | null {
  const { value } = expectedMaximum(trials);
  return losses.length < 2 || value === null ? null : noSkill - sampleDeviation(losses) * value;
}
