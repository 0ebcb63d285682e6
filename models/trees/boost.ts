import { z } from 'zod';
import { QuaestorError } from '../../config/errors.ts';
import { here } from '../../data/features/here.ts';
import type { Columns } from '../../data/features/kernel.ts';
import { seededRandom } from '../performance/seeded-random.ts';
import { binTable } from './binned-table.ts';
import { addTree, BoostedTrees } from './boosted-trees.ts';
import { type Cells, cellsOf } from './cells.ts';
import { forestOf, type TreeNode } from './forest.ts';
import { intAt } from './int-at.ts';
import { type Loss, lossOf, Objective, refuseTargets } from './objective.ts';
import { type GrownLeaf, TreeGrower } from './tree-grower.ts';

const share = z.number().gt(0).max(1);

/** Settings of a boosting run; those that are left out stand at the values of LightGBM's defaults. */
export const BoostOptions = z.strictObject({
  objective: Objective.default({ kind: 'squared' }),
  /** Rounds at most; under softmax each makes one tree for each class. */
  rounds: z.int().min(1).default(100),
  learningRate: share.default(0.1),
  /** Leaves of a tree at most. */
  leaves: z.int().min(2).default(31),
  /** Rows of a leaf at least. */
  leastRows: z.int().min(1).default(20),
  /** Sum of second derivatives of a leaf at least. */
  leastHessian: z.number().min(0).default(1e-3),
  /** Added to every sum of second derivatives: lambda. */
  ridge: z.number().min(0).default(0),
  /** Shares of rows and of columns that each round sees, drawn anew. */
  rowShare: share.default(1),
  columnShare: share.default(1),
  seed: z.int().default(1),
  /** With a validation set: rounds without a better loss on it after which the run ends. */
  patience: z.int().min(1).default(20),
});
export type BoostOptions = z.input<typeof BoostOptions>;
type Settings = z.infer<typeof BoostOptions>;

export type Examples = { readonly columns: Columns; readonly target: Float64Array };

/**
 * Histogram gradient boosting: each round grows a tree on the derivatives of the loss and adds a share of it. NaN in a
 * column is a missing value. With a validation set the rounds after the best loss on it are dropped.
 * Source: Friedman, Annals of Statistics 29 (2001) 1189-1232; Ke et al., "LightGBM", NeurIPS 2017.
 * @throws QuaestorError `model.bad-data` when there are too few rows (it says how many are needed), a column is constant
 * or infinite (named), or a target is none of the objective's; `config.invalid` for a setting out of range
 */
export function boost({ columns, target }: Examples, options: BoostOptions = {}, validation?: Examples): BoostedTrees {
  const settings = settingsOf(options);
  const names = Object.keys(columns);
  const cells = cellsOf(columns, names);
  const loss = lossOf(settings.objective);
  refuseRows(cells.rows, target, settings);
  refuseTargets(settings.objective, loss, target);
  const run = new BoostingRun(cells, names, target, settings, loss);
  const watched = validation && watch(validation, names, settings.objective, loss, run.base);
  for (let round = 1; round <= settings.rounds; round += 1) {
    const trees = run.round();
    if (watched && watched.add(trees) >= settings.patience) break;
  }
  const kept = watched ? watched.bestRounds() * loss.outputs : run.trees.length;
  return new BoostedTrees(settings.objective, names, run.base, forestOf(run.trees.slice(0, kept)));
}

function settingsOf(options: BoostOptions): Settings {
  const settings = BoostOptions.safeParse(options);
  if (settings.success) return settings.data;
  throw new QuaestorError('config.invalid', `Settings of boosted trees: ${z.prettifyError(settings.error)}`);
}

function refuseRows(rows: number, target: Float64Array, { leastRows, rowShare }: Settings): void {
  const needed = Math.ceil((2 * leastRows) / rowShare);
  if (target.length !== rows) {
    throw new QuaestorError('model.bad-data', `The target has ${target.length} rows, the columns have ${rows}.`);
  }
  if (rows >= needed) return;
  throw new QuaestorError(
    'model.bad-data',
    {
      en: `Boosted trees with ${leastRows} rows or more in a leaf need ${needed} rows, got ${rows}.`,
      fr: `Des arbres de ${leastRows} lignes ou plus par feuille demandent ${needed} lignes, il y en a ${rows}.`,
    },
    { needed, got: rows },
  );
}

