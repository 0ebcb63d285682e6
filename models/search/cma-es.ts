import { here } from '../../data/features/here.ts';
import { symmetricEigen } from '../market-memory/symmetric-eigen.ts';
import { normalFrom } from '../performance/seeded-random.ts';
import { streamOf } from './sampler.ts';

/** Where a search by CMA-ES has come to: plain numbers, so that it can be kept as JSON. */
export type CmaState = {
  readonly generation: number;
  readonly mean: readonly number[];
  /** Step size. */
  readonly sigma: number;
  /** Row-major [n x n]. */
  readonly covariance: readonly number[];
  readonly stepPath: readonly number[];
  readonly covariancePath: readonly number[];
};

/** Points of one generation in n dimensions. */
export const generationSize = (n: number): number => 4 + Math.floor(3 * Math.log(n));

/** Weights of the better half and the rates of learning. Source: Hansen, "The CMA evolution strategy: a tutorial", 2016. */
function constantsOf(n: number) {
  const parents = generationSize(n) / 2;
  const raw = Array.from({ length: Math.floor(parents) }, (_, i) => Math.log(parents + 0.5) - Math.log(i + 1));
  const total = raw.reduce((sum, weight) => sum + weight, 0);
  const weights = raw.map(weight => weight / total);
  const effective = 1 / weights.reduce((sum, weight) => sum + weight * weight, 0);
  const stepRate = (effective + 2) / (n + effective + 5);
  const rankOne = 2 / ((n + 1.3) ** 2 + effective);
  return {
    weights,
    effective,
    stepRate,
    damping: 1 + 2 * Math.max(0, Math.sqrt((effective - 1) / (n + 1)) - 1) + stepRate,
    pathRate: (4 + effective / n) / (n + 4 + (2 * effective) / n),
    rankOne,
    rankMany: Math.min(1 - rankOne, (2 * (effective - 2 + 1 / effective)) / ((n + 2) ** 2 + effective)),
    /** Expected length of a standard normal vector. */
    normalLength: Math.sqrt(n) * (1 - 1 / (4 * n) + 1 / (21 * n * n)),
  };
}

/** @param mean where the search begins @param sigma about a third of the distance to where the optimum may lie */
export function startCma(mean: readonly number[], sigma: number): CmaState {
  const n = mean.length;
  return {
    generation: 0,
    mean,
    sigma,
    covariance: Array.from({ length: n * n }, (_, i) => (i % (n + 1) === 0 ? 1 : 0)),
    stepPath: mean.map(() => 0),
    covariancePath: mean.map(() => 0),
  };
}

const dot = (a: ArrayLike<number>, b: ArrayLike<number>): number => {
  let sum = 0;
  for (let i = 0; i < a.length; i += 1) sum += (a[i] ?? Number.NaN) * (b[i] ?? Number.NaN);
  return sum;
};

type Axes = { readonly directions: readonly Float64Array[]; readonly deviations: Float64Array };

/** Axes of states that were asked for: a generation is drawn and learnt from with the same. */
const known = new WeakMap<CmaState, Axes>();

/** Directions [n x n] as rows and the deviation along each. */
function axesOf(state: CmaState): Axes {
  const n = state.mean.length;
  const found = known.get(state);
  if (found) return found;
  const { values, vectors } = symmetricEigen(Float64Array.from(state.covariance), n);
  const directions = Array.from({ length: n }, (_, k) => vectors.subarray(k * n, (k + 1) * n));
  const axes = { directions, deviations: values.map(value => Math.sqrt(Math.max(value, 0))) };
  known.set(state, axes);
  return axes;
}

/** Draws of one point before the last of them is pushed into the bounds. */
const mostDraws = 100;

/**
 * The points of the present generation: the same for the same state and seed.
 * @param within bounds of every coordinate; points outside are drawn again, in the end pushed to the bounds
 */
