import { symmetricEigen } from '../../models/market-memory/symmetric-eigen.ts';
import { normalFrom } from '../../models/performance/seeded-random.ts';
import type { SparseRows } from './term-weights.ts';

/** A dense matrix by rows. */
export type Dense = { readonly rows: number; readonly columns: number; readonly values: Float64Array };

const zeros = (rows: number, columns: number): Dense => ({ rows, columns, values: new Float64Array(rows * columns) });

const rowOf = ({ columns, values }: Dense, row: number): Float64Array =>
  values.subarray(row * columns, (row + 1) * columns);

function addScaled(target: Float64Array, source: Float64Array, scale: number): void {
  for (let k = 0; k < target.length; k += 1) target[k] = (target[k] ?? 0) + scale * (source[k] ?? 0);
}

function eachCell(
  { rows, start, columns, values }: SparseRows,
  visit: (i: number, j: number, x: number) => void,
): void {
  for (let i = 0; i < rows; i += 1)
    for (let at = start[i] ?? 0; at < (start[i + 1] ?? 0); at += 1) visit(i, columns[at] ?? 0, values[at] ?? 0);
}

/** X times a dense matrix. */
function times(x: SparseRows, right: Dense): Dense {
  const product = zeros(x.rows, right.columns);
  eachCell(x, (i, j, value) => addScaled(rowOf(product, i), rowOf(right, j), value));
  return product;
}

/** The transpose of X times a dense matrix. */
function transposedTimes(x: SparseRows, right: Dense): Dense {
  const product = zeros(x.columnCount, right.columns);
  eachCell(x, (i, j, value) => addScaled(rowOf(product, j), rowOf(right, i), value));
  return product;
}

const dot = (a: Float64Array, b: Float64Array): number => {
  let sum = 0;
  for (let k = 0; k < a.length; k += 1) sum += (a[k] ?? 0) * (b[k] ?? 0);
  return sum;
};

function transposed({ rows, columns, values }: Dense): Dense {
  const turned = zeros(columns, rows);
  for (let i = 0; i < rows; i += 1)
    for (let j = 0; j < columns; j += 1) turned.values[j * rows + i] = values[i * columns + j] ?? 0;
  return turned;
}

/** Columns made orthonormal by Gram and Schmidt, twice over against rounding; a column that adds nothing becomes zero. */
function orthonormal(matrix: Dense): Dense {
  const byColumn = transposed(matrix);
  for (let j = 0; j < byColumn.rows; j += 1) {
    const column = rowOf(byColumn, j);
    const before = Math.sqrt(dot(column, column));
    for (let round = 0; round < 2; round += 1)
      for (let k = 0; k < j; k += 1) addScaled(column, rowOf(byColumn, k), -dot(column, rowOf(byColumn, k)));
    const length = Math.sqrt(dot(column, column));
    const scale = length > 1e-10 * before ? 1 / length : 0;
    for (let i = 0; i < column.length; i += 1) column[i] = (column[i] ?? 0) * scale;
  }
  return transposed(byColumn);
}

/** A matrix of standard normal numbers. */
function gaussian(rows: number, columns: number, random: () => number): Dense {
  const normal = normalFrom(random);
  return { rows, columns, values: Float64Array.from({ length: rows * columns }, normal) };
}

/** B^T B of a tall matrix. */
function gram(b: Dense): Float64Array {
  const product = new Float64Array(b.columns * b.columns);
  for (let i = 0; i < b.rows; i += 1) {
    const row = rowOf(b, i);
    for (let j = 0; j < b.columns; j += 1) {
      const value = row[j] ?? 0;
      if (value !== 0) addScaled(product.subarray(j * b.columns, (j + 1) * b.columns), row, value);
    }
  }
  return product;
}

/** Columns beyond those wanted, and rounds of the power iteration: both sharpen the factors. */
const oversampling = 20;
const powerRounds = 3;

/**
 * The first right singular vectors of X, as a projection P (columns of X by `rank`): x P are the coordinates of a row x.
 * Fewer come back where X has a lower rank. Source: Halko, Martinsson and Tropp, SIAM Review 53, 2011, algorithms 4.4 and 5.1.
 * @param random numbers in [0, 1); the same ones give the same projection
 */
export function rightFactors(x: SparseRows, rank: number, random: () => number): Dense {
  const width = Math.min(rank + oversampling, x.rows, x.columnCount);
  let q = orthonormal(times(x, gaussian(x.columnCount, width, random)));
  for (let round = 0; round < powerRounds; round += 1) q = orthonormal(times(x, transposedTimes(x, q)));
  const b = transposedTimes(x, q);
  const { values, vectors } = symmetricEigen(gram(b), width);
  const kept = values.slice(0, rank).filter(value => value > 1e-12 * (values[0] ?? 0)).length;
  const projection = zeros(x.columnCount, kept);
  for (let i = 0; i < b.rows; i += 1)
    for (let k = 0; k < kept; k += 1)
      projection.values[i * kept + k] =
        dot(rowOf(b, i), vectors.subarray(k * width, (k + 1) * width)) / Math.sqrt(values[k] ?? 1);
  return projection;
}
