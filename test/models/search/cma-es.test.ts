import { describe, expect, it } from 'vitest';
import type { StudyTrial } from '../../../data/study-store.ts';
import { quantileOf } from '../../../models/performance/moments.ts';
import {
  type CmaState,
  generationSize,
  nextGeneration,
  sampleGeneration,
  startCma,
} from '../../../models/search/cma-es.ts';
import { cmaSampler } from '../../../models/search/cma-sampler.ts';
import type { Space } from '../../../models/search/space.ts';
import { ellipsoid, rosenbrock, sphere } from './test-functions.ts';

type Loss = (point: readonly number[]) => number;

/** Evaluations until the loss is at most 1e-9; `most` where it never is. */
function evaluationsTo(loss: Loss, begin: CmaState, seed: number, most = 12_000): number {
  let [state, count] = [begin, 0];
  while (count < most) {
    const points = sampleGeneration(state, seed);
    const losses = points.map(loss);
    const reached = losses.findIndex(value => value <= 1e-9);
    if (reached >= 0) return count + reached + 1;
    count += points.length;
    state = nextGeneration(state, points, losses);
  }
  return most;
}

describe('CMA-ES in 10 dimensions', () => {
  // Published counts: medians of 21 runs.
  it.each([
    ['the sphere', sphere, 1, 0.5, 1460],
    ['the ellipsoid of condition 1e6', ellipsoid, 1, 0.5, 5840],
    ['Rosenbrock', rosenbrock, 0.1, 0.1, 5820],
  ] as const)(
    'reaches 1e-9 on %s in the published number of evaluations, in every run',
    (_name, loss, at, sigma, published) => {
      const begin = startCma(Array<number>(10).fill(at), sigma);
      const counts = Array.from({ length: 21 }, (_, seed) => evaluationsTo(loss, begin, seed + 1));
      expect(Math.max(...counts), 'no run fails').toBeLessThan(12_000);
      const median = quantileOf(Float64Array.from(counts), 0.5);
      expect(median).toBeLessThanOrEqual(1.2 * published);
      expect(median, 'nor is it better than it can be').toBeGreaterThan(0.8 * published);
    },
    60_000,
  );
});

describe('CMA-ES', () => {
  it('goes on from its state as JSON as if it had not stopped', () => {
    const step = (state: CmaState): CmaState => {
      const points = sampleGeneration(state, 5);
      return nextGeneration(state, points, points.map(ellipsoid));
    };
    let state = startCma([1, 2, 3], 0.5);
    for (let generation = 0; generation < 7; generation += 1) state = step(state);
    const kept: CmaState = JSON.parse(JSON.stringify(state));
    expect(step(kept)).toEqual(step(state));
  });

  it('does not depend on the level and the scale of the losses', () => {
    const state = startCma([1, 2], 0.5);
    const points = sampleGeneration(state, 1);
    const losses = points.map(sphere);
    expect(
      nextGeneration(
        state,
        points,
        losses.map(loss => Math.exp(loss) + 100),
      ),
    ).toEqual(nextGeneration(state, points, losses));
  });

  it('ranks points that failed last', () => {
    const state = startCma([0, 0], 1);
    const points = sampleGeneration(state, 1);
    const losses = points.map(sphere);
    const worst = losses.indexOf(Math.max(...losses));
    const failed = losses.map((loss, i) => (i === worst ? Number.NaN : loss));
    expect(nextGeneration(state, points, failed)).toEqual(nextGeneration(state, points, losses));
  });

  const space: Space = {
    rate: { kind: 'float', low: 1e-4, high: 1, log: true },
    depth: { kind: 'int', low: 2, high: 40 },
    share: { kind: 'float', low: 0, high: 1 },
  };
  const loss = ({ rate, depth, share }: StudyTrial['configuration']) =>
    (Math.log10(Number(rate)) + 2) ** 2 + ((Number(depth) - 30) / 10) ** 2 + (Number(share) - 1) ** 2;
  const sampler = cmaSampler(space, { seed: 8 });
  const trials: StudyTrial[] = [];
  for (let number = 0; number < 40 * sampler.batch; number += 1) {
    const configuration = sampler.suggest(number, trials.slice(0, number - (number % sampler.batch)), []);
    trials.push({ number, configuration, state: 'complete', loss: loss(configuration), steps: [] });
  }

  it('searches a space within its bounds, one generation a batch', () => {
    expect(sampler.batch).toBe(generationSize(3));
    const losses = trials.map(trial => (trial.state === 'complete' ? trial.loss : Number.NaN));
    expect(Math.min(...losses), 'the optimum lies on a bound').toBeLessThan(1e-3);
    for (const { configuration } of trials) {
      expect(Number(configuration.rate)).toBeGreaterThanOrEqual(1e-4);
      expect(Number(configuration.share)).toBeLessThanOrEqual(1);
      expect(Number.isInteger(configuration.depth)).toBe(true);
    }
  });

  it('suggests from trials alone what it suggested before', () => {
    for (const number of [0, 6, 7, 100, 276]) {
      const earlier = trials.slice(0, number - (number % sampler.batch));
      expect(cmaSampler(space, { seed: 8 }).suggest(number, earlier, [])).toEqual(trials[number]?.configuration);
      expect(sampler.suggest(number, earlier, []), 'also back in time').toEqual(trials[number]?.configuration);
    }
  });

  it('refuses what is no number by name', () => {
    expect(() => cmaSampler({ kind: { kind: 'categorical', choices: ['a', 'b'] } }, { seed: 1 })).toThrow(
      'Parameter "kind" is categorical (a, b): CMA-ES searches numbers, TPE takes both.',
    );
  });
});
