import { here } from '../../data/features/here.ts';
import { intAt } from './int-at.ts';

/**
 * Binary trees, one after the other in flat arrays with one place for each node. A node with `feature` -1 is a leaf; any
 * other sends a row left where its value is at most `threshold`, a missing one where `missingLeft` is 1. Children stand
 * after their parent.
 */
export type Forest = {
  /** Places of the roots. */
  readonly roots: Int32Array;
  /** Number of the column. */
  readonly feature: Int32Array;
  readonly threshold: Float64Array;
  readonly missingLeft: Uint8Array;
  readonly left: Int32Array;
  readonly right: Int32Array;
  /** What a leaf adds to the score; 0 elsewhere. */
  readonly value: Float64Array;
  /** Rows that came by in training. */
  readonly cover: Float64Array;
};

/** A node on its way into a forest. Children are places in the list of the tree. */
export type TreeNode = {
  feature: number;
  threshold: number;
  missingLeft: boolean;
  left: number;
  right: number;
  value: number;
  cover: number;
};

export function forestOf(trees: readonly (readonly TreeNode[])[]): Forest {
  const roots: number[] = [];
  const shifted: TreeNode[] = [];
  for (const tree of trees) {
    const shift = shifted.length;
    roots.push(shift);
    for (const node of tree) shifted.push({ ...node, left: node.left + shift, right: node.right + shift });
  }
  return {
    roots: Int32Array.from(roots),
    feature: Int32Array.from(shifted, node => node.feature),
    threshold: Float64Array.from(shifted, node => node.threshold),
    missingLeft: Uint8Array.from(shifted, node => (node.missingLeft ? 1 : 0)),
    left: Int32Array.from(shifted, node => (node.feature < 0 ? -1 : node.left)),
    right: Int32Array.from(shifted, node => (node.feature < 0 ? -1 : node.right)),
    value: Float64Array.from(shifted, node => node.value),
    cover: Float64Array.from(shifted, node => node.cover),
  };
}

/** Whether a node sends a value to the left. */
export const goesLeft = ({ threshold, missingLeft }: Forest, node: number, value: number): boolean =>
  value <= here(threshold, node) || (missingLeft[node] === 1 && Number.isNaN(value));

/** The leaf that a row comes to. @param start where its values begin in `cells`, one for each column */
export function leafOf(forest: Forest, root: number, cells: Float64Array, start: number): number {
  const { feature, left, right } = forest;
  let node = root;
  let column = intAt(feature, node);
  while (column >= 0) {
    node = intAt(goesLeft(forest, node, here(cells, start + column)) ? left : right, node);
    column = intAt(feature, node);
  }
  return node;
}
