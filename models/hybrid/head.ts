import type { Tensor, TensorFlow } from '../tensor.ts';
import type { NetworkRows } from './network-rows.ts';

/** Numbers for some rows, row-major [rows x width]. */
export type Block = { readonly width: number; readonly values: Float32Array };

/** The labels of some rows, as a head learns from them. */
export type Targets = {
  /** Factors of the loss, zero where nothing is known; the caller scales them. */
  readonly weight: Block;
  /** Sum of the weights of the known labels: the loss divided by it is the mean loss. */
  readonly total: number;
  /**
   * Weighted sum of the losses of a batch, a scalar. `raw` is [batch x outputs], and `picks` says which of the rows are
   * the batch. Call it inside `tf.tidy`.
   */
  loss(tf: TensorFlow, raw: Tensor, picks: Int32Array): Tensor;
};

/** One task of the network: how its raw outputs are scored against the labels, and where they start. */
export interface Head {
  /** Number of raw outputs. */
  readonly outputs: number;
  /**
   * Labels of the rows in `take`, in that order.
   * @throws QuaestorError `model.bad-data` when a label does not belong to this head
   */
  targets(rows: NetworkRows, take: Int32Array): Targets;
  /** Raw outputs that say what is usual in these rows and nothing else; undefined when nothing can be learned from them. */
  usual(rows: NetworkRows, take: Int32Array): readonly number[] | undefined;
}

export const emptyBlock = (rows: number, width: number): Block => ({ width, values: new Float32Array(rows * width) });

/** The rows of `block` that `picks` names, as a tensor [picks x width]. */
export function pickRows(tf: TensorFlow, { width, values }: Block, picks: Int32Array): Tensor {
  const picked = new Float32Array(picks.length * width);
  for (let n = 0; n < picks.length; n += 1) {
    const row = picks[n] ?? 0;
    picked.set(values.subarray(row * width, (row + 1) * width), n * width);
  }
  return tf.tensor2d(picked, [picks.length, width]);
}
