import { unknownClass } from './hybrid-rows.ts';

/** How quickly more samples of a class add less. */
const overlap = 0.999;
const [least, most] = [0.2, 5];

/** How many known labels each class has among the rows. */
export function classCounts(labels: Int8Array, rows: Int32Array, classes: number): number[] {
  const counts = Array.from({ length: classes }, () => 0);
  for (const row of rows) {
    const label = labels[row] ?? unknownClass;
    if (label !== unknownClass) counts[label] = (counts[label] ?? 0) + 1;
  }
  return counts;
}

/**
 * Weights that make rare classes count: (1 - b) / (1 - b^n) for the n rows of a class, b = 0.999, scaled to a mean of 1
 * over the classes that occur and kept within 0.2 and 5. A class that does not occur has 0.
 * Source: Cui, Jia, Lin, Song and Belongie, "Class-Balanced Loss Based on Effective Number of Samples", CVPR 2019.
 */
export function classWeights(counts: readonly number[]): number[] {
  const raw = counts.map(count => (count > 0 ? (1 - overlap) / (1 - overlap ** count) : 0));
  const mean = raw.reduce((sum, weight) => sum + weight, 0) / raw.filter(weight => weight > 0).length;
  return raw.map(weight => (weight > 0 ? Math.min(Math.max(weight / mean, least), most) : 0));
}
