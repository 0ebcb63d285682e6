import type { Tensor, Tensors } from '../tensor.ts';
import { type HeadName, headNames, heads, type PerHead, perHead } from './heads.ts';
import { type HybridPredictions, type RawOutputs, readOutputs } from './hybrid-predictions.ts';
import { type Network, setWeights } from './network.ts';
import { packInputs } from './network-inputs.ts';
import { checkFeatures, type NetworkFeatures } from './network-rows.ts';
import type { TrainingRecord } from './training-record.ts';

/** Rows that are predicted in one piece. */
const portion = 512;

/** A trained network: raw outputs and predictions for rows that the same fold's scaler made. */
export class HybridModel {
  readonly record: TrainingRecord;
  /** All weights, in the order of the network's parameters. */
  readonly weights: Float32Array;
  readonly network: Network;
  readonly #tensors: Tensors;

  constructor(tensors: Tensors, network: Network, weights: Float32Array, record: TrainingRecord) {
    this.#tensors = tensors;
    this.network = network;
    this.weights = weights;
    this.record = record;
    setWeights(tensors.tf, network, weights);
  }

  /** Heads whose labels taught nothing; they answer NaN. */
  get silent(): readonly HeadName[] {
    return headNames.filter(name => this.record.baselines[name] === null);
  }

  /**
   * Raw outputs for the rows `take`, in that order.
   * @throws QuaestorError `model.bad-data` that names the column and row which is not finite
   */
  async outputs(rows: NetworkFeatures, take: Int32Array): Promise<RawOutputs> {
    const { tf } = this.#tensors;
    checkFeatures(rows, take, this.record.features, this.record.config.sequence?.candles);
    const values = perHead(name => new Float32Array(take.length * heads[name].outputs));
    for (let from = 0; from < take.length; from += portion) {
      const part = take.subarray(from, from + portion);
      const tensors: PerHead<Tensor> = tf.tidy(() =>
        this.network.apply(packInputs(tf, rows, part, this.record.config.sequence), false),
      );
      for (const name of headNames) {
        values[name].set(await tensors[name].data<'float32'>(), from * heads[name].outputs);
        tensors[name].dispose();
      }
    }
    for (const name of this.silent) values[name].fill(Number.NaN);
    return { count: take.length, values };
  }

  /**
   * What the heads say of the rows `take`, in that order.
   * @throws QuaestorError `model.bad-data` that names the column and row which is not finite
   */
  async predict(rows: NetworkFeatures, take: Int32Array): Promise<HybridPredictions> {
    return readOutputs(await this.outputs(rows, take), rows, take);
  }

  /** Frees the tensors; the model cannot predict afterwards. */
  dispose(): void {
    this.network.model.dispose();
  }
}