export function sampleGeneration(state: CmaState, seed: number, within?: readonly [number, number]): number[][] {
  const normal = normalFrom(streamOf(seed, state.generation));
  const { directions, deviations } = axesOf(state);
  const [low, high] = within ?? [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
  const draw = (): number[] => {
    const point = Float64Array.from(state.mean);
    for (const [k, direction] of directions.entries()) {
      const length = state.sigma * here(deviations, k) * normal();
      for (let i = 0; i < point.length; i += 1) point[i] = here(point, i) + length * here(direction, i);
    }
    return Array.from(point);
  };
  const inside = (point: readonly number[]) => point.every(value => value >= low && value <= high);
  return Array.from({ length: generationSize(state.mean.length) }, () => {
    let point = draw();
    for (let drawn = 1; drawn < mostDraws && !inside(point); drawn += 1) point = draw();
    return point.map(value => Math.min(Math.max(value, low), high));
  });
}

/** Indices of the lowest losses, the lowest first; what has none ranks last, equals in the order given. */
function rankedBy(losses: readonly number[]): number[] {
  const lossOf = (i: number) => losses[i] ?? Number.POSITIVE_INFINITY;
  const valued = (i: number) => (Number.isNaN(lossOf(i)) ? Number.POSITIVE_INFINITY : lossOf(i));
  return [...losses.keys()].sort((a, b) => (valued(a) === valued(b) ? a - b : valued(a) - valued(b)));
}

/** Adds the outer product of each vector with itself, times its weight, to a matrix [n x n]. */
function addProducts(
  matrix: Float64Array,
  vectors: readonly (readonly number[])[],
  weights: readonly number[],
): Float64Array {
  for (const [k, given] of vectors.entries()) {
    const vector = Float64Array.from(given);
    const n = vector.length;
    for (let i = 0; i < n; i += 1) {
      const share = (weights[k] ?? Number.NaN) * here(vector, i);
      for (let j = 0; j < n; j += 1) matrix[i * n + j] = here(matrix, i * n + j) + share * here(vector, j);
    }
  }
  return matrix;
}

/**
 * Learns from a generation: mean, step size and covariance move to where the better half lies.
 * Source: Hansen and Ostermeier, "Completely derandomized self-adaptation in evolution strategies", Evolutionary
 * Computation 9 (2001) 159-195; Hansen's tutorial of 2016.
 * @param points those of `sampleGeneration` @param losses one for each; NaN for a point that failed
 */
export function nextGeneration(
  state: CmaState,
  points: readonly (readonly number[])[],
  losses: readonly number[],
): CmaState {
  const { mean: before, sigma, covariance, generation } = state;
  const n = before.length;
  const { weights, effective, stepRate, damping, pathRate, rankOne, rankMany, normalLength } = constantsOf(n);
  const best = rankedBy(losses).slice(0, weights.length);
  const steps = best.map(i => (points[i] ?? before).map((value, j) => (value - (before[j] ?? 0)) / sigma));
  const step = before.map((_, j) => weights.reduce((sum, weight, i) => sum + weight * (steps[i]?.[j] ?? 0), 0));
  const { directions, deviations } = axesOf(state);
  // The step as it would be were the covariance the identity.
  const along = directions.map((direction, k) => dot(direction, step) / Math.max(here(deviations, k), 1e-300));
  const whitened = before.map((_, j) => directions.reduce((sum, one, k) => sum + here(one, j) * (along[k] ?? 0), 0));
  const stepGain = Math.sqrt(stepRate * (2 - stepRate) * effective);
  const stepPath = state.stepPath.map((value, j) => (1 - stepRate) * value + stepGain * (whitened[j] ?? 0));
  const length = Math.sqrt(dot(stepPath, stepPath));
  const settled = Math.sqrt(1 - (1 - stepRate) ** (2 * (generation + 1)));
  const stalled = length / settled / normalLength >= 1.4 + 2 / (n + 1);
  const pathGain = stalled ? 0 : Math.sqrt(pathRate * (2 - pathRate) * effective);
  const path = state.covariancePath.map((value, j) => (1 - pathRate) * value + pathGain * (step[j] ?? 0));
  const kept = 1 - rankOne - rankMany + (stalled ? rankOne * pathRate * (2 - pathRate) : 0);
  return {
    generation: generation + 1,
    mean: before.map((value, j) => value + sigma * (step[j] ?? 0)),
    sigma: sigma * Math.exp((stepRate / damping) * (length / normalLength - 1)),
    covariance: Array.from(
      addProducts(
        Float64Array.from(covariance, value => kept * value),
        [path, ...steps],
        [rankOne, ...weights.map(weight => rankMany * weight)],
      ),
    ),
    stepPath,
    covariancePath: path,
  };
}
