import { QuaestorError } from '../../config/errors.ts';
import type { Configuration, StudyEnd, StudyStore, StudyTrial } from '../../data/study-store.ts';
import type { Sampler } from './sampler.ts';

export type CompleteTrial = Extract<StudyTrial, { state: 'complete' }>;

/** A trial that is to be evaluated. */
export type Asked = { readonly number: number; readonly configuration: Configuration };

/**
 * A search that remembers: it asks for trials to be evaluated and is told how they ended; lower losses are better. Each
 * trial is on the disk before it runs, so that a process that is killed loses no more than the trials under way, and what
 * is asked next is what would have been asked.
 */
export class Study {
  readonly name: string;
  readonly #sampler: Sampler;
  readonly #store: StudyStore;
  readonly #trials: StudyTrial[];
  /** Trials that this process is at. */
  readonly #held = new Set<number>();

  /** @throws QuaestorError `model.bad-data` when the name stands for another search */
  constructor(name: string, sampler: Sampler, store: StudyStore) {
    this.name = name;
    this.#sampler = sampler;
    this.#store = store;
    this.#trials = store.open(name, sampler.description);
  }

  /** Every trial there ever was, by number, whatever became of it: a deflated Sharpe ratio counts them all. */
  get trials(): readonly StudyTrial[] {
    return this.#trials;
  }

  /** The complete trial of the lowest loss, the first of equals. */
  get best(): CompleteTrial | undefined {
    return this.#trials
      .filter(trial => trial.state === 'complete')
      .reduce<CompleteTrial | undefined>((best, one) => (best && best.loss <= one.loss ? best : one), undefined);
  }

  /** Trials of the batches before that of a trial, which alone decide about it: the order within a batch changes nothing. */
  earlierThan(number: number): readonly StudyTrial[] {
    return this.#trials.slice(0, number - (number % this.#sampler.batch));
  }

  /**
   * What to evaluate next: first what a stopped process left, else the next batch.
   * @param most trials in all; nothing is asked beyond
   * @throws RangeError while trials of the batch before are not told
   */
  ask(most = Number.POSITIVE_INFINITY): Asked[] {
    if (this.#held.size > 0) {
      throw new RangeError(`Trials ${[...this.#held].join(', ')} of the study "${this.name}" are not told yet.`);
    }
    const left = this.#trials.filter(({ state }) => state === 'running');
    const asked = left.length > 0 ? left : this.#suggest(most);
    for (const { number } of asked) this.#held.add(number);
    return asked.map(({ number, configuration }) => ({ number, configuration }));
  }

  #suggest(most: number): StudyTrial[] {
    const { batch } = this.#sampler;
    const from = this.#trials.length;
    const until = Math.min(from - (from % batch) + batch, most);
    const made: StudyTrial[] = [];
    for (let number = from; number < until; number += 1) {
      const earlier = this.earlierThan(number);
      const pending = [...this.#trials.slice(earlier.length), ...made].map(({ configuration }) => configuration);
      made.push({ number, configuration: this.#sampler.suggest(number, earlier, pending), state: 'running' });
    }
    this.#store.begin(this.name, made);
    this.#trials.push(...made);
    return made;
  }

  /** Takes down how a trial ended. A loss that is no finite number is a fault. @throws RangeError for a trial that was not asked */
  tell(number: number, end: StudyEnd): void {
    const trial = this.#trials[number];
    if (!(trial && this.#held.has(number))) {
      throw new RangeError(`Trial ${number} of the study "${this.name}" was not asked.`);
    }
    const ended = checked(end);
    this.#store.finish(this.name, number, ended);
    this.#trials[number] = { number, configuration: trial.configuration, ...ended };
    this.#held.delete(number);
  }

  /** Gives back trials that were asked and did not end: they are asked again. */
  release(): void {
    this.#held.clear();
  }
}

function checked(end: StudyEnd): StudyEnd {
  const steps = end.steps.filter(({ loss }) => Number.isFinite(loss));
  if (end.state !== 'complete' || Number.isFinite(end.loss)) return { ...end, steps };
  return { state: 'failed', fault: `The loss is ${end.loss}, which is no finite number.`, steps };
}

/** @throws QuaestorError `model.bad-data` with the first fault, when no trial of a study came to a loss */
export function bestOf(study: Study): CompleteTrial {
  if (study.best) return study.best;
  const [first] = study.trials.flatMap(trial => (trial.state === 'failed' ? trial.fault : []));
  const count = study.trials.length;
  throw new QuaestorError(
    'model.bad-data',
    {
      en: `None of the ${count} trials of "${study.name}" came to a loss. The first fault: ${first ?? 'none was told'}`,
      fr: `Aucun des ${count} essais de « ${study.name} » n'a donné de perte. La première faute : ${first ?? 'aucune signalée'}`,
    },
    { study: study.name, count },
  );
}
