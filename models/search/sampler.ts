import type { Configuration, StudyTrial } from '../../data/study-store.ts';
import { seededRandom } from '../performance/seeded-random.ts';

/**
 * Suggests what to try next. A suggestion depends on its number, on the seed and on what is given here, and on nothing
 * else: a search that was interrupted goes on as if it had not been, however many trials run at a time.
 */
export interface Sampler {
  /** What it is and how it is set, as plain values: a study goes on only with the same. */
  readonly description: Readonly<Record<string, unknown>>;
  /** Trials that are suggested together, before any of them ends. */
  readonly batch: number;
  /**
   * @param number of the trial, from 0
   * @param earlier the trials of earlier batches, all ended, by number
   * @param pending the configurations of the same batch that were suggested before this one
   */
  suggest(number: number, earlier: readonly StudyTrial[], pending: readonly Configuration[]): Configuration;
}

/** One stream of random numbers for each number under a seed. @param seed a whole number below 2^31 */
export const streamOf = (seed: number, number: number): (() => number) => seededRandom(seed * 2 ** 20 + number);
