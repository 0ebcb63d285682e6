import type { Configuration, StudyEnd, StudyStep } from '../../data/study-store.ts';
import type { Pruner } from './median-pruner.ts';
import { type Asked, bestOf, type CompleteTrial, type Study } from './study.ts';

export type TrialContext = {
  readonly number: number;
  readonly signal: AbortSignal | undefined;
  /** Says what the loss is on the way, for rising steps. It does not return for a trial that is hopeless: let what it throws pass. */
  report(step: number, loss: number): void;
};

/** What a configuration costs: lower is better. It may run wherever it likes; several run at a time. */
export type Objective = (configuration: Configuration, trial: TrialContext) => Promise<number> | number;

export type RunStudyOptions = {
  /** Trials in all, with those that are there already. */
  readonly trials: number;
  /** Trials that run at a time: this changes the time that it takes, and nothing else. */
  readonly workers?: number;
  readonly pruner?: Pruner;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: (done: number, of: number, best: CompleteTrial | undefined) => void;
};

/** What `report` throws to leave the objective. */
class Pruned extends Error {}

async function evaluate(
  { number, configuration }: Asked,
  objective: Objective,
  study: Study,
  { pruner, signal }: RunStudyOptions,
): Promise<StudyEnd> {
  const steps: StudyStep[] = [];
  const report = (step: number, loss: number): void => {
    steps.push({ step, loss });
    if (pruner?.(steps, study.earlierThan(number))) throw new Pruned();
  };
  try {
    const loss = await objective(configuration, { number, signal, report });
    return { state: 'complete', loss, steps };
  } catch (thrown) {
    if (thrown instanceof Pruned) return { state: 'pruned', steps };
    return { state: 'failed', fault: thrown instanceof Error ? thrown.message : String(thrown), steps };
  }
}

/** Evaluates one batch, some at a time. What fails after an abort has not ended: it stays to be run again. */
async function evaluateBatch(asked: readonly Asked[], objective: Objective, study: Study, options: RunStudyOptions) {
  const { trials, workers = 1, signal, onProgress } = options;
  let next = 0;
  const lane = async (): Promise<void> => {
    while (next < asked.length && !signal?.aborted) {
      const trial = asked[next];
      next += 1;
      if (!trial) return;
      const end = await evaluate(trial, objective, study, options);
      if (end.state === 'failed' && signal?.aborted) return;
      study.tell(trial.number, end);
      const done = study.trials.filter(({ state }) => state !== 'running').length;
      onProgress?.(done, trials, study.best);
    }
  };
  const lanes = await Promise.allSettled(Array.from({ length: Math.max(1, workers) }, lane));
  const failed = lanes.find(one => one.status === 'rejected');
  if (failed) throw failed.reason;
}

/**
 * Runs a study until it has as many trials as wanted, and gives the best of them. An objective that throws is a failed
 * trial, and the search goes on. After an abort the study can be run again and ends as if it had not been interrupted.
 * @throws the signal's reason when it is aborted; QuaestorError `model.bad-data` when no trial came to a loss
 */
export async function runStudy(study: Study, objective: Objective, options: RunStudyOptions): Promise<CompleteTrial> {
  const { trials, signal } = options;
  try {
    for (let asked = study.ask(trials); asked.length > 0; asked = study.ask(trials)) {
      signal?.throwIfAborted();
      await evaluateBatch(asked, objective, study, options);
      signal?.throwIfAborted();
    }
  } finally {
    study.release();
  }
  return bestOf(study);
}
