import type { Tensor, TensorFlow } from '../tensor.ts';
import { type ClassLabels, classShares, labelAt } from './class-labels.ts';
import { emptyBlock, type Head, pickRows } from './head.ts';
import type { NetworkRows } from './network-rows.ts';
import { softplus, softplusInverse } from './softplus.ts';

const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));
const logit = (share: number): number => Math.log(share / (1 - share));

/**
 * Probabilities of ordered classes from raw outputs c. P(above the first) = sigmoid(c_0), and each next logit lies
 * softplus(c_j) lower: the cumulative probabilities never cross.
 */
export function ordinalProbabilities(raw: ArrayLike<number>): number[] {
  let height = raw[0] ?? Number.NaN;
  const atLeast = [1, sigmoid(height)];
  for (let j = 1; j < raw.length; j += 1) {
    height -= softplus(raw[j] ?? Number.NaN);
    atLeast.push(sigmoid(height));
  }
  return atLeast.map((share, k) => share - (atLeast[k + 1] ?? 0));
}

/**
 * A head of ordered classes through cumulative logits z_1 > z_2 > ...: P(class k) = sigmoid(z_k) - sigmoid(z_k+1).
 * With z_k - z_k+1 = softplus(c) the cross-entropy is a sum of softplus terms, exact at any size:
 * -ln P = softplus(-z_k) + softplus(z_k+1) + softplus(-c), without the terms of a class that has no neighbour.
 * Source of the model: McCullagh, Journal of the Royal Statistical Society B 42 (1980) 109-142.
 */
export function ordinalHead(classes: readonly string[], labelsOf: (rows: NetworkRows) => ClassLabels): Head {
  const cuts = classes.length - 1;
  return {
    outputs: cuts,
    targets(rows, take) {
      const labels = labelsOf(rows);
      const width = 3 * cuts - 1;
      const weight = emptyBlock(take.length, width);
      let total = 0;
      for (const [n, row] of take.entries()) {
        const one = labelAt(labels, row);
        total += one.weight;
        if (one.weight > 0) weight.values.set(termsOf(one.label, cuts, one.weight), n * width);
      }
      return { weight, total, loss: (tf, raw, picks) => ordinalLoss(tf, raw, pickRows(tf, weight, picks), cuts) };
    },
    usual(rows, take) {
      const shares = classShares(labelsOf(rows), take);
      if (!shares) return undefined;
      const heights = shares.slice(1).map((_, k) => logit(shares.slice(k + 1).reduce((sum, share) => sum + share, 0)));
      return heights.map((height, k) => (k === 0 ? height : softplusInverse((heights[k - 1] ?? Number.NaN) - height)));
    },
  };
}

/** Weights of the terms of one row: softplus(z_1..), then softplus(-z_1..), then softplus(-c_1..). */
function termsOf(label: number, cuts: number, weight: number): number[] {
  const above = Array.from({ length: cuts }, (_, k) => (k === label ? weight : 0));
  const below = Array.from({ length: cuts }, (_, k) => (k === label - 1 ? weight : 0));
  const between = Array.from({ length: cuts - 1 }, (_, k) => (k === label - 1 ? weight : 0));
  return [...above, ...below, ...between];
}

function ordinalLoss(tf: TensorFlow, raw: Tensor, weight: Tensor, cuts: number): Tensor {
  const first = tf.slice(raw, [0, 0], [-1, 1]);
  const steps = tf.slice(raw, [0, 1], [-1, cuts - 1]);
  const below = Array.from({ length: cuts - 1 }, (_, j) => Array.from({ length: cuts }, (_, k) => (k > j ? -1 : 0)));
  const heights = tf.add(first, tf.matMul(tf.softplus(steps), tf.tensor2d(below)));
  const terms = tf.softplus(tf.concat([heights, tf.neg(heights), tf.neg(steps)], 1));
  return tf.sum(tf.mul(terms, weight));
}
