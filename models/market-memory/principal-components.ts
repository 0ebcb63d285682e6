import { here } from '../../data/features/here.ts';
import { symmetricEigen } from './symmetric-eigen.ts';

/** Directions along which rows vary most. */
export type PrincipalComponents = {
  readonly mean: Float64Array;
  /** Row-major [components x width]: unit vectors, the one of the largest variance first. */
  readonly directions: Float64Array;
  /** Variance along each direction (n - 1). */
  readonly variances: Float64Array;
  /** Share of the variance of all columns that the directions hold, 0 to 1. */
  readonly reached: number;
};

export type ComponentsOptions = {
  /** Share of the variance to reach. */
  readonly share?: number;
  /** Directions at most, even where the share is not reached with them. */
  readonly most?: number;
};

function meansOf(values: Float64Array, width: number): Float64Array {
  const count = values.length / width;
  const mean = new Float64Array(width);
  for (let i = 0; i < values.length; i += 1) mean[i % width] = here(mean, i % width) + here(values, i) / count;
  return mean;
}

function covarianceOf(values: Float64Array, mean: Float64Array): Float64Array {
  const width = mean.length;
  const count = values.length / width;
  const covariance = new Float64Array(width * width);
  for (let t = 0; t < count; t += 1) {
    const row = mean.map((centre, i) => (values[t * width + i] ?? Number.NaN) - centre);
    for (let i = 0; i < width; i += 1) {
      const own = (row[i] ?? Number.NaN) / (count - 1);
      for (let j = 0; j < width; j += 1) {
        covariance[i * width + j] = (covariance[i * width + j] ?? Number.NaN) + own * (row[j] ?? Number.NaN);
      }
    }
  }
  return covariance;
}

/**
 * Principal components of rows: as few as hold `share` of the variance. The same rows give the same bits; the largest
 * entry of each direction is positive. Source: Jolliffe, "Principal Component Analysis", 2nd edition, section 6.1.1.
 * @param values row-major [at least 2 rows x width], finite
 */
export function principalComponents(
  values: Float64Array,
  width: number,
  { share = 0.95, most = 15 }: ComponentsOptions = {},
): PrincipalComponents {
  const mean = meansOf(values, width);
  const { values: all, vectors } = symmetricEigen(covarianceOf(values, mean), width);
  const variances = all.map(variance => Math.max(variance, 0));
  const total = variances.reduce((sum, variance) => sum + variance, 0);
  let [kept, held] = [0, 0];
  while (kept < Math.min(most, width) && held < share * total) {
    held += here(variances, kept);
    kept += 1;
  }
  return {
    mean,
    directions: vectors.slice(0, kept * width),
    variances: variances.slice(0, kept),
    reached: total > 0 ? held / total : Number.NaN,
  };
}

/** Rows as seen along the directions, row-major [rows x components]. @param values row-major [rows x width] */
export function projectOn({ mean, directions }: PrincipalComponents, values: Float64Array): Float64Array {
  const width = mean.length;
  const kept = directions.length / width;
  const count = values.length / width;
  const scores = new Float64Array(count * kept);
  for (let t = 0; t < count; t += 1) {
    const row = mean.map((centre, i) => (values[t * width + i] ?? Number.NaN) - centre);
    for (let k = 0; k < kept; k += 1) {
      let sum = 0;
      for (let i = 0; i < width; i += 1) {
        sum += (directions[k * width + i] ?? 0) * (row[i] ?? Number.NaN);
      }
      scores[t * kept + k] = sum;
    }
  }
  return scores;
}
