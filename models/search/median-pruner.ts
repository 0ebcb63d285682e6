import type { StudyStep, StudyTrial } from '../../data/study-store.ts';
import { mean, quantileOf } from '../performance/moments.ts';

/** Whether a trial that has come this far is hopeless beside earlier ones. */
export type Pruner = (steps: readonly StudyStep[], earlier: readonly StudyTrial[]) => boolean;

export type MedianPrunerOptions = {
  /** Complete trials before the first that may be stopped. */
  readonly startUp?: number;
  /** Steps of a trial below this number never stop it. */
  readonly warmUp?: number;
};

/** Mean loss of a trial up to a step that it has reached; a loss that is no number does not count. */
function runningMean(steps: readonly StudyStep[], until: number): number | undefined {
  if (!steps.some(({ step }) => step === until)) return undefined;
  const losses = steps.filter(({ step, loss }) => step <= until && !Number.isNaN(loss)).map(({ loss }) => loss);
  return losses.length === 0 ? Number.POSITIVE_INFINITY : mean(losses);
}

/**
 * Stops a trial whose mean loss so far is above the median of the means that complete trials had at the same step, and one
 * that has no number to show. Means, because the steps of a trial here are different networks on different folds, of which
 * some are easy for all. Source: Golovin et al., "Google Vizier", KDD 2017, section 3.2.2, which sets the best loss so far
 * beside the same means; the start-up is Optuna's.
 */
export function medianPruner({ startUp = 5, warmUp = 0 }: MedianPrunerOptions = {}): Pruner {
  return (steps, earlier) => {
    const last = steps.at(-1);
    if (last === undefined || last.step < warmUp) return false;
    const complete = earlier.flatMap(trial => (trial.state === 'complete' ? [trial.steps] : []));
    const others = complete.flatMap(one => runningMean(one, last.step) ?? []);
    if (complete.length < startUp || others.length === 0) return false;
    const own = runningMean(steps, last.step) ?? Number.POSITIVE_INFINITY;
    return own > quantileOf(Float64Array.from(others), 0.5);
  };
}
