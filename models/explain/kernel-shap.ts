import { QuaestorError } from '../../config/errors.ts';
import { here } from '../../data/features/here.ts';
import type { Cells } from '../trees/cells.ts';
import { cholesky, solveCholesky } from '../volatility/cholesky.ts';
import type { Explanation, Model } from './explanation.ts';
import { meanOutput, refuseBackground } from './mean-output.ts';
import { everyColumn, type Players } from './players.ts';

/** All sets of players are asked for, so their number doubles with each. */
export const mostKernelPlayers = 12;

/**
 * Shapley values of any model by weighted least squares over all sets of players, under the condition that they add up
 * to the output less the mean: exact. The model is asked 2^players x background rows times for each row.
 * Source: Lundberg and Lee, NeurIPS 2017, theorem 2: weights (M - 1) / (C(M, s) s (M - s)).
 * @throws QuaestorError `model.bad-data` for more than 12 players, for a background without rows or of another width
 */
export function kernelShap(
  model: Model,
  explained: Cells,
  background: Cells,
  { players = everyColumn(explained.width) }: { players?: Players } = {},
): Explanation {
  refuseBackground(explained, background);
  const { count } = players;
  if (count > mostKernelPlayers) {
    throw new QuaestorError(
      'model.bad-data',
      `Kernel SHAP takes at most ${mostKernelPlayers} players, got ${count}: group columns, or use permutation SHAP.`,
    );
  }
  const phi = new Float64Array(explained.rows * count);
  for (let row = 0; row < explained.rows; row += 1) {
    const worths = worthsOf(model, explained, row, background, players);
    phi.set(count === 1 ? [here(worths, 1) - here(worths, 0)] : regress(worths, count), row * count);
  }
  return { base: meanOutput(model, background), phi, rows: explained.rows, players: count };
}

/** Mean output when the players of a set (bits of the place) are from the explained row, for every set. */
function worthsOf(
  model: Model,
  explained: Cells,
  row: number,
  background: Cells,
  { count, of }: Players,
): Float64Array {
  const { width } = explained;
  const worths = new Float64Array(2 ** count);
  const mixed = new Float64Array(background.values.length);
  for (let set = 0; set < worths.length; set += 1) {
    for (let i = 0; i < mixed.length; i += 1) {
      const present = (set >> (of[i % width] ?? 0)) & 1;
      mixed[i] = present ? here(explained.values, row * width + (i % width)) : here(background.values, i);
    }
    worths[set] = meanOutput(model, { values: mixed, rows: background.rows, width });
  }
  return worths;
}

function bitsOf(set: number): number {
  let bits = 0;
  for (let rest = set; rest > 0; rest &= rest - 1) bits += 1;
  return bits;
}

/** The condition takes out the last player: its value is what the others leave. */
function regress(worths: Float64Array, count: number): number[] {
  const all = worths.length - 1;
  const total = here(worths, all) - here(worths, 0);
  const free = count - 1;
  const left = Array.from({ length: free }, (_, j) => new Array<number>(j + 1).fill(0));
  const right = new Array<number>(free).fill(0);
  for (let set = 1; set < all; set += 1) {
    const last = (set >> free) & 1;
    const weight = kernelWeight(count, bitsOf(set));
    const target = here(worths, set) - here(worths, 0) - last * total;
    for (const [j, line] of left.entries()) {
      const own = ((set >> j) & 1) - last;
      right[j] = (right[j] ?? 0) + weight * own * target;
      for (const k of line.keys()) line[k] = (line[k] ?? 0) + weight * own * (((set >> k) & 1) - last);
    }
  }
  const slopes = solveCholesky(cholesky(left, 0).factor, right);
  return [...slopes, total - slopes.reduce((sum, slope) => sum + slope, 0)];
}

function kernelWeight(players: number, size: number): number {
  let sets = 1;
  for (let i = 1; i <= size; i += 1) sets = (sets * (players - size + i)) / i;
  return (players - 1) / (sets * size * (players - size));
}
