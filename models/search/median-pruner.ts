import type { StudyStep, StudyTrial } from '../../data/study-store.ts';
import { quantileOf } from '../performance/moments.ts';

/** Whether a trial that has come this far is hopeless beside earlier ones. */
export type Pruner = (steps: readonly StudyStep[], earlier: readonly StudyTrial[]) => boolean;

export type MedianPrunerOptions = {
  /** Complete trials before the first that may be stopped. */
  readonly startUp?: number;
  /** Steps of a trial below this number never stop it. */
  readonly warmUp?: number;
};

const lossAt = (steps: readonly StudyStep[], wanted: number): number | undefined =>
  steps.find(({ step }) => step === wanted)?.loss;

/**
 * Stops a trial whose best loss so far is above the median of what complete trials had at the same step, and one whose
 * loss is no number. Source: Golovin et al., "Google Vizier", KDD 2017, section 3.2.2, with the defaults of Optuna.
 */
export function medianPruner({ startUp = 5, warmUp = 0 }: MedianPrunerOptions = {}): Pruner {
  return (steps, earlier) => {
    const last = steps.at(-1);
    if (last === undefined || last.step < warmUp) return false;
    const complete = earlier.filter(({ state }) => state === 'complete');
    const others = complete.flatMap(trial =>
      trial.state === 'complete' ? (lossAt(trial.steps, last.step) ?? []) : [],
    );
    if (complete.length < startUp || others.length === 0) return false;
    const losses = steps.map(({ loss }) => loss).filter(loss => !Number.isNaN(loss));
    return losses.length === 0 || Math.min(...losses) > quantileOf(Float64Array.from(others), 0.5);
  };
}
