import { describe, expect, it } from 'vitest';
import type { Model } from '../../../models/explain/explanation.ts';
import { kernelShap } from '../../../models/explain/kernel-shap.ts';
import { linearShap } from '../../../models/explain/linear-shap.ts';
import { antitheticOrders } from '../../../models/explain/permutation-orders.ts';
import { permutationShap } from '../../../models/explain/permutation-shap.ts';
import { groupedColumns } from '../../../models/explain/players.ts';
import type { Cells } from '../../../models/trees/cells.ts';
import { seeded } from '../../kit/seeded.ts';
import { thrownBy } from '../../kit/thrown-by.ts';
import { bruteForceShapley } from './brute-force-shapley.ts';
import { furthest, gapOf, tableOf } from './explained-world.ts';

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
const worthOf = (rows: Cells, background: Cells) => (set: number) => {
  const { width } = rows;
  const mixed = background.values.map((value, i) => ((set >> (i % width)) & 1 ? (rows.values[i % width] ?? 0) : value));
  return Array.from(crooked(mixed, background.rows)).reduce((sum, output) => sum + output / background.rows, 0);
};

const methods = { 'permutation SHAP': permutationShap, 'kernel SHAP': kernelShap } as const;

describe.each(Object.entries(methods))('%s', (_, shap) => {
  it.each([
    ['both symptoms', both, 20, [30, 30]],
    ['both and 10 for the cough', withCough, 25, [30, 35]],
  ] as const)('has the known values of %s', (_name, model, base, phi) => {
    const explanation = shap(model, ill, four);
    expect(explanation.base).toBe(base);
    expect(furthest(explanation.phi, phi)).toBeLessThan(1e-12);
  });

  it('shares nothing where the model is constant, and nothing with who changes nothing', () => {
    const rows = randomRows(3, 4, 1);
    const constant = shap((_, count) => new Float64Array(count).fill(7), rows, rows);
    expect(constant.base).toBe(7);
    expect(Math.max(...constant.phi.map(Math.abs)), 'constant').toBeLessThan(1e-8);
    const { phi } = shap(
      rowwise(3, ([a = 0, , c = 0]) => Math.sin(5 * a) * c),
      rows,
      rows,
    );
    expect(Math.max(...phi.filter((_, i) => i % 3 === 1).map(Math.abs)), 'dummy').toBeLessThan(1e-12);
  });

  it('adds up to every output', () => {
    const rows = randomRows(5, 6, 2);
    expect(gapOf(shap(crooked, rows, randomRows(5, 4, 3)), crooked(rows.values, 6))).toBeLessThan(1e-12);
  });

  it('takes a block of columns as one player: a product of two is shared with nobody else', () => {
    const model = rowwise(3, ([a = 0, b = 0, c = 0]) => a * c + b);
    const players = groupedColumns(3, [[0, 2], [1]]);
    const { phi } = shap(model, tableOf([[2, 5, 3]]), tableOf([[0, 1, 1]]), { players });
    expect(phi, '2 x 3 - 0 x 1, and 5 - 1').toEqual(Float64Array.of(6, 4));
    const whole = shap(model, tableOf([[2, 3, 4]]), tableOf([[0, 1, 1]]), { players: groupedColumns(3, [[0, 1, 2]]) });
    expect(whole.phi, 'one player gets it all: 11 - 1').toEqual(Float64Array.of(10));
  });

  it('refuses a background of other columns, or without rows', () => {
    expect(thrownBy(() => shap(both, ill, tableOf([[1, 2, 3]]))).message).toBe(
      'The background has 3 columns, the explained rows have 2.',
    );
    expect(thrownBy(() => shap(both, ill, { values: new Float64Array(0), rows: 0, width: 2 })).message).toContain(
      'The background has no rows',
    );
  });
});

