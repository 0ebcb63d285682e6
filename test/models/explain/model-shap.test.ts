import { describe, expect, it } from 'vitest';
import { linearShap } from '../../../models/explain/linear-shap.ts';
import { antitheticOrders } from '../../../models/explain/permutation-orders.ts';
import { permutationShap } from '../../../models/explain/permutation-shap.ts';
import type { Cells } from '../../../models/trees/cells.ts';
import { seeded } from '../../kit/seeded.ts';
import { bruteForceShapley } from './brute-force-shapley.ts';
import { furthest, gapOf, tableOf } from './explained-world.ts';

/** A model that answers at once. */
type Model = (cells: Float64Array, rows: number) => ArrayLike<number>;

const rowwise =
  (width: number, of: (row: Float64Array) => number): Model =>
  (cells, rows) =>
    Array.from({ length: rows }, (_, i) => of(cells.subarray(i * width, (i + 1) * width)));

/** Fever and cough: 80 if both, and the four rows equally likely. Source: Lundberg et al., Nature Machine Intelligence 2 (2020), figure 1. */
const both = rowwise(2, ([fever = 0, cough = 0]) => (fever && cough ? 80 : 0));
const withCough = rowwise(2, ([fever = 0, cough = 0]) => (fever && cough ? 80 : 0) + 10 * cough);
const four = tableOf([
  [0, 0],
  [0, 1],
  [1, 0],
  [1, 1],
]);
const ill = tableOf([[1, 1]]);

/** A model without any simple structure. */
const crooked: Model = (cells, rows) => {
  const width = cells.length / rows;
  return rowwise(width, row => row.reduce((sum, x, j) => sum * (1 + Math.cos(3 * x + j) / 2) + x, 1))(cells, rows);
};

const randomRows = (width: number, rows: number, seed: number): Cells => {
  const random = seeded(seed);
  return { values: Float64Array.from({ length: rows * width }, () => 2 * random() - 1), rows, width };
};

/** Mean output when the columns of a set come from the only row of `rows`. */
const worthOf = (model: Model, rows: Cells, background: Cells) => (set: number) => {
  const { width } = rows;
  const mixed = background.values.map((value, i) => ((set >> (i % width)) & 1 ? (rows.values[i % width] ?? 0) : value));
  return Array.from(model(mixed, background.rows)).reduce((sum, output) => sum + output / background.rows, 0);
};

/** Shapley values of every row by their definition. */
const exactly = (model: Model, rows: Cells, background: Cells): number[] =>
  Array.from({ length: rows.rows }, (_, i) => {
    const row = { ...rows, values: rows.values.subarray(i * rows.width, (i + 1) * rows.width), rows: 1 };
    return bruteForceShapley(rows.width, worthOf(model, row, background));
  }).flat();

describe('permutation SHAP', () => {
  it.each([
    ['both symptoms', both, 20, [30, 30]],
    ['both and 10 for the cough', withCough, 25, [30, 35]],
  ] as const)('has the known values of %s', async (_name, model, base, phi) => {
    const explanation = await permutationShap(model, ill, four);
    expect(explanation.base).toBe(base);
    expect(furthest(explanation.phi, phi)).toBeLessThan(1e-12);
  });

  it('shares nothing where the model is constant, and nothing with who changes nothing', async () => {
    const rows = randomRows(3, 4, 1);
    const constant = await permutationShap((_, count) => new Float64Array(count).fill(7), rows, rows);
    expect(constant.base).toBe(7);
    expect(Math.max(...constant.phi.map(Math.abs)), 'constant').toBeLessThan(1e-8);
    const { phi } = await permutationShap(
      rowwise(3, ([a = 0, , c = 0]) => Math.sin(5 * a) * c),
      rows,
      rows,
    );
    expect(Math.max(...phi.filter((_, i) => i % 3 === 1).map(Math.abs)), 'dummy').toBeLessThan(1e-12);
  });

  it('adds up to every output', async () => {
    const rows = randomRows(5, 6, 2);
    expect(gapOf(await permutationShap(crooked, rows, randomRows(5, 4, 3)), crooked(rows.values, 6))).toBeLessThan(
      1e-12,
    );
  });

  it('refuses a background of other columns, or without rows', async () => {
    await expect(permutationShap(both, ill, tableOf([[1, 2, 3]]))).rejects.toThrow(
      'The background has 3 columns, the explained rows have 2.',
    );
    const none = { values: new Float64Array(0), rows: 0, width: 2 };
    await expect(permutationShap(both, ill, none)).rejects.toThrow('The background has no rows');
  });

  it('comes to the exact values as orders grow: it is unbiased', async () => {
    const rows = randomRows(5, 1, 8);
    const background = randomRows(5, 3, 9);
    const exact = exactly(crooked, rows, background);
    const few = furthest((await permutationShap(crooked, rows, background, { pairs: 2 })).phi, exact);
    const many = furthest((await permutationShap(crooked, rows, background, { pairs: 2000 })).phi, exact);
    expect(few, 'two orders and their reverses are not exact here').toBeGreaterThan(1e-3);
    expect(many, 'a thousand times as many: error of about a thirtieth').toBeLessThan(few / 10);
  });

  it('is exact from one pair where players act in twos: the reverse gives what the order took', async () => {
    const model = rowwise(4, ([a = 0, b = 0, c = 0, d = 0]) => a * b + b * c - 3 * c * d + a);
    const rows = randomRows(4, 3, 5);
    const { phi } = await permutationShap(model, rows, rows, { pairs: 1 });
    expect(furthest(phi, exactly(model, rows, rows))).toBeLessThan(1e-12);
  });

  it('gives the same for the same seed', async () => {
    const rows = randomRows(5, 2, 8);
    const of = async (seed: number) => (await permutationShap(crooked, rows, rows, { seed })).phi;
    expect(await of(3)).toEqual(await of(3));
    expect(await of(3)).not.toEqual(await of(5));
  });

  it('draws orders of all players, each followed by its reverse', async () => {
    const places = antitheticOrders(6, 50, 3);
    for (let start = 0; start < places.length; start += 12) {
      const [order, reverse] = [places.subarray(start, start + 6), places.subarray(start + 6, start + 12)];
      expect([...order].sort(), 'every place once').toEqual([0, 1, 2, 3, 4, 5]);
      expect(Array.from(reverse), 'mirrored').toEqual(Array.from(order, place => 5 - place));
    }
  });
});

describe('linear SHAP', () => {
  it('is slope times distance from the mean, as every other method says', async () => {
    const slopes = [2, -3, 1];
    const model = rowwise(3, row => 4 + slopes.reduce((sum, slope, j) => sum + slope * (row[j] ?? 0), 0));
    const [rows, background] = [randomRows(3, 4, 5), randomRows(3, 7, 6)];
    const explanation = linearShap({ intercept: 4, slopes }, rows, background);
    expect(linearShap({ intercept: 4, slopes }, tableOf([[1, 1, 1]]), tableOf([[0, 1, 3]])).phi).toEqual(
      Float64Array.of(2, -0, -2),
    );
    expect(gapOf(explanation, model(rows.values, 4)), 'adds up').toBeLessThan(1e-12);
    expect(furthest(explanation.phi, exactly(model, rows, background)), 'by definition').toBeLessThan(1e-12);
    expect(furthest(explanation.phi, (await permutationShap(model, rows, background)).phi), 'permutation').toBeLessThan(
      1e-12,
    );
  });
});
