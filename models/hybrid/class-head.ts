import type { Tensor, TensorFlow } from '../tensor.ts';
import { type ClassLabels, classShares, labelAt } from './class-labels.ts';
import { emptyBlock, type Head, pickRows } from './head.ts';
import type { NetworkRows } from './network-rows.ts';
import { tensorAt, withGradient } from './with-gradient.ts';

/** Softmax of logits. */
export function classProbabilities(logits: ArrayLike<number>): number[] {
  const values = Array.from(logits);
  const most = Math.max(...values);
  const powers = values.map(value => Math.exp(value - most));
  const sum = powers.reduce((total, power) => total + power, 0);
  return powers.map(power => power / sum);
}

/** Sum of -weight ln softmax(logits), [batch x classes] both; its slope is softmax times the weight of the row, less the weight. */
function crossEntropy(tf: TensorFlow, logits: Tensor, weight: Tensor): Tensor {
  return withGradient(
    tf,
    [logits],
    () => {
      const logs = tf.logSoftmax(logits);
      return { value: tf.neg(tf.sum(tf.mul(weight, logs))), saved: [logs, weight] };
    },
    (dy, saved) => {
      const wanted = tensorAt(saved, 1);
      const given = tf.mul(tf.exp(tensorAt(saved, 0)), tf.sum(wanted, 1, true));
      return [tf.mul(tf.sub(given, wanted), dy)];
    },
  );
}

/** A head with one logit for each class, scored by the weighted cross-entropy of their softmax. */
export function classHead(classes: readonly string[], labelsOf: (rows: NetworkRows) => ClassLabels): Head {
  return {
    outputs: classes.length,
    targets(rows, take) {
      const labels = labelsOf(rows);
      const weight = emptyBlock(take.length, classes.length);
      let total = 0;
      for (const [n, row] of take.entries()) {
        const one = labelAt(labels, row);
        if (one.weight > 0) weight.values[n * classes.length + one.label] = one.weight;
        total += one.weight;
      }
      return {
        weight,
        total,
        loss: (tf, raw, picks) => crossEntropy(tf, raw, pickRows(tf, weight, picks)),
      };
    },
    usual: (rows, take) => classShares(labelsOf(rows), take)?.map(Math.log),
  };
}
