import { QuaestorError } from '../../config/errors.ts';
import { cholesky, solveCholesky } from './cholesky.ts';

/** Explanatory variables by name, all of the length of the target. */
export type Design = Readonly<Record<string, Float64Array>>;

export type LeastSquares = {
  intercept: number;
  /** One for each column, by its name. */
  coefficients: Record<string, number>;
  residuals: Float64Array;
  /** Residual sum of squares / (rows - columns - 1). */
  residualVariance: number;
};

/** Share of a column's variance that the columns before it must leave unexplained. */
const leastOwnShare = 1e-10;

type Column = { name: string; values: Float64Array; mean: number; length: number };

const refuse = (message: string, column: string) => new QuaestorError('model.bad-data', message, { column });

/** Sum of (left - its mean) (right - its mean). */
function crossProduct(left: Float64Array, leftMean: number, right: Float64Array, rightMean: number): number {
  let sum = 0;
  for (let i = 0; i < left.length; i += 1) sum += ((left[i] ?? 0) - leftMean) * ((right[i] ?? 0) - rightMean);
  return sum;
}

/** A column with its mean and its Euclidean length around the mean. */
function measure(name: string, values: Float64Array): Column {
  let sum = 0;
  for (let i = 0; i < values.length; i += 1) sum += values[i] ?? Number.NaN;
  const mean = sum / values.length;
  if (!Number.isFinite(mean)) throw refuse(`Column "${name}" holds a value that is not finite.`, name);
  return { name, values, mean, length: Math.sqrt(crossProduct(values, mean, values, mean)) };
}

function refuseConstant({ name, mean, length, values }: Column): void {
  if (length > 1e-12 * Math.abs(mean) * Math.sqrt(values.length)) return;
  throw refuse(`Column "${name}" is constant, so it explains nothing.`, name);
}

/**
 * Ordinary least squares of `target` on an intercept and the columns, by Cholesky of their correlation matrix:
 * centring and scaling first keeps the normal equations well conditioned.
 * Source: Golub and Van Loan, "Matrix Computations", 4th edition, sections 4.2 and 5.3.
 * @throws QuaestorError `model.bad-data` that names a column which is constant, not finite or a combination of those
 * before it, or when there are not more rows than coefficients
 */
export function leastSquares(design: Design, target: Float64Array): LeastSquares {
  const names = Object.keys(design);
  const free = target.length - names.length - 1;
  if (free < 1) {
    const needed = names.length + 2;
    throw refuse(`${needed - 1} coefficients need ${needed} rows, got ${target.length}.`, names.join(', '));
  }
  const outcome = measure('target', target);
  const columns = names.map(name => measure(name, design[name] ?? target));
  for (const column of columns) refuseConstant(column);

  const correlation = columns.map((a, j) => [
    ...columns.slice(0, j).map(b => product(a, b) / (a.length * b.length)),
    1,
  ]);
  const { factor, dependent } = cholesky(correlation, leastOwnShare);
  if (dependent !== undefined) {
    const name = names[dependent] ?? '';
    throw refuse(`Column "${name}" follows from the columns before it.`, name);
  }
  const scaled = solveCholesky(
    factor,
    columns.map(column => product(column, outcome) / column.length),
  );
  const coefficients: Record<string, number> = {};
  let intercept = outcome.mean;
  for (const [j, { name, mean, length }] of columns.entries()) {
    const slope = (scaled[j] ?? Number.NaN) / length;
    coefficients[name] = slope;
    intercept -= slope * mean;
  }
  const residuals = target.slice();
  for (const { name, values, mean } of columns) subtract(residuals, coefficients[name] ?? Number.NaN, values, mean);
  for (let i = 0; i < residuals.length; i += 1) residuals[i] = (residuals[i] ?? 0) - outcome.mean;
  return { intercept, coefficients, residuals, residualVariance: crossProduct(residuals, 0, residuals, 0) / free };
}

const product = (a: Column, b: Column): number => crossProduct(a.values, a.mean, b.values, b.mean);

/** Takes slope (value - mean) off each residual. */
function subtract(residuals: Float64Array, slope: number, values: Float64Array, mean: number): void {
  for (let i = 0; i < residuals.length; i += 1) residuals[i] = (residuals[i] ?? 0) - slope * ((values[i] ?? 0) - mean);
}
