import { here } from '../../data/features/here.ts';
import type { Cells } from '../trees/cells.ts';
import type { Explanation } from './explanation.ts';
import { refuseBackground } from './mean-output.ts';

/**
 * Shapley values of a linear model against a background: each slope times the distance from the background's mean.
 * Source: Strumbelj and Kononenko, Knowledge and Information Systems 41 (2014) 647-665.
 * @throws QuaestorError `model.bad-data` for a background without rows or of another width
 */
export function linearShap(
  { intercept, slopes }: { intercept: number; slopes: ArrayLike<number> },
  explained: Cells,
  background: Cells,
): Explanation {
  refuseBackground(explained, background);
  const { rows, width } = explained;
  const means = new Float64Array(width);
  for (const [i, value] of background.values.entries()) {
    means[i % width] = here(means, i % width) + value / background.rows;
  }
  const phi = explained.values.map((value, i) => (slopes[i % width] ?? Number.NaN) * (value - here(means, i % width)));
  const base = means.reduce((sum, mean, j) => sum + (slopes[j] ?? Number.NaN) * mean, intercept);
  return { base, phi, rows, players: width };
}
