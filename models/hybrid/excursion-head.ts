import { emptyBlock, type Head, pickRows } from './head.ts';
import type { NetworkRows } from './network-rows.ts';
import { pinballLoss } from './pinball-loss.ts';
import { softplus, softplusInverse } from './softplus.ts';

/** Levels of the quantiles of the largest fall and of the largest rise within the span of a trade. */
export const excursionProbabilities = [0.5, 0.75, 0.9] as const;
const levels = excursionProbabilities.length;
const width = 2 * levels;

/** A distance between quantiles where the training rows show none: softplus cannot give zero. */
const leastStep = 1e-3;

/** Sums up the steps of each side, [steps x quantiles]. */
const sums = Array.from({ length: width }, (_, j) =>
  Array.from({ length: width }, (_, k) => (Math.floor(j / levels) === Math.floor(k / levels) && j <= k ? 1 : 0)),
);

/** Rising quantiles of one excursion from its raw steps, in units of forecast sigma times the root of the span. */
export function excursionQuantiles(raw: ArrayLike<number>): number[] {
  let sum = 0;
  return Array.from(raw, step => {
    sum += softplus(step);
    return sum;
  });
}

/** Raw steps that give the empirical quantiles of one excursion over some rows. */
function usualSteps(excursion: Float32Array, take: Int32Array): number[] | undefined {
  const known = Float64Array.from(take, row => excursion[row] ?? Number.NaN)
    .filter(Number.isFinite)
    .sort();
  if (known.length === 0) return undefined;
  const quantiles = excursionProbabilities.map(p => known[Math.ceil(p * known.length) - 1] ?? Number.NaN);
  return quantiles.map((one, k) => softplusInverse(Math.max(one - (quantiles[k - 1] ?? 0), leastStep)));
}

/**
 * Distances for stop and target: quantiles of the largest fall below and the largest rise above the entry. Outputs are
 * raw steps, three for the fall and three for the rise; softplus makes every step positive, so that quantiles rise.
 */
export const excursionHead: Head = {
  outputs: width,
  targets({ adverse, favourable }: NetworkRows, take) {
    const outcome = emptyBlock(take.length, width);
    const weight = emptyBlock(take.length, width);
    let total = 0;
    for (const [n, row] of take.entries()) {
      for (const [side, excursion] of [adverse, favourable].entries()) {
        const value = excursion[row] ?? Number.NaN;
        if (!Number.isFinite(value)) continue;
        const from = n * width + side * levels;
        outcome.values.fill(value, from, from + levels);
        weight.values.fill(1, from, from + levels);
        total += levels;
      }
    }
    return {
      weight,
      total,
      loss: (tf, raw, picks) =>
        pinballLoss(
          tf,
          {
            outcome: pickRows(tf, outcome, picks),
            quantiles: tf.matMul(tf.softplus(raw), tf.tensor2d(sums)),
            weight: pickRows(tf, weight, picks),
          },
          [...excursionProbabilities, ...excursionProbabilities],
        ),
    };
  },
  usual({ adverse, favourable }, take) {
    const [fall, rise] = [usualSteps(adverse, take), usualSteps(favourable, take)];
    return fall && rise ? [...fall, ...rise] : undefined;
  },
};
