import type { TensorFlow } from '../tensor.ts';
import type { HybridConfig } from './hybrid-config.ts';
import { textCount } from './hybrid-rows.ts';
import type { NetworkInputs } from './network.ts';
import { type NetworkFeatures, widthOf } from './network-rows.ts';

/** The features of each row of `take` and of the candles before it, zero where the history begins later. */
function windows(technical: Float32Array, features: number, take: Int32Array, candles: number): Float32Array {
  const width = candles * features;
  const packed = new Float32Array(take.length * width);
  for (const [n, row] of take.entries()) {
    const known = Math.min(candles, row + 1);
    const last = technical.subarray((row + 1 - known) * features, (row + 1) * features);
    packed.set(last, n * width + (candles - known) * features);
  }
  return packed;
}

/**
 * Packs some rows for the network, each input in one piece. Call it inside `tf.tidy`.
 * @param leaveOut rows of the batch whose text is left out, by position
 */
export function packInputs(
  tf: TensorFlow,
  rows: NetworkFeatures,
  take: Int32Array,
  sequence: HybridConfig['sequence'],
  leaveOut?: (position: number) => boolean,
): NetworkInputs {
  const width = widthOf(rows);
  const technical = new Float32Array(take.length * width);
  const text = new Float32Array(take.length * textCount);
  const hasText = new Float32Array(take.length);
  for (let n = 0; n < take.length; n += 1) {
    const row = take[n] ?? 0;
    technical.set(rows.technical.subarray(row * width, (row + 1) * width), n * width);
    if (!rows.text || !rows.hasText[row] || leaveOut?.(n)) continue;
    text.set(rows.text.subarray(row * textCount, (row + 1) * textCount), n * textCount);
    hasText[n] = 1;
  }
  const inputs = {
    technical: tf.tensor2d(technical, [take.length, width]),
    text: tf.tensor2d(text, [take.length, textCount]),
    hasText: tf.tensor2d(hasText, [take.length, 1]),
  };
  if (!sequence) return inputs;
  const packed = windows(rows.technical, width, take, sequence.candles);
  return { ...inputs, sequence: tf.tensor3d(packed, [take.length, sequence.candles, width]) };
}