/** The state of a run: scores of the training rows, and the trees so far. */
class BoostingRun {
  readonly base: Float64Array;
  readonly trees: TreeNode[][] = [];
  readonly #cells: Cells;
  readonly #target: Float64Array;
  readonly #settings: Settings;
  readonly #loss: Loss;
  readonly #grower: TreeGrower;
  readonly #random: () => number;
  readonly #scores: Float64Array;
  readonly #gradient: Float64Array;
  readonly #hessian: Float64Array;

  constructor(cells: Cells, names: readonly string[], target: Float64Array, settings: Settings, loss: Loss) {
    this.#cells = cells;
    this.#target = target;
    this.#settings = settings;
    this.#loss = loss;
    this.#grower = new TreeGrower(binTable(cells, names), settings);
    this.#random = seededRandom(settings.seed);
    this.base = loss.base(target);
    this.#scores = startFrom(this.base, cells.rows);
    this.#gradient = new Float64Array(this.#scores.length);
    this.#hessian = new Float64Array(this.#scores.length);
  }

  /** Grows one tree for each output and gives them. */
  round(): TreeNode[][] {
    const { rows, width } = this.#cells;
    const { rowShare, columnShare } = this.#settings;
    const order = drawn(rows, rowShare, this.#random);
    const columns = Array.from(drawn(width, columnShare, this.#random));
    this.#loss.derive(this.#target, this.#scores, this.#gradient, this.#hessian);
    const grown = Array.from({ length: this.#loss.outputs }, (_, k) => {
      const [from, to] = [k * rows, (k + 1) * rows];
      const { nodes, leaves } = this.#grower.grow(
        order,
        columns,
        this.#gradient.subarray(from, to),
        this.#hessian.subarray(from, to),
      );
      this.#shrink(nodes, leaves);
      return nodes;
    });
    for (const [k, nodes] of grown.entries()) addTree(forestOf([nodes]), 0, this.#cells, this.#scores, k * rows);
    this.trees.push(...grown);
    return grown;
  }

  #shrink(nodes: TreeNode[], leaves: readonly GrownLeaf[]): void {
    const { refit } = this.#loss;
    for (const { node, rows } of leaves) {
      const leaf = nodes[node];
      if (!leaf) continue;
      const value = refit ? refit(this.#residuals(rows)) : leaf.value;
      leaf.value = this.#settings.learningRate * value;
    }
  }

  #residuals(rows: Int32Array): Float64Array {
    const residuals = new Float64Array(rows.length);
    for (let i = 0; i < rows.length; i += 1) {
      const row = intAt(rows, i);
      residuals[i] = here(this.#target, row) - here(this.#scores, row);
    }
    return residuals;
  }
}

function startFrom(base: Float64Array, rows: number): Float64Array {
  return Float64Array.from({ length: base.length * rows }, (_, i) => here(base, Math.floor(i / rows)));
}

/** A share of 0 .. count - 1, rising, at least one. Source: algorithm S, Knuth, volume 2, section 3.4.2. */
function drawn(count: number, share: number, random: () => number): Int32Array {
  const wanted = Math.max(1, Math.round(share * count));
  const out = new Int32Array(wanted);
  let taken = 0;
  for (let i = 0; taken < wanted; i += 1) {
    if (wanted < count && random() * (count - i) >= wanted - taken) continue;
    out[taken] = i;
    taken += 1;
  }
  return out;
}

type Watched = {
  /** Adds the trees of a round and gives how many rounds ago the loss was best. */
  add(trees: readonly (readonly TreeNode[])[]): number;
  bestRounds(): number;
};

function watch(
  { columns, target }: Examples,
  names: readonly string[],
  objective: Objective,
  loss: Loss,
  base: Float64Array,
): Watched {
  const cells = cellsOf(columns, names);
  refuseTargets(objective, loss, target);
  const scores = startFrom(base, cells.rows);
  let best = loss.mean(target, scores);
  let [bestRound, rounds] = [0, 0];
  return {
    add(trees) {
      for (const [k, tree] of trees.entries()) addTree(forestOf([tree]), 0, cells, scores, k * cells.rows);
      rounds += 1;
      const now = loss.mean(target, scores);
      if (now < best) [best, bestRound] = [now, rounds];
      return rounds - bestRound;
    },
    bestRounds: () => bestRound,
  };
}