describe('kernel SHAP', () => {
  it.each([2, 5, 9])('of %i players is the brute force over all sets to 1e-10', players => {
    const rows = randomRows(players, 1, players);
    const background = randomRows(players, 3, 77);
    const { phi } = kernelShap(crooked, rows, background);
    expect(furthest(phi, bruteForceShapley(players, worthOf(rows, background)))).toBeLessThan(1e-10);
  });

  it('refuses more than 12 players and says what to do', () => {
    const rows = randomRows(13, 1, 1);
    expect(thrownBy(() => kernelShap(crooked, rows, rows)).message).toBe(
      'Kernel SHAP takes at most 12 players, got 13: group columns, or use permutation SHAP.',
    );
  });
});

describe('permutation SHAP', () => {
  it('comes to the exact values as orders grow: it is unbiased', () => {
    const rows = randomRows(5, 1, 8);
    const background = randomRows(5, 3, 9);
    const exact = kernelShap(crooked, rows, background).phi;
    const few = furthest(permutationShap(crooked, rows, background, { pairs: 2 }).phi, exact);
    const many = furthest(permutationShap(crooked, rows, background, { pairs: 2000 }).phi, exact);
    expect(few, 'two orders and their reverses are not exact here').toBeGreaterThan(1e-3);
    expect(many, 'a thousand times as many: error of about a thirtieth').toBeLessThan(few / 10);
  });

  it('is exact from one pair where players act in twos: the reverse gives what the order took', () => {
    const model = rowwise(4, ([a = 0, b = 0, c = 0, d = 0]) => a * b + b * c - 3 * c * d + a);
    const rows = randomRows(4, 3, 5);
    const { phi } = permutationShap(model, rows, rows, { pairs: 1 });
    expect(furthest(phi, kernelShap(model, rows, rows).phi)).toBeLessThan(1e-12);
  });

  it('gives the same for the same seed', () => {
    const rows = randomRows(5, 2, 8);
    const of = (seed: number) => permutationShap(crooked, rows, rows, { seed }).phi;
    expect(of(3)).toEqual(of(3));
    expect(of(3)).not.toEqual(of(5));
  });

  it('draws orders of all players, each followed by its reverse', () => {
    const places = antitheticOrders(6, 50, 3);
    for (let start = 0; start < places.length; start += 12) {
      const [order, reverse] = [places.subarray(start, start + 6), places.subarray(start + 6, start + 12)];
      expect([...order].sort(), 'every place once').toEqual([0, 1, 2, 3, 4, 5]);
      expect(Array.from(reverse), 'mirrored').toEqual(Array.from(order, place => 5 - place));
    }
  });
});

describe('linear SHAP', () => {
  it('is slope times distance from the mean, as every other method says', () => {
    const slopes = [2, -3, 1];
    const model = rowwise(3, row => 4 + slopes.reduce((sum, slope, j) => sum + slope * (row[j] ?? 0), 0));
    const [rows, background] = [randomRows(3, 4, 5), randomRows(3, 7, 6)];
    const explanation = linearShap({ intercept: 4, slopes }, rows, background);
    expect(linearShap({ intercept: 4, slopes }, tableOf([[1, 1, 1]]), tableOf([[0, 1, 3]])).phi).toEqual(
      Float64Array.of(2, -0, -2),
    );
    expect(gapOf(explanation, model(rows.values, 4)), 'adds up').toBeLessThan(1e-12);
    expect(furthest(explanation.phi, kernelShap(model, rows, background).phi), 'kernel').toBeLessThan(1e-12);
    expect(furthest(explanation.phi, permutationShap(model, rows, background).phi), 'permutation').toBeLessThan(1e-12);
  });
});

describe('players', () => {
  it('are refused when a column is in no group, in two, or not there', () => {
    expect(thrownBy(() => groupedColumns(3, [[0], [2]])).message).toContain('Column 1 is in no group');
    expect(thrownBy(() => groupedColumns(2, [[0, 1], [1]])).message).toContain('Column 1 is in two groups');
    expect(thrownBy(() => groupedColumns(2, [[0, 1, 2]])).message).toContain('Column 2 does not exist');
  });
});
