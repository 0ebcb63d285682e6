import { mean, quantileOf } from '../performance/moments.ts';
import { seededRandom } from '../performance/seeded-random.ts';

/** A mean with the bounds of its 95 % interval. */
export type MeanInterval = { readonly mean: number; readonly low: number; readonly high: number };

/**
 * The mean of values in time order with the 95 % interval of a circular block bootstrap: blocks, because neighbours hang
 * together.
 * Source: Politis and Romano, "A circular block-resampling procedure for stationary data", 1992; percentile interval of
 * Efron and Tibshirani, "An Introduction to the Bootstrap", 1993, section 13.3.
 * @param block values drawn together
 */
export function blockInterval(
  values: readonly number[],
  { block, runs = 2000, seed }: { readonly block: number; readonly runs?: number; readonly seed: number },
): MeanInterval {
  const means = blockMeans(values, block, runs, seededRandom(seed));
  return { mean: mean(values), low: quantileOf(means, 0.025), high: quantileOf(means, 0.975) };
}

/** Means of as many values as there are, drawn in blocks of neighbours that go on past the end at the start. */
function blockMeans(values: readonly number[], block: number, runs: number, random: () => number): Float64Array {
  const count = values.length;
  const summed = new Float64Array(count + block + 1);
  for (let i = 0; i < count + block; i += 1) summed[i + 1] = (summed[i] ?? 0) + (values[i % count] ?? 0);
  const blockSum = (from: number, length: number): number => (summed[from + length] ?? 0) - (summed[from] ?? 0);
  return Float64Array.from({ length: runs }, () => {
    let sum = 0;
    for (let drawn = 0; drawn < count; drawn += block) {
      sum += blockSum(Math.floor(random() * count), Math.min(block, count - drawn));
    }
    return sum / count;
  });
}
