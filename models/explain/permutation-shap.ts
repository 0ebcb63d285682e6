import { here } from '../../data/features/here.ts';
import type { Cells } from '../trees/cells.ts';
import type { Explanation, Model } from './explanation.ts';
import { meanOutput, refuseBackground } from './mean-output.ts';
import { antitheticOrders } from './permutation-orders.ts';
import { everyColumn, type Players } from './players.ts';

export type PermutationOptions = {
  /** By default each column is a player. */
  players?: Players;
  /** Orders drawn, each used forwards and backwards. */
  pairs?: number;
  seed?: number;
};

/**
 * Shapley values of any model by random orders of the players: each player gets what the output moves by when its
 * columns change from a background row to the explained row, in the midst of those before it. Every sum is exact
 * (`base` plus a row's values is its output), whatever the number of orders; single values are unbiased.
 * The model is asked 2 x pairs x (players + 1) x background rows times for each row.
 * Source: Castro, Gomez and Tejada, Computers and Operations Research 36 (2009) 1726-1730.
 * @throws QuaestorError `model.bad-data` for a background without rows or of another width
 */
export function permutationShap(
  model: Model,
  explained: Cells,
  background: Cells,
  { players = everyColumn(explained.width), pairs = 1, seed = 1 }: PermutationOptions = {},
): Explanation {
  refuseBackground(explained, background);
  const { count } = players;
  const orders = antitheticOrders(count, pairs, seed);
  const phi = new Float64Array(explained.rows * count);
  const share = 1 / (2 * pairs * background.rows);
  for (let row = 0; row < explained.rows; row += 1) {
    const mine = phi.subarray(row * count, (row + 1) * count);
    for (let start = 0; start < orders.length; start += count) {
      addOrder(model, { explained, background, row, players }, orders.subarray(start, start + count), mine, share);
    }
  }
  return { base: meanOutput(model, background), phi, rows: explained.rows, players: count };
}

type Question = { explained: Cells; background: Cells; row: number; players: Players };

/** Adds what one order gives. @param places place of each player in the order */
function addOrder(model: Model, question: Question, places: Int32Array, phi: Float64Array, share: number): void {
  const { background, players } = question;
  const outputs = model(steps(question, places), (players.count + 1) * background.rows);
  for (let player = 0; player < players.count; player += 1) {
    const before = (places[player] ?? 0) * background.rows;
    for (let b = before; b < before + background.rows; b += 1) {
      const change = (outputs[b + background.rows] ?? Number.NaN) - (outputs[b] ?? Number.NaN);
      phi[player] = here(phi, player) + share * change;
    }
  }
}

/** All background rows with none, one, two, ... of the players in order taken from the explained row. */
function steps({ explained, background, row, players }: Question, places: Int32Array): Float64Array {
  const { width } = explained;
  const cells = new Float64Array((players.count + 1) * background.rows * width);
  for (let step = 0; step <= players.count; step += 1) {
    for (let b = 0; b < background.rows; b += 1) {
      const start = (step * background.rows + b) * width;
      for (let j = 0; j < width; j += 1) {
        const taken = (places[players.of[j] ?? 0] ?? 0) < step;
        cells[start + j] = taken ? here(explained.values, row * width + j) : here(background.values, b * width + j);
      }
    }
  }
  return cells;
}
