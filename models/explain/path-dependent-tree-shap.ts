import { here } from '../../data/features/here.ts';
import type { BoostedTrees } from '../trees/boosted-trees.ts';
import type { Cells } from '../trees/cells.ts';
import { type Forest, goesLeft } from '../trees/forest.ts';
import { intAt } from '../trees/int-at.ts';
import type { Explanation } from './explanation.ts';

/**
 * Exact Shapley values of a score of boosted trees without a background: at a node that splits on an absent feature both
 * children count, by the shares of training rows that came by. `base` is the mean over those shares.
 * Source: Lundberg, Erion and Lee, "Consistent individualized feature attribution for tree ensembles", 2018, algorithm 2;
 * here leaf by leaf, with the polynomial of each path.
 * @param output number of the score under softmax
 */
export function pathDependentTreeShap(trees: BoostedTrees, { values, rows, width }: Cells, output = 0): Explanation {
  const phi = new Float64Array(rows * width);
  const roots = trees.forest.roots.filter((_, t) => t % trees.outputs === output);
  for (let row = 0; row < rows; row += 1) {
    const path = new LeafPath(trees.forest, values, row * width, phi.subarray(row * width, (row + 1) * width));
    for (const root of roots) path.descend(root);
  }
  const base = roots.reduce((sum, root) => sum + expectedValue(trees.forest, root), here(trees.base, output));
  return { base, phi, rows, players: width };
}

/** Mean value of a tree over its training rows. */
function expectedValue(forest: Forest, node: number): number {
  if (intAt(forest.feature, node) < 0) return here(forest.value, node);
  const sum = (child: number) => here(forest.cover, child) * expectedValue(forest, child);
  return (sum(intAt(forest.left, node)) + sum(intAt(forest.right, node))) / here(forest.cover, node);
}

/** A feature on the way to a leaf: the share of rows that go its way when it is absent, and whether the row does. */
type Step = { readonly feature: number; readonly share: number; readonly follows: boolean };

class LeafPath {
  readonly #forest: Forest;
  readonly #cells: Float64Array;
  readonly #start: number;
  readonly #phi: Float64Array;

  constructor(forest: Forest, cells: Float64Array, start: number, phi: Float64Array) {
    this.#forest = forest;
    this.#cells = cells;
    this.#start = start;
    this.#phi = phi;
  }

  descend(node: number, path: readonly Step[] = []): void {
    const feature = intAt(this.#forest.feature, node);
    if (feature < 0) this.#shareLeaf(here(this.#forest.value, node), path);
    else this.#descendBoth(node, feature, path);
  }

  #descendBoth(node: number, feature: number, path: readonly Step[]): void {
    const { left, right, cover } = this.#forest;
    const goes = goesLeft(this.#forest, node, here(this.#cells, this.#start + feature));
    for (const side of [left, right]) {
      const child = intAt(side, node);
      const share = here(cover, child) / here(cover, node);
      this.descend(child, extended(path, { feature, share, follows: goes === (side === left) }));
    }
  }

  #shareLeaf(value: number, path: readonly Step[]): void {
    const weights = weightsOf(path);
    for (const { feature, share, follows } of path) {
      const others = unwoundSum(weights, share, follows);
      this.#phi[feature] = here(this.#phi, feature) + value * others * ((follows ? 1 : 0) - share);
    }
  }
}

/** A feature that comes again is one step: shares multiply, and the row follows when it did both times. */
function extended(path: readonly Step[], step: Step): Step[] {
  const known = path.find(({ feature }) => feature === step.feature);
  if (!known) return [...path, step];
  const joined = { ...step, share: known.share * step.share, follows: known.follows && step.follows };
  return path.map(one => (one === known ? joined : one));
}

/**
 * Entry k: sum over all sets of k steps whose features are present of the share that reaches the leaf, times the weight
 * of a set of that size, k! (m - k)! / (m + 1)!.
 */
function weightsOf(path: readonly Step[]): Float64Array {
  const weights = new Float64Array(path.length + 1);
  weights[0] = 1;
  for (const [d, { share, follows }] of path.entries()) {
    for (let k = d; k >= 0; k -= 1) {
      const weight = here(weights, k) / (d + 2);
      if (follows) weights[k + 1] = here(weights, k + 1) + weight * (k + 1);
      weights[k] = share * weight * (d + 1 - k);
    }
  }
  return weights;
}

/** Sum of the weights of the path without one of its steps. */
function unwoundSum(weights: Float64Array, share: number, follows: boolean): number {
  const m = weights.length - 1;
  let sum = 0;
  if (!follows) {
    for (let k = 0; k < m; k += 1) sum += (here(weights, k) * (m + 1)) / (share * (m - k));
    return sum;
  }
  let next = here(weights, m);
  for (let k = m - 1; k >= 0; k -= 1) {
    const weight = (next * (m + 1)) / (k + 1);
    sum += weight;
    next = here(weights, k) - (weight * share * (m - k)) / (m + 1);
  }
  return sum;
}
