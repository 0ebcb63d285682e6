import { QuaestorError } from '../../config/errors.ts';
import { headlineFeatures } from './headline-features.ts';
import { headlineLabels } from './headline-label.ts';

const classes = headlineLabels.length;
const headerFloats = 2 + classes;
const featureBytes = 4 + 1 + classes;

/** What training learns. `weights` has the shape [features, labels], labels in the order of `headlineLabels`. */
export type HeadlineParameters = {
  /** Hashes of the known features, ascending. */
  readonly hashes: Uint32Array;
  /** How rare each feature is: log((1 + headlines) / (1 + headlines with it)) + 1. */
  readonly rarity: Float64Array;
  readonly weights: Float64Array;
  readonly bias: Float64Array;
};

/** The known features of a headline by row, with weights of unit length together. */
export type HeadlineVector = { readonly rows: Int32Array; readonly values: Float64Array };

/** Softmax of scores, in place. */
export function softmax(scores: Float64Array): Float64Array {
  const top = scores.reduce((a, b) => Math.max(a, b));
  let total = 0;
  for (let i = 0; i < scores.length; i += 1) total += scores[i] = Math.exp((scores[i] ?? 0) - top);
  for (let i = 0; i < scores.length; i += 1) scores[i] = (scores[i] ?? 0) / total;
  return scores;
}

/**
 * Scores headlines by their words and pairs of words: TF-IDF (each feature once, unit length) and softmax regression.
 * Source: Manning, Raghavan and Schuetze, "Introduction to Information Retrieval", 2008, 6.4 and 15.
 */
export class HeadlineModel {
  readonly #parameters: HeadlineParameters;

  constructor(parameters: HeadlineParameters) {
    this.#parameters = parameters;
  }

  get size(): number {
    return this.#parameters.hashes.length;
  }

  vector(headline: string): HeadlineVector {
    const rows = Int32Array.from(
      [...headlineFeatures(headline)].map(hash => this.#rowOf(hash)).filter(row => row >= 0),
    );
    const values = Float64Array.from(rows, row => this.#parameters.rarity[row] ?? 0);
    const length = Math.hypot(...values) || 1;
    return { rows, values: values.map(value => value / length) };
  }

  /** Chances of negative, neutral and positive. */
  chances({ rows, values }: HeadlineVector): Float64Array {
    const { weights, bias } = this.#parameters;
    const scores = Float64Array.from(bias);
    for (let i = 0; i < rows.length; i += 1) {
      const from = (rows[i] ?? 0) * classes;
      for (let label = 0; label < classes; label += 1)
        scores[label] = (scores[label] ?? 0) + (weights[from + label] ?? 0) * (values[i] ?? 0);
    }
    return softmax(scores);
  }

  /** The model in 8 bytes a feature: weights in 255 steps, rarities in 256. */
  bytes(): Uint8Array {
    const { hashes, rarity, weights, bias } = this.#parameters;
    const step = weights.reduce((top, weight) => Math.max(top, Math.abs(weight)), 0) / 127;
    const rarityStep = rarity.reduce((top, one) => Math.max(top, one), 0) / 255;
    const view = new DataView(new ArrayBuffer(headerFloats * 4 + hashes.length * featureBytes));
    for (const [i, value] of [step, rarityStep, ...bias].entries()) view.setFloat32(i * 4, value, true);
    for (const [i, hash] of hashes.entries()) {
      const at = headerFloats * 4 + i * featureBytes;
      view.setUint32(at, hash, true);
      view.setUint8(at + 4, Math.round((rarity[i] ?? 0) / rarityStep));
      for (let label = 0; label < classes; label += 1)
        view.setInt8(at + 5 + label, Math.round((weights[i * classes + label] ?? 0) / step));
    }
    return new Uint8Array(view.buffer);
  }

  /** @throws QuaestorError `model.bad-data` when the bytes are not those of a model */
  static from(bytes: Uint8Array): HeadlineModel {
    const size = (bytes.length - headerFloats * 4) / featureBytes;
    if (!Number.isInteger(size) || size < 1) {
      throw new QuaestorError('model.bad-data', `${bytes.length} bytes are not a headline model: train it again.`);
    }
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    const [step, rarityStep] = [view.getFloat32(0, true), view.getFloat32(4, true)];
    const at = (i: number): number => headerFloats * 4 + i * featureBytes;
    const rows = Array.from({ length: size }, (_, i) => i);
    return new HeadlineModel({
      hashes: Uint32Array.from(rows, i => view.getUint32(at(i), true)),
      rarity: Float64Array.from(rows, i => view.getUint8(at(i) + 4) * rarityStep),
      weights: Float64Array.from(
        { length: size * classes },
        (_, i) => view.getInt8(at(Math.floor(i / classes)) + 5 + (i % classes)) * step,
      ),
      bias: Float64Array.from({ length: classes }, (_, label) => view.getFloat32(8 + label * 4, true)),
    });
  }

  #rowOf(hash: number): number {
    const { hashes } = this.#parameters;
    let [low, high] = [0, hashes.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((hashes[middle] ?? 0) < hash) low = middle + 1;
      else high = middle;
    }
    return hashes[low] === hash ? low : -1;
  }
}
