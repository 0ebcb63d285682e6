import { here } from '../../data/features/here.ts';
import type { BoostedTrees } from '../trees/boosted-trees.ts';
import type { Cells } from '../trees/cells.ts';
import { type Forest, goesLeft } from '../trees/forest.ts';
import { intAt } from '../trees/int-at.ts';
import type { Explanation } from './explanation.ts';
import { meanOutput, refuseBackground } from './mean-output.ts';
import { everyColumn, type Players } from './players.ts';
import { scoreOf } from './tree-score.ts';

export type TreeShapOptions = {
  players?: Players;
  /** Number of the score under softmax. */
  output?: number;
};

/**
 * Exact Shapley values of a score of boosted trees against a background: a player who is absent has the values of a
 * background row. For a pair of rows a leaf is reached when some players come from the explained row and some others
 * from the background row; its value is shared among them by the closed form of such a game.
 * Source: Lundberg et al., Nature Machine Intelligence 2 (2020) 56-67, algorithm 3.
 * @throws QuaestorError `model.bad-data` for a background without rows or of another width
 */
export function interventionalTreeShap(
  trees: BoostedTrees,
  explained: Cells,
  background: Cells,
  { players = everyColumn(explained.width), output = 0 }: TreeShapOptions = {},
): Explanation {
  refuseBackground(explained, background);
  const phi = new Float64Array(explained.rows * players.count);
  const pair = new PairOfRows(trees.forest, players);
  for (let row = 0; row < explained.rows; row += 1) {
    const mine = phi.subarray(row * players.count, (row + 1) * players.count);
    for (let b = 0; b < background.rows; b += 1) {
      pair.set(explained.values, row * explained.width, background.values, b * background.width);
      for (const [t, root] of trees.forest.roots.entries()) if (t % trees.outputs === output) pair.share(root, mine);
    }
    for (const [player, sum] of mine.entries()) mine[player] = sum / background.rows;
  }
  return { base: meanOutput(scoreOf(trees, output), background), phi, rows: explained.rows, players: players.count };
}

/** Where a player stands on the way to a leaf: not asked yet, or held to one of the two rows. */
const side = { free: 0, own: 1, other: 2 } as const;

class PairOfRows {
  readonly #forest: Forest;
  readonly #players: Players;
  /** `side` of every player. */
  readonly #held: Uint8Array;
  /** Players held so far, in the order in which they were asked. */
  readonly #asked: number[] = [];
  #own: Float64Array = new Float64Array(0);
  #other: Float64Array = new Float64Array(0);
  #ownStart = 0;
  #otherStart = 0;

  constructor(forest: Forest, players: Players) {
    this.#forest = forest;
    this.#players = players;
    this.#held = new Uint8Array(players.count);
  }

  set(own: Float64Array, ownStart: number, other: Float64Array, otherStart: number): void {
    this.#own = own;
    this.#other = other;
    this.#ownStart = ownStart;
    this.#otherStart = otherStart;
  }

  /** Adds the values of the tree from a node on. @param own players held to the explained row; `other`: to the background */
  share(node: number, phi: Float64Array, own = 0, other = 0): void {
    const column = intAt(this.#forest.feature, node);
    if (column < 0) this.#shareLeaf(here(this.#forest.value, node), phi, own, other);
    else this.#shareSplit(node, column, phi, own, other);
  }

  #shareSplit(node: number, column: number, phi: Float64Array, own: number, other: number): void {
    const player = intAt(this.#players.of, column);
    const toOwn = this.#child(node, here(this.#own, this.#ownStart + column));
    const toOther = this.#child(node, here(this.#other, this.#otherStart + column));
    const held = this.#held[player];
    if (toOwn === toOther || held !== side.free) {
      this.share(held === side.other ? toOther : toOwn, phi, own, other);
      return;
    }
    this.#asked.push(player);
    this.#held[player] = side.own;
    this.share(toOwn, phi, own + 1, other);
    this.#held[player] = side.other;
    this.share(toOther, phi, own, other + 1);
    this.#held[player] = side.free;
    this.#asked.pop();
  }

  #child(node: number, value: number): number {
    const { left, right } = this.#forest;
    return intAt(goesLeft(this.#forest, node, value) ? left : right, node);
  }

  /** The game is `value` when all of `own` and none of `other` are there. */
  #shareLeaf(value: number, phi: Float64Array, own: number, other: number): void {
    if (own + other === 0) return;
    const whole = value / choose(own + other, own);
    for (const player of this.#asked) {
      const part = this.#held[player] === side.own ? whole / own : -whole / other;
      phi[player] = here(phi, player) + part;
    }
  }
}

/** Binomial coefficient. */
function choose(n: number, k: number): number {
  let ways = 1;
  for (let i = 1; i <= k; i += 1) ways = (ways * (n - k + i)) / i;
  return ways;
}
