import { here } from '../../data/features/here.ts';
import type { BinnedTable } from './binned-table.ts';
import type { TreeNode } from './forest.ts';
import { Histograms } from './histograms.ts';
import { bestSplit, isDivisible, type Split, type SplitLimits, type Sums, sameShare } from './split.ts';

export type GrowthLimits = SplitLimits & {
  /** Leaves of a tree at most. */
  leaves: number;
};

/** A leaf while the tree grows: rows [from, to) of the grower's order. */
type Leaf = Sums & {
  readonly node: number;
  readonly from: number;
  readonly to: number;
  /** Number of its histogram. */
  readonly histogram: number;
  readonly split: Split | undefined;
};

/** A leaf of a grown tree, with the rows that ended in it. */
export type GrownLeaf = { readonly node: number; readonly rows: Int32Array };

/**
 * Grows trees leaf by leaf: of all leaves, the one whose split gains most is split next. The histogram of the larger
 * child is that of the parent less that of the smaller one.
 * Source: Shi, "Best-first decision tree learning", University of Waikato, 2007; histogram subtraction as in Ke et al.,
 * "LightGBM", NeurIPS 2017.
 */
export class TreeGrower {
  readonly #table: BinnedTable;
  readonly #limits: GrowthLimits;
  readonly #histograms: Histograms;
  readonly #scratch: Int32Array;

  constructor(table: BinnedTable, limits: GrowthLimits) {
    this.#table = table;
    this.#limits = limits;
    this.#histograms = new Histograms(table, limits.leaves);
    this.#scratch = new Int32Array(table.rows);
  }

  /**
   * @param order rows to learn from; they are put into the order of the leaves
   * @param columns columns that may split, rising
   * @param gradient first derivatives of the loss by row; `hessian`: second ones, not negative
   */
  grow(
    order: Int32Array,
    columns: readonly number[],
    gradient: Float64Array,
    hessian: Float64Array,
  ): { nodes: TreeNode[]; leaves: GrownLeaf[] } {
    const { leaves: mostLeaves } = this.#limits;
    const nodes: TreeNode[] = [leafNode(order.length)];
    const derivatives = { gradient, hessian };
    const rows = { order, columns, derivatives };
    this.#histograms.fill(0, { ...rows, from: 0, to: order.length });
    const whole = { from: 0, to: order.length, node: 0, histogram: 0, ...sumsOf(order, 0, order.length, derivatives) };
    const leaves: Leaf[] = [this.#weighed(whole, columns)];
    while (leaves.length < mostLeaves) {
      const place = bestOf(leaves);
      const leaf = leaves[place];
      if (!leaf?.split) break;
      const [left, right] = this.#divide(leaf, leaf.split, nodes, rows, leaves.length);
      leaves[place] = left;
      leaves.push(right);
    }
    for (const { node, gradient: g, hessian: h } of leaves) {
      const grown = nodes[node];
      if (grown) grown.value = -g / (h + this.#limits.ridge);
    }
    return { nodes, leaves: leaves.map(({ node, from, to }) => ({ node, rows: order.subarray(from, to) })) };
  }

  /** Splits a leaf in two. @param free number of a histogram that nobody uses */
  #divide(leaf: Leaf, split: Split, nodes: TreeNode[], rows: GrowthRows, free: number): [Leaf, Leaf] {
    const { from, to, histogram } = leaf;
    const middle = this.#partition(rows.order, from, to, split);
    const leftSums = sumsOf(rows.order, from, middle, rows.derivatives);
    const rightSums = sumsOf(rows.order, middle, to, rows.derivatives);
    const node = nodes[leaf.node];
    const left = nodes.push(leafNode(leftSums.count)) - 1;
    const right = nodes.push(leafNode(rightSums.count)) - 1;
    if (node) Object.assign(node, { ...this.#condition(split), left, right });
    const leftIsSmall = leftSums.count <= rightSums.count;
    const [leftHistogram, rightHistogram] = leftIsSmall ? [free, histogram] : [histogram, free];
    const children = [
      { from, to: middle, node: left, histogram: leftHistogram, ...leftSums },
      { from: middle, to, node: right, histogram: rightHistogram, ...rightSums },
    ] as const;
    const last = free + 1 === this.#limits.leaves;
    if (!last && children.some(child => isDivisible(child, this.#limits))) {
      this.#histograms.fill(free, { ...rows, from: leftIsSmall ? from : middle, to: leftIsSmall ? middle : to });
      this.#histograms.subtract(histogram, free, rows.columns);
    }
    const weighed = (leaf: Omit<Leaf, 'split'>) =>
      last ? { ...leaf, split: undefined } : this.#weighed(leaf, rows.columns);
    return [weighed(children[0]), weighed(children[1])];
  }

  #weighed(leaf: Omit<Leaf, 'split'>, columns: readonly number[]): Leaf {
    const divisible = isDivisible(leaf, this.#limits);
    const split = divisible ? bestSplit(this.#histograms, leaf.histogram, columns, leaf, this.#limits) : undefined;
    return { ...leaf, split };
  }

  #condition({ column, bin, missingLeft }: Split): Pick<TreeNode, 'feature' | 'threshold' | 'missingLeft'> {
    // Past the last bound lie the missing values alone: every value that is there goes left.
    return { feature: column, threshold: this.#table.edges[column]?.[bin] ?? Number.MAX_VALUE, missingLeft };
  }

  /** Puts the rows that go left before the others, each side in its old order, and gives where the right side begins. */
  #partition(order: Int32Array, from: number, to: number, { column, bin, missingLeft }: Split): number {
    const { codes, rows, edges } = this.#table;
    const missing = (edges[column]?.length ?? 0) + 1;
    const start = column * rows;
    let left = from;
    let right = 0;
    for (let i = from; i < to; i += 1) {
      const row = order[i] ?? 0;
      const code = codes[start + row] ?? 0;
      if (code === missing ? missingLeft : code <= bin) {
        order[left] = row;
        left += 1;
      } else {
        this.#scratch[right] = row;
        right += 1;
      }
    }
    order.set(this.#scratch.subarray(0, right), left);
    return left;
  }
}

type GrowthRows = {
  order: Int32Array;
  columns: readonly number[];
  derivatives: { gradient: Float64Array; hessian: Float64Array };
};

const leafNode = (cover: number): TreeNode => ({
  feature: -1,
  threshold: 0,
  missingLeft: false,
  left: -1,
  right: -1,
  value: 0,
  cover,
});

function sumsOf(order: Int32Array, from: number, to: number, { gradient, hessian }: GrowthRows['derivatives']): Sums {
  let first = 0;
  let second = 0;
  for (let i = from; i < to; i += 1) {
    const row = order[i] ?? 0;
    first += here(gradient, row);
    second += here(hessian, row);
  }
  return { gradient: first, hessian: second, count: to - from };
}

/** Place of the leaf whose split gains most; of equal ones the first. */
function bestOf(leaves: readonly Leaf[]): number {
  let best = 0;
  for (const [k, { split }] of leaves.entries()) {
    if ((split?.gain ?? 0) > (1 + sameShare) * (leaves[best]?.split?.gain ?? 0)) best = k;
  }
  return best;
}
