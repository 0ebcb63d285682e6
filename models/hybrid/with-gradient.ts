import type { Tensor, TensorFlow } from '../tensor.ts';

/** The tensor at position `k`, which the caller knows to be there. */
export const tensorAt = (tensors: Tensor | readonly Tensor[], k = 0): Tensor => {
  const one = 'shape' in tensors ? tensors : tensors[k];
  if (one) return one;
  throw new Error(`There is no tensor ${k}.`);
};

/**
 * A value of `inputs` with a gradient of our own, where it takes fewer operations than the one that TensorFlow.js derives.
 * What `forward` saves outlives the forward pass; `gradient` answers one tensor for each input.
 */
export function withGradient(
  tf: TensorFlow,
  inputs: readonly Tensor[],
  forward: () => { value: Tensor; saved: Tensor[] },
  gradient: (dy: Tensor, saved: readonly Tensor[]) => Tensor[],
): Tensor {
  return tf.customGrad((...given) => {
    const { value, saved } = forward();
    const save = given.at(-1);
    if (typeof save === 'function') save(saved);
    return { value, gradFunc: gradient };
  })(...inputs);
}
