import { at } from '../../data/at.ts';

/** Mean of any values; NaN of none. */
export function mean(values: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < values.length; i += 1) sum += values[i] ?? Number.NaN;
  return sum / values.length;
}

/** Sample covariance (n - 1) of two columns of equal length. */
export function covariance(a: Float64Array, b: Float64Array): number {
  const [centreA, centreB] = [mean(a), mean(b)];
  let sum = 0;
  for (let i = 0; i < a.length; i += 1) sum += (at(a, i) - centreA) * (at(b, i) - centreB);
  return sum / (a.length - 1);
}

/** Sample standard deviation (n - 1). */
export const sampleDeviation = (values: Float64Array): number => Math.sqrt(covariance(values, values));

/** Mean of the k-th power of the distance from the mean, over n. */
function centralMoment(values: Float64Array, power: number): number {
  const centre = mean(values);
  let sum = 0;
  for (const value of values) sum += (value - centre) ** power;
  return sum / values.length;
}

/** Skewness m3 / m2^1.5 of population moments. */
export const skewnessOf = (values: Float64Array): number => centralMoment(values, 3) / centralMoment(values, 2) ** 1.5;

/** Raw kurtosis m4 / m2^2 of population moments: 3 for a normal variable. */
export const kurtosisOf = (values: Float64Array): number => centralMoment(values, 4) / centralMoment(values, 2) ** 2;

/** Pearson's correlation of two columns of equal length. */
export const correlation = (a: Float64Array, b: Float64Array): number =>
  covariance(a, b) / (sampleDeviation(a) * sampleDeviation(b));

/** Slope of the least-squares line of y on x. */
export const slopeOf = (x: Float64Array, y: Float64Array): number => covariance(x, y) / covariance(x, x);

/** Quantile with linear interpolation between order statistics (type 7 of Hyndman and Fan, 1996); NaN of no values. */
export function quantileOf(values: Float64Array, probability: number): number {
  const sorted = Float64Array.from(values).sort();
  const place = probability * (sorted.length - 1);
  const below = Math.floor(place);
  const low = at(sorted, below);
  return place === below ? low : low + (place - below) * (at(sorted, below + 1) - low);
}

/** True when values vary by more than the rounding of numbers around 1, such as growth per period. */
export const varies = (values: Float64Array): boolean => sampleDeviation(values) > 1e-14 * (1 + Math.abs(mean(values)));
