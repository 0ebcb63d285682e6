import { QuaestorError } from '../../config/errors.ts';
import type { StudyTrial } from '../../data/study-store.ts';
import { type CmaState, generationSize, nextGeneration, sampleGeneration, startCma } from './cma-es.ts';
import type { Sampler } from './sampler.ts';
import { checkSpace, fromSearch, type NumberParameter, type Space, searchBounds } from './space.ts';

/** The whole range of a parameter is 1: the search begins in the middle, with a sixth of the range. */
const start = { mean: 0.5, sigma: 1 / 6 };

function numbersOf(space: Space): (readonly [string, NumberParameter])[] {
  return Object.entries(space).map(([name, parameter]) => {
    if (parameter.kind !== 'categorical') return [name, parameter];
    throw new QuaestorError(
      'model.bad-data',
      `Parameter "${name}" is categorical (${parameter.choices.join(', ')}): CMA-ES searches numbers, TPE takes both.`,
      { parameter: name },
    );
  });
}

const lossOf = (trial: StudyTrial | undefined): number => (trial?.state === 'complete' ? trial.loss : Number.NaN);

/**
 * CMA-ES over the numbers of a space, each scaled to its bounds. One batch is one generation. Trials that failed or were
 * stopped rank last. The state follows from the trials alone: where it is not at hand it is made anew from them.
 * @throws QuaestorError `model.bad-data` that names a parameter which cannot be searched
 */
export function cmaSampler(space: Space, { seed }: { readonly seed: number }): Sampler {
  checkSpace(space);
  const parameters = numbersOf(space);
  const batch = generationSize(parameters.length);
  const begin = (): CmaState => startCma(Array<number>(parameters.length).fill(start.mean), start.sigma);
  const pointsOf = (one: CmaState) => sampleGeneration(one, seed, [0, 1]);
  let state = begin();
  let points = pointsOf(state);
  const advanceTo = (generation: number, earlier: readonly StudyTrial[]): void => {
    if (generation < state.generation) state = begin();
    while (state.generation < generation) {
      const from = state.generation * batch;
      const losses = Array.from({ length: batch }, (_, i) => lossOf(earlier[from + i]));
      state = nextGeneration(state, pointsOf(state), losses);
    }
    points = pointsOf(state);
  };
  return {
    description: { kind: 'cma-es', space, seed },
    batch,
    suggest(number, earlier) {
      const generation = Math.floor(number / batch);
      if (generation !== state.generation) advanceTo(generation, earlier);
      const point = points[number % batch] ?? [];
      const values = parameters.map(([name, parameter], i) => {
        const [low, high] = searchBounds(parameter);
        return [name, fromSearch(parameter, low + (point[i] ?? Number.NaN) * (high - low))];
      });
      return Object.fromEntries(values);
    },
  };
}
