import type { Tensor, TensorFlow } from '../tensor.ts';
import { tensorAt, withGradient } from './with-gradient.ts';

/**
 * Weighted sum of the pinball losses max(p e, (p - 1) e) of [batch x quantiles], with e = outcome - quantile. Its slope in
 * e is p above zero and p - 1 below; on a quantile that meets its outcome it is p - 1.
 */
export function pinballLoss(
  tf: TensorFlow,
  { outcome, quantiles, weight }: { outcome: Tensor; quantiles: Tensor; weight: Tensor },
  probabilities: readonly number[],
): Tensor {
  return withGradient(
    tf,
    [quantiles],
    () => {
      const error = tf.sub(outcome, quantiles);
      const slope = tf.mul(weight, tf.add(tf.step(error), tf.tensor1d(probabilities.map(p => p - 1))));
      return { value: tf.sum(tf.mul(slope, error)), saved: [slope] };
    },
    (dy, saved) => [tf.mul(tensorAt(saved), tf.neg(dy))],
  );
}
