import { at } from '../../data/at.ts';
import type { Configuration, StudyTrial } from '../../data/study-store.ts';
import { drawIndex } from './draw-index.ts';
import { drawParzen, logParzen, parzen, timeWeights } from './parzen.ts';
import { type Sampler, streamOf } from './sampler.ts';
import {
  type CategoricalParameter,
  checkSpace,
  drawConfiguration,
  fromSearch,
  type NumberParameter,
  type Space,
  searchBounds,
  toSearch,
} from './space.ts';

export type TpeOptions = {
  readonly seed: number;
  /** Trials suggested together. */
  readonly batch?: number;
  /** Trials drawn at random before the first that is chosen. */
  readonly startUp?: number;
  /** Values drawn for each parameter, of which the best is taken. */
  readonly candidates?: number;
};

/** Share of the trials that are called good, and how many at most. */
const good = { share: 0.1, most: 25 };

type Split = { readonly good: readonly Configuration[]; readonly bad: readonly Configuration[] };

/** Lower is better: finished trials by their loss, then those that were stopped, the latest stopped first, then faults. */
function rankOf(trial: StudyTrial): readonly [number, number, number] {
  if (trial.state === 'complete') return [0, 0, trial.loss];
  if (trial.state !== 'pruned') return [2, 0, 0];
  const last = trial.steps.at(-1);
  return [1, -(last?.step ?? -1), last?.loss ?? Number.POSITIVE_INFINITY];
}

function compareTrials(a: StudyTrial, b: StudyTrial): number {
  const [one, other] = [rankOf(a), rankOf(b)];
  return one[0] - other[0] || one[1] - other[1] || (one[2] === other[2] ? 0 : one[2] - other[2]);
}

/** Good and bad configurations in the order of time. What is still pending counts as bad, so that a batch spreads. */
function split(earlier: readonly StudyTrial[], pending: readonly Configuration[]): Split {
  const count = Math.min(Math.ceil(good.share * earlier.length), good.most);
  const ranked = earlier.filter(({ state }) => state !== 'failed').sort(compareTrials);
  const best = new Set(ranked.slice(0, count));
  const configurations = (wanted: boolean) =>
    earlier.filter(trial => best.has(trial) === wanted).map(({ configuration }) => configuration);
  return { good: configurations(true), bad: [...configurations(false), ...pending] };
}

/** Index of the largest difference a - b, the first of equals. */
function largestGain(a: Float64Array, b: Float64Array): number {
  let best = 0;
  for (let i = 1; i < a.length; i += 1) if (at(a, i) - at(b, i) > at(a, best) - at(b, best)) best = i;
  return best;
}

function suggestNumber(
  parameter: NumberParameter,
  observed: { good: readonly number[]; bad: readonly number[] },
  candidates: number,
  random: () => number,
): number {
  const [low, high] = searchBounds(parameter);
  if (low === high) return parameter.low;
  const densityOf = (values: readonly number[]) =>
    parzen(
      values.map(value => toSearch(parameter, value)),
      low,
      high,
    );
  const likely = densityOf(observed.good);
  const values = Float64Array.from({ length: candidates }, () => fromSearch(parameter, drawParzen(likely, random)));
  const places = values.map(value => toSearch(parameter, value));
  return at(values, largestGain(logParzen(likely, places), logParzen(densityOf(observed.bad), places)));
}

function suggestChoice(
  { choices }: CategoricalParameter,
  observed: { good: readonly unknown[]; bad: readonly unknown[] },
  candidates: number,
  random: () => number,
): number | string | boolean {
  // Counts, the old ones faded, and one of each as the prior.
  const shareOf = (values: readonly unknown[]) => {
    const weights = timeWeights(values.length);
    const counts = Float64Array.from(choices, choice =>
      values.reduce<number>((sum, value, i) => (value === choice ? sum + at(weights, i) : sum), 1),
    );
    const total = counts.reduce((sum, count) => sum + count, 0);
    return counts.map(count => count / total);
  };
  const [likely, unlikely] = [shareOf(observed.good), shareOf(observed.bad)];
  const drawn = Int32Array.from({ length: candidates }, () => drawIndex(likely, random()));
  const logOf = (shares: Float64Array) => Float64Array.from(drawn, index => Math.log(at(shares, index)));
  return choices[drawn[largestGain(logOf(likely), logOf(unlikely))] ?? 0] ?? '';
}

/**
 * Tree-structured Parzen estimator, parameter by parameter: the first trials are drawn at random; then values are drawn
 * from where good trials lie, and the one is taken that is likeliest to be good rather than bad.
 * Source: Bergstra, Bardenet, Bengio and Kegl, "Algorithms for hyper-parameter optimization", NIPS 2011; settings are the
 * defaults of Optuna.
 * @throws QuaestorError `model.bad-data` that names a parameter which cannot be searched
 */
export function tpeSampler(space: Space, { seed, batch = 1, startUp = 10, candidates = 24 }: TpeOptions): Sampler {
  checkSpace(space);
  return {
    description: { kind: 'tpe', space, seed, batch, startUp, candidates },
    batch,
    suggest(number, earlier, pending) {
      const random = streamOf(seed, number);
      if (earlier.length < startUp) return drawConfiguration(space, random);
      const groups = split(earlier, pending);
      const suggestions = Object.entries(space).map(([name, parameter]) => {
        const valuesOf = (group: readonly Configuration[]) => group.map(one => one[name]);
        const observed = { good: valuesOf(groups.good), bad: valuesOf(groups.bad) };
        if (parameter.kind === 'categorical') return [name, suggestChoice(parameter, observed, candidates, random)];
        const numbers = { good: observed.good.map(Number), bad: observed.bad.map(Number) };
        return [name, suggestNumber(parameter, numbers, candidates, random)];
      });
      return Object.fromEntries(suggestions);
    },
  };
}
