import { z } from 'zod';
import { QuaestorError } from '../../config/errors.ts';
import { here } from '../../data/features/here.ts';
import type { Columns } from '../../data/features/kernel.ts';
import { type Cells, cellsOf } from './cells.ts';
import { type Forest, leafOf } from './forest.ts';
import { lossOf, Objective } from './objective.ts';

const integers = z.array(z.int());
const numbers = z.array(z.number());

/** Boosted trees as plain values. */
export const SavedTrees = z
  .strictObject({
    kind: z.literal('boosted-trees'),
    objective: Objective,
    names: z.array(z.string()).min(1),
    base: numbers.min(1),
    roots: integers,
    feature: integers,
    threshold: numbers,
    missingLeft: integers,
    left: integers,
    right: integers,
    value: numbers,
    cover: numbers,
  })
  .refine(isSound, 'a node leads to no other, or reads a column that is not named');
export type SavedTrees = z.infer<typeof SavedTrees>;

/** Every child stands after its parent, so that a walk ends; every array has one place for each node. */
function isSound(saved: Record<keyof Forest, number[]> & { names: string[]; base: number[]; objective: Objective }) {
  const { names, base, objective, roots, feature, left, right } = saved;
  const nodes = feature.length;
  const parts = [saved.threshold, saved.missingLeft, left, right, saved.value, saved.cover];
  const leads = (from: number, to: number | undefined) => to !== undefined && to > from && to < nodes;
  return (
    base.length === lossOf(objective).outputs &&
    parts.every(part => part.length === nodes) &&
    roots.every(root => root >= 0 && root < nodes) &&
    feature.every((j, node) => j < 0 || (j < names.length && leads(node, left[node]) && leads(node, right[node])))
  );
}

/**
 * Sums of trees. Tree number t adds to score `t % outputs`; scores are logs of the odds (logistic), of the chances up to
 * a constant (softmax), of the variance (QLIKE), and otherwise what is predicted.
 */
export class BoostedTrees {
  readonly objective: Objective;
  /** Columns that the trees read, in the order of their numbers. */
  readonly names: readonly string[];
  /** Scores before the first tree, one for each output. */
  readonly base: Float64Array;
  readonly forest: Forest;

  constructor(objective: Objective, names: readonly string[], base: Float64Array, forest: Forest) {
    this.objective = objective;
    this.names = names;
    this.base = base;
    this.forest = forest;
  }

  /** Scores of a row: one for each class under softmax, otherwise one. */
  get outputs(): number {
    return this.base.length;
  }

  /**
   * What is predicted for each row: numbers, probabilities (logistic: of 1), or variances; by output, then row.
   * @throws QuaestorError what `cellsOf` throws
   */
  predict(columns: Columns): Float64Array {
    const scores = this.scores(cellsOf(columns, this.names));
    lossOf(this.objective).predict(scores);
    return scores;
  }

  /** Scores by output, then row. @param cells columns in the order of `names` */
  scores(cells: Cells): Float64Array {
    const { rows } = cells;
    const scores = new Float64Array(this.outputs * rows);
    for (const [k, base] of this.base.entries()) scores.fill(base, k * rows, (k + 1) * rows);
    for (const [t, root] of this.forest.roots.entries()) {
      addTree(this.forest, root, cells, scores, (t % this.outputs) * rows);
    }
    return scores;
  }

  save(): SavedTrees {
    const { roots, feature, threshold, missingLeft, left, right, value, cover } = this.forest;
    const parts = { roots, feature, threshold, missingLeft, left, right, value, cover };
    const plain = Object.fromEntries(Object.entries(parts).map(([name, part]) => [name, Array.from(part)]));
    const { objective, names, base } = this;
    return SavedTrees.parse({ kind: 'boosted-trees', objective, names: [...names], base: Array.from(base), ...plain });
  }

  /** @throws QuaestorError `model.bad-data` when the value was not made by `save` */
  static load(value: unknown): BoostedTrees {
    const saved = SavedTrees.safeParse(value);
    if (!saved.success) {
      throw new QuaestorError('model.bad-data', `Not saved boosted trees: ${z.prettifyError(saved.error)}`);
    }
    const { objective, names, base, ...parts } = saved.data;
    return new BoostedTrees(objective, names, Float64Array.from(base), {
      roots: Int32Array.from(parts.roots),
      feature: Int32Array.from(parts.feature),
      threshold: Float64Array.from(parts.threshold),
      missingLeft: Uint8Array.from(parts.missingLeft),
      left: Int32Array.from(parts.left),
      right: Int32Array.from(parts.right),
      value: Float64Array.from(parts.value),
      cover: Float64Array.from(parts.cover),
    });
  }
}

/** Adds one tree to the scores of all rows, which begin at `from`. */
export function addTree(forest: Forest, root: number, cells: Cells, scores: Float64Array, from: number): void {
  const { values, rows, width } = cells;
  for (let i = 0; i < rows; i += 1) {
    scores[from + i] = here(scores, from + i) + here(forest.value, leafOf(forest, root, values, i * width));
  }
}
