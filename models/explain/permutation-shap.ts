import { here } from '../../data/features/here.ts';
import type { Cells } from '../trees/cells.ts';
import type { Explanation, Model } from './explanation.ts';
import { meanOutput, refuseBackground } from './mean-output.ts';
import { antitheticOrders } from './permutation-orders.ts';

export type PermutationOptions = {
  /** Orders drawn, each used forwards and backwards. */
  pairs?: number;
  seed?: number;
};

/**
 * Shapley values of any model by random orders of the columns: each gets what the output moves by when it changes from a
 * background row to the explained row, in the midst of those before it. Every sum is exact (`base` plus a row's values is
 * its output), whatever the number of orders; single values are unbiased.
 * The model is asked 2 x pairs x (columns + 1) x background rows times for each row.
 * Source: Castro, Gomez and Tejada, Computers and Operations Research 36 (2009) 1726-1730.
 * @throws QuaestorError `model.bad-data` for a background without rows or of another width
 */
export async function permutationShap(
  model: Model,
  explained: Cells,
  background: Cells,
  { pairs = 1, seed = 1 }: PermutationOptions = {},
): Promise<Explanation> {
  refuseBackground(explained, background);
  const { rows, width } = explained;
  const orders = antitheticOrders(width, pairs, seed);
  const phi = new Float64Array(rows * width);
  const share = 1 / (2 * pairs * background.rows);
  for (let row = 0; row < rows; row += 1) {
    const mine = phi.subarray(row * width, (row + 1) * width);
    for (let start = 0; start < orders.length; start += width) {
      await addOrder(model, { explained, background, row }, orders.subarray(start, start + width), mine, share);
    }
  }
  return { base: meanOutput(await model(background.values, background.rows)), phi, rows, players: width };
}

type Question = { explained: Cells; background: Cells; row: number };

/** Adds what one order gives. @param places place of each column in the order */
async function addOrder(model: Model, question: Question, places: Int32Array, phi: Float64Array, share: number) {
  const { background } = question;
  const outputs = await model(steps(question, places), (places.length + 1) * background.rows);
  for (const [column, place] of places.entries()) {
    const before = place * background.rows;
    for (let b = before; b < before + background.rows; b += 1) {
      const change = (outputs[b + background.rows] ?? Number.NaN) - (outputs[b] ?? Number.NaN);
      phi[column] = here(phi, column) + share * change;
    }
  }
}

/** All background rows with none, one, two, ... of the columns in order taken from the explained row. */
function steps({ explained, background, row }: Question, places: Int32Array): Float64Array {
  const { width } = explained;
  const cells = new Float64Array((width + 1) * background.rows * width);
  for (let step = 0; step <= width; step += 1) {
    for (let b = 0; b < background.rows; b += 1) {
      const start = (step * background.rows + b) * width;
      for (let j = 0; j < width; j += 1) {
        const taken = (places[j] ?? 0) < step;
        cells[start + j] = taken ? here(explained.values, row * width + j) : here(background.values, b * width + j);
      }
    }
  }
  return cells;
}
