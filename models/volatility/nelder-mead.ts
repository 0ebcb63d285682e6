import { at } from '../../data/at.ts';

export type Minimum = { point: Float64Array; value: number; evaluations: number };

export type NelderMeadOptions = {
  /** Edge of the first simplex along each axis. */
  steps: readonly number[];
  /** Stops when the values of the simplex differ by less than this. Default 1e-8. */
  tolerance?: number;
  /** Default 2000. */
  maximumEvaluations?: number;
};

const usualTolerance = 1e-8;
const reflection = 1;
const expansion = 2;
const contraction = 0.5;
const shrinkage = 0.5;

/**
 * A minimum of a function without derivatives. Deterministic. NaN counts as infinitely bad.
 * Source: Nelder and Mead, Computer Journal 7 (1965) 308-313.
 */
export function nelderMead(
  objective: (point: Float64Array) => number,
  start: ArrayLike<number>,
  { steps, tolerance = usualTolerance, maximumEvaluations = 2000 }: NelderMeadOptions,
): Minimum {
  const size = start.length;
  let evaluations = 0;
  const valued = (point: Float64Array) => {
    evaluations += 1;
    const value = objective(point);
    return { point, value: Number.isNaN(value) ? Number.POSITIVE_INFINITY : value };
  };
  const first = Float64Array.from(start);
  const simplex = [first, ...steps.map((step, j) => first.map((x, k) => (k === j ? x + step : x)))].map(valued);
  const order = () => simplex.sort((a, b) => a.value - b.value);
  const corner = (k: number) => simplex[k] ?? { point: first, value: Number.POSITIVE_INFINITY };
  const centre = new Float64Array(size);
  /** The point beyond the centre of the others, seen from the worst corner. */
  const beyond = (factor: number) => {
    const worst = corner(size).point;
    return valued(centre.map((c, j) => c + factor * (c - at(worst, j))));
  };
  const replaceWorst = (by: { point: Float64Array; value: number }) => {
    simplex[size] = by;
  };
  const shrink = () => {
    const best = corner(0).point;
    for (let k = 1; k <= size; k += 1) {
      simplex[k] = valued(corner(k).point.map((x, j) => at(best, j) + shrinkage * (x - at(best, j))));
    }
  };
  const contract = (reflected: { value: number }) => {
    const outside = reflected.value < corner(size).value;
    const contracted = beyond(outside ? contraction : -contraction);
    if (contracted.value < Math.min(reflected.value, corner(size).value)) replaceWorst(contracted);
    else shrink();
  };
  const step = () => {
    for (let j = 0; j < size; j += 1) {
      let sum = 0;
      for (let k = 0; k < size; k += 1) sum += at(corner(k).point, j);
      centre[j] = sum / size;
    }
    const reflected = beyond(reflection);
    if (reflected.value >= corner(size - 1).value) return contract(reflected);
    if (reflected.value >= corner(0).value) return replaceWorst(reflected);
    const expanded = beyond(expansion);
    replaceWorst(expanded.value < reflected.value ? expanded : reflected);
  };
  order();
  while (evaluations < maximumEvaluations && !(corner(size).value - corner(0).value < tolerance)) {
    step();
    order();
  }
  const { point, value } = corner(0);
  return { point, value, evaluations };
}

const maximumRestarts = 6;

/**
 * Nelder-Mead with restarts from the last optimum, each with a fresh simplex a quarter as wide, until one gains next to
 * nothing (ten tolerances): a simplex that has collapsed away from the minimum does not stop the search.
 */
export function restartedNelderMead(
  objective: (point: Float64Array) => number,
  start: ArrayLike<number>,
  options: NelderMeadOptions,
): Minimum {
  const { tolerance = usualTolerance } = options;
  const steps = options.steps.map(step => step / 4);
  let best = nelderMead(objective, start, options);
  for (let k = 0; k < maximumRestarts; k += 1) {
    const next = nelderMead(objective, best.point, { ...options, steps });
    const gain = best.value - next.value;
    best = { ...next, evaluations: best.evaluations + next.evaluations };
    if (gain < 10 * tolerance) break;
  }
  return best;
}
