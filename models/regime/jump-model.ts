import { here } from '../../data/features/here.ts';
import { seededRandom } from '../performance/seeded-random.ts';

export type JumpModelOptions = {
  readonly states: number;
  /** What a change of state costs, in halves of squared deviations; 50 suits daily data, 0 is k-means. */
  readonly penalty: number;
  /** Random starts; the best is kept. */
  readonly starts?: number;
  readonly seed?: number;
};

export type JumpFit = {
  /** Row-major [states x width]. */
  readonly centroids: Float64Array;
  /** State of each row, as seen from the end of the rows. */
  readonly path: Uint8Array;
  readonly objective: number;
  readonly iterations: number;
};

/** Rows of equal width, row-major. */
export type Rows = { readonly values: Float64Array; readonly width: number };

const mostIterations = 300;

/**
 * Statistical jump model: states and their centroids that minimise sum of half squared distances plus a penalty for each
 * change of state, by alternating dynamic programming with means, from several k-means++ starts. Deterministic for a seed.
 * Sources: Bemporad, Breschi, Piga and Boyd, "Fitting jump models", Automatica 96 (2018) 11-21; Nystrup, Lindstrom and
 * Madsen, Expert Systems with Applications 150 (2020) 113307.
 */
export function fitJumpModel(rows: Rows, { states, penalty, starts = 20, seed = 1 }: JumpModelOptions): JumpFit {
  const random = seededRandom(seed);
  let best: JumpFit | undefined;
  for (let start = 0; start < starts; start += 1) {
    const fit = descend(rows, seeded(rows, states, random), penalty);
    if (!best || fit.objective < best.objective) best = fit;
  }
  if (!best) throw new RangeError(`A jump model needs at least one start, got ${starts}.`);
  return best;
}

/** k-means++: the first centroid is any row, each next one a row drawn by its squared distance to the nearest so far. */
function seeded({ values, width }: Rows, states: number, random: () => number): Float64Array {
  const count = values.length / width;
  const centroids = new Float64Array(states * width);
  const nearest = new Float64Array(count).fill(Number.POSITIVE_INFINITY);
  let chosen = Math.floor(random() * count);
  for (let k = 0; k < states; k += 1) {
    centroids.set(values.subarray(chosen * width, (chosen + 1) * width), k * width);
    let total = 0;
    for (let t = 0; t < count; t += 1) {
      nearest[t] = Math.min(here(nearest, t), halfDistance(values, t * width, centroids, k * width, width));
      total += here(nearest, t);
    }
    let left = random() * total;
    chosen = 0;
    while (chosen < count - 1 && left > here(nearest, chosen)) {
      left -= here(nearest, chosen);
      chosen += 1;
    }
  }
  return centroids;
}

function halfDistance(a: Float64Array, i: number, b: Float64Array, j: number, width: number): number {
  let sum = 0;
  for (let k = 0; k < width; k += 1) {
    const gap = here(a, i + k) - here(b, j + k);
    sum += gap * gap;
  }
  return sum / 2;
}

/** Half squared distance of every row to every centroid, row-major [count x states]. */
function lossesOf({ values, width }: Rows, centroids: Float64Array): Float64Array {
  const states = centroids.length / width;
  const count = values.length / width;
  const losses = new Float64Array(count * states);
  for (let t = 0; t < count; t += 1) {
    for (let k = 0; k < states; k += 1) {
      losses[t * states + k] = halfDistance(values, t * width, centroids, k * width, width);
    }
  }
  return losses;
}

/** Alternates path and centroids until the path repeats. */
function descend(rows: Rows, centroids: Float64Array, penalty: number): JumpFit {
  let path: Uint8Array = new Uint8Array(0);
  for (let iterations = 1; ; iterations += 1) {
    const next = cheapestPath(lossesOf(rows, centroids), centroids.length / rows.width, penalty);
    const settled = next.path.length === path.length && next.path.every((state, t) => state === path[t]);
    if (settled || iterations === mostIterations) {
      return { centroids, path: next.path, objective: next.objective, iterations };
    }
    path = next.path;
    moveTo(centroids, rows, path);
  }
}

/** Each centroid becomes the mean of its rows; one that has none stays. */
function moveTo(centroids: Float64Array, { values, width }: Rows, path: Uint8Array): void {
  const states = centroids.length / width;
  for (let k = 0; k < states; k += 1) {
    const sums = new Float64Array(width);
    let count = 0;
    for (let t = 0; t < path.length; t += 1) {
      if (path[t] !== k) continue;
      count += 1;
      for (let j = 0; j < width; j += 1) sums[j] = here(sums, j) + here(values, t * width + j);
    }
    if (count > 0)
      centroids.set(
        sums.map(sum => sum / count),
        k * width,
      );
  }
}

/** Moves the costs of the cheapest paths that end in each state one row on, in place; `from` notes where each came from. */
function advance(costs: Float64Array, losses: Float64Array, t: number, penalty: number, from?: Uint8Array): void {
  const states = costs.length;
  const cheapest = indexOfLeast(costs);
  const jumped = here(costs, cheapest) + penalty;
  for (let k = 0; k < states; k += 1) {
    const stays = here(costs, k) <= jumped;
    if (from) from[t * states + k] = stays ? k : cheapest;
    costs[k] = (stays ? here(costs, k) : jumped) + here(losses, t * states + k);
  }
}

function cheapestPath(losses: Float64Array, states: number, penalty: number): { path: Uint8Array; objective: number } {
  const count = losses.length / states;
  const costs = losses.slice(0, states);
  const from = new Uint8Array(losses.length);
  for (let t = 1; t < count; t += 1) advance(costs, losses, t, penalty, from);
  let state = indexOfLeast(costs);
  const objective = here(costs, state);
  const path = new Uint8Array(count);
  for (let t = count - 1; t >= 0; t -= 1) {
    path[t] = state;
    state = from[t * states + state] ?? 0;
  }
  return { path, objective };
}

function indexOfLeast(values: Float64Array): number {
  let least = 0;
  for (let k = 1; k < values.length; k += 1) if (here(values, k) < here(values, least)) least = k;
  return least;
}

export type OnlineStates = {
  /** State of each row from it and the rows before it alone. */
  readonly state: Uint8Array;
  /** How much dearer the next best state is, as a share of the penalty, 0 to 1: at 0 the state is about to change. */
  readonly margin: Float64Array;
};

/**
 * States of rows as they come: a later row changes no earlier one. The forward half of the dynamic programme, read at each
 * row without looking back.
 */
export function onlineStates(rows: Rows, centroids: Float64Array, penalty: number): OnlineStates {
  const states = centroids.length / rows.width;
  const losses = lossesOf(rows, centroids);
  const count = losses.length / states;
  const state = new Uint8Array(count);
  const margin = new Float64Array(count);
  const costs = losses.slice(0, states);
  for (let t = 0; t < count; t += 1) {
    if (t > 0) advance(costs, losses, t, penalty);
    const least = indexOfLeast(costs);
    const sorted = Float64Array.from(costs).sort();
    state[t] = least;
    margin[t] = penalty === 0 ? 0 : Math.min(1, (here(sorted, 1) - here(sorted, 0)) / penalty);
  }
  return { state, margin };
}
