import { type Design, RollingLeastSquares } from './rolling-least-squares.ts';

export type LeastSquares = {
  intercept: number;
  /** One for each column, by its name. */
  coefficients: Record<string, number>;
  residuals: Float64Array;
  /** Residual sum of squares / (rows - columns - 1). */
  residualVariance: number;
};

/**
 * Ordinary least squares of `target` on an intercept and the columns, over all rows: `RollingLeastSquares` once.
 * @throws QuaestorError `model.bad-data` that names a column which is constant, not finite or a combination of those
 * before it, or when there are not more rows than coefficients
 */
export function leastSquares(design: Design, target: Float64Array): LeastSquares {
  const { slopes, ...fit } = new RollingLeastSquares(design, target).fit(0, target.length);
  return { ...fit, coefficients: Object.fromEntries(Object.keys(design).map((name, j) => [name, slopes[j] ?? 0])) };
}
