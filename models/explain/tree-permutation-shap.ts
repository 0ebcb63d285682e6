import { here } from '../../data/features/here.ts';
import type { BoostedTrees } from '../trees/boosted-trees.ts';
import type { Cells } from '../trees/cells.ts';
import { type Forest, goesLeft } from '../trees/forest.ts';
import { intAt } from '../trees/int-at.ts';
import type { Explanation } from './explanation.ts';
import { meanOutput, refuseBackground } from './mean-output.ts';
import { antitheticOrders } from './permutation-orders.ts';
import type { PermutationOptions } from './permutation-shap.ts';
import { everyColumn, type Players } from './players.ts';
import { scoreOf } from './tree-score.ts';

export type TreePermutationOptions = PermutationOptions & {
  /** Number of the score under softmax. */
  output?: number;
};

/**
 * What `permutationShap` gives for a score of boosted trees, by a faster way: a tree is walked again only when a player
 * joins on whom its present path depends. On the walk through a mixture of both rows, each node at which background row
 * and explained row part names a player who would turn it; the first of them to come is the tree's next change. So an
 * order walks a tree as often as its leaf may change, however many players there are.
 * @throws QuaestorError `model.bad-data` for a background without rows or of another width
 */
export function treePermutationShap(
  trees: BoostedTrees,
  explained: Cells,
  background: Cells,
  { players = everyColumn(explained.width), pairs = 1, seed = 1, output = 0 }: TreePermutationOptions = {},
): Explanation {
  refuseBackground(explained, background);
  const { count } = players;
  const walk = new MixedWalk(trees.forest, antitheticOrders(count, pairs, seed), players);
  const roots = trees.forest.roots.filter((_, t) => t % trees.outputs === output);
  const phi = new Float64Array(explained.rows * count);
  const sides = Array.from({ length: background.rows }, (_, b) => walk.sidesOf(background, b));
  for (let row = 0; row < explained.rows; row += 1) {
    const mine = phi.subarray(row * count, (row + 1) * count);
    const own = walk.sidesOf(explained, row);
    for (const other of sides) walk.add(roots, own, other, mine);
    for (const [player, sum] of mine.entries()) mine[player] = sum / (2 * pairs * background.rows);
  }
  return { base: meanOutput(scoreOf(trees, output), background), phi, rows: explained.rows, players: count };
}

/** Walks of trees on rows that are mixed from two. */
class MixedWalk {
  readonly #forest: Forest;
  readonly #width: number;
  readonly #count: number;
  /** For each order and column: place of its player in the order. */
  readonly #places: Int32Array;
  /** For each order and place: the player. */
  readonly #comers: Int32Array;
  /** Right child, then left child of every node. */
  readonly #children: Int32Array;
  /** Place of the next change after the last walk; the number of players where none is left. */
  #next = 0;

  constructor(forest: Forest, orders: Int32Array, { count, of }: Players) {
    this.#forest = forest;
    this.#width = of.length;
    this.#count = count;
    this.#places = new Int32Array((orders.length / count) * of.length);
    this.#comers = new Int32Array(orders.length);
    for (let start = 0; start < orders.length; start += count) {
      for (let player = 0; player < count; player += 1) this.#comers[start + intAt(orders, start + player)] = player;
      const first = (start / count) * of.length;
      for (const [column, player] of of.entries()) this.#places[first + column] = intAt(orders, start + player);
    }
    this.#children = Int32Array.from({ length: 2 * forest.feature.length }, (_, i) => {
      return (i % 2 === 1 ? forest.left : forest.right)[i >> 1] ?? -1;
    });
  }

  /** For every node whether it sends the row to the left: 1 or 0. */
  sidesOf({ values, width }: Cells, row: number): Uint8Array {
    const { feature } = this.#forest;
    const sides = new Uint8Array(feature.length);
    for (let node = 0; node < sides.length; node += 1) {
      const column = intAt(feature, node);
      if (column >= 0 && goesLeft(this.#forest, node, here(values, row * width + column))) sides[node] = 1;
    }
    return sides;
  }

  /** Adds what every order gives to the players on the way from the other row to the row's own. */
  add(roots: Int32Array, own: Uint8Array, other: Uint8Array, phi: Float64Array): void {
    const { value } = this.#forest;
    const orders = this.#comers.length / this.#count;
    for (let order = 0; order < orders; order += 1) {
      for (let t = 0; t < roots.length; t += 1) {
        const root = intAt(roots, t);
        let leaf = this.#leaf(root, own, other, order * this.#width, 0);
        while (this.#next < this.#count) {
          const player = intAt(this.#comers, order * this.#count + this.#next);
          const before = here(value, leaf);
          leaf = this.#leaf(root, own, other, order * this.#width, this.#next + 1);
          phi[player] = here(phi, player) + here(value, leaf) - before;
        }
      }
    }
  }

  /** The leaf when the first `joined` players of an order are there. @param start where the order's places begin */
  #leaf(root: number, own: Uint8Array, other: Uint8Array, start: number, joined: number): number {
    const { feature } = this.#forest;
    const places = this.#places;
    const children = this.#children;
    let next = this.#count;
    let node = root;
    let column = intAt(feature, node);
    while (column >= 0) {
      let side = other[node] ?? 0;
      if (side !== own[node]) {
        const place = intAt(places, start + column);
        if (place < joined) side = 1 - side;
        else if (place < next) next = place;
      }
      node = intAt(children, 2 * node + side);
      column = intAt(feature, node);
    }
    this.#next = next;
    return node;
  }
}
