import { createHash } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { QuaestorError } from '../../config/errors.ts';
import { seededRandom } from '../performance/seeded-random.ts';
import type { Scalar, Tensor, Tensors } from '../tensor.ts';
import { type AdamState, adamStep, startAdam } from './adam.ts';
import { readCheckpoint, type TrainingState, writeCheckpoint } from './checkpoint.ts';
import { type HeadTargets, learnUsual, scaledTargets, type Usual } from './head-targets.ts';
import { type HeadName, headNames, type PerHead, perHead } from './heads.ts';
import type { HybridConfig } from './hybrid-config.ts';
import { HybridModel } from './hybrid-model.ts';
import type { ModelStore } from './model-store.ts';
import { buildNetwork, type Network, setWeights, startingWeights } from './network.ts';
import { packInputs } from './network-inputs.ts';
import { checkFeatures, checkLabels, type NetworkRows, widthOf } from './network-rows.ts';
import type { EpochRecord, TrainingRecord } from './training-record.ts';

export type HybridTraining = {
  /** A whole history as one fold's scaler, class weights and thresholds made it. */
  readonly rows: NetworkRows;
  /** Rows to learn from, and rows to stop by; purged of each other by the caller. */
  readonly train: Int32Array;
  readonly validation: Int32Array;
  readonly config: HybridConfig;
  /** A whole number from 0 to 2^32 - 1. The same seed, rows and backend give the same weights to the bit. */
  readonly seed: number;
  /** Ends the training after the step under way; with a checkpoint the epochs that ended are kept. */
  readonly signal?: AbortSignal | undefined;
  readonly onEpoch?: ((record: EpochRecord) => void) | undefined;
  /** Where the training is kept every `everyMs` and at its end, and from where it goes on. */
  readonly checkpoint?: { readonly store: ModelStore; readonly name: string; readonly everyMs: number } | undefined;
};

/** Restarts after which the training gives up: by then the rate is a thirtieth. */
const mostRestarts = 5;

/** Time after which others in this process get a turn. */
const breathMs = 50;

/** A step gave no finite number. */
class Diverged extends Error {}

/** Uniform numbers of one epoch, and of the weights before the first (epoch 0). */
const streamOf = (seed: number, epoch: number): (() => number) => seededRandom(seed + epoch * 2 ** 32);

/** Fisher and Yates' shuffle of a copy. */
function shuffled(values: Int32Array, random: () => number): Int32Array {
  const order = values.slice();
  for (let i = order.length - 1; i > 0; i -= 1) {
    const j = Math.floor(random() * (i + 1));
    [order[i], order[j]] = [order[j] ?? 0, order[i] ?? 0];
  }
  return order;
}

const positions = (count: number): Int32Array => Int32Array.from({ length: count }, (_, n) => n);

/** Linear warm-up, then a cosine down to zero at the last step of all. */
function rateAt(step: number, stepsPerEpoch: number, { rate, warmUpEpochs, epochs }: HybridConfig): number {
  const warmUp = warmUpEpochs * stepsPerEpoch;
  if (step < warmUp) return (rate * (step + 1)) / warmUp;
  const share = (step - warmUp) / Math.max(1, epochs * stepsPerEpoch - warmUp);
  return (rate * (1 + Math.cos(Math.PI * Math.min(1, share)))) / 2;
}

const isSeed = (seed: number): boolean => Number.isInteger(seed) && seed >= 0 && seed < 2 ** 32;

function check({ rows, train, validation, config, seed }: HybridTraining): void {
  if (!isSeed(seed))
    throw new QuaestorError('model.bad-data', `The seed ${seed} is no whole number from 0 to 2^32 - 1.`);
  for (const [name, take, least] of [
    ['training', train, config.batch],
    ['validation', validation, 1],
  ] as const) {
    if (take.length >= least) continue;
    throw new QuaestorError(
      'data.too-few-candles',
      {
        en: `The network needs ${least} ${name} rows or more, got ${take.length}.`,
        fr: `Le réseau demande au moins ${least} lignes ${name === 'training' ? "d'apprentissage" : 'de validation'}, il y en a ${take.length}.`,
      },
      { needed: least, got: take.length },
    );
  }
  checkLabels(rows);
  for (const take of [train, validation]) checkFeatures(rows, take, widthOf(rows), config.sequence?.candles);
}

/** Hash of what the training reads, so that no checkpoint goes on with other rows. */
function hashOf({ rows, train, validation }: HybridTraining): string {
  const hash = createHash('sha256').update(rows.dataHash);
  const parts: ArrayBufferView[] = [train, validation, rows.technical, rows.hasText, ...(rows.text ? [rows.text] : [])];
  parts.push(rows.signal, rows.signalWeight, rows.volatilityRegime, rows.marketRegime, rows.adverse, rows.favourable);
  for (const { logMean, residuals, outcome } of [rows.volatility[1], rows.volatility[2]])
    parts.push(logMean, residuals, outcome);
  for (const part of parts) hash.update(new Uint8Array(part.buffer, part.byteOffset, part.byteLength));
  return hash.digest('hex');
}

/** One training: its network, its labels, and the state that an epoch moves on. */
class Trainer {
  readonly #training: HybridTraining;
  readonly #tensors: Tensors;
  readonly #network: Network;
  readonly #targets: { readonly train: HeadTargets; readonly validation: HeadTargets };
  readonly #baselines: Usual['baselines'];
  readonly #decays: Uint8Array;
  #random: () => number = () => 0;
  #rested = performance.now();

  static async open(training: HybridTraining, tensors: Tensors): Promise<{ trainer: Trainer; state: TrainingState }> {
    check(training);
    const usual = await learnUsual(tensors.tf, training.rows, training.train);
    const trainer = new Trainer(training, tensors, usual.baselines);
    try {
      return { trainer, state: (await trainer.#resumed()) ?? (await trainer.#begun(usual)) };
    } catch (error) {
      trainer.#network.model.dispose();
      throw error;
    }
  }

  private constructor(training: HybridTraining, tensors: Tensors, baselines: Usual['baselines']) {
    const { rows, train, validation, config } = training;
    this.#training = training;
    this.#tensors = tensors;
    this.#baselines = baselines;
    this.#targets = {
      train: scaledTargets(rows, train, baselines),
      validation: scaledTargets(rows, validation, baselines),
    };
    this.#network = buildNetwork(tensors.tf, config, () => this.#random(), widthOf(rows));
    this.#decays = new Uint8Array(this.#network.size);
    for (const { from, size, decays } of this.#network.parameters) if (decays) this.#decays.fill(1, from, from + size);
  }

  async #begun(usual: Usual): Promise<TrainingState> {
    const { config, seed } = this.#training;
    const weights = await startingWeights(this.#network, usual.raw, streamOf(seed, 0));
    const adam = startAdam(weights);
    const first = { epoch: 0, rate: 0, train: this.#report(await this.#lossOver('train', weights), 'train') };
    const record: TrainingRecord = {
      config,
      seed,
      features: widthOf(this.#training.rows),
      dataHash: hashOf(this.#training),
      baselines: usual.baselines,
      epochs: [await this.#validated(first, weights)],
      bestEpoch: 0,
      restarts: 0,
    };
    return { record, epoch: 0, rateFactor: 1, adam, bestWeights: weights.slice() };
  }

  /** The state of a checkpoint of the same training. */
  async #resumed(): Promise<TrainingState | undefined> {
    const { checkpoint, config, seed } = this.#training;
    const bytes = await checkpoint?.store.read(checkpoint.name);
    if (!bytes || !checkpoint) return undefined;
    const state = readCheckpoint(bytes);
    const { record } = state;
    const others = [
      record.dataHash === hashOf(this.#training) ? [] : ['data'],
      JSON.stringify(record.config) === JSON.stringify(config) ? [] : ['configuration'],
      record.seed === seed ? [] : ['seed'],
      state.adam.weights.length === this.#network.size ? [] : ['size'],
    ].flat();
    if (others.length === 0) return state;
    throw new QuaestorError(
      'model.bad-data',
      `The checkpoint "${checkpoint.name}" is of another training (${others.join(', ')}). Remove it, or use another name.`,
      { name: checkpoint.name, others },
    );
  }

  /** One epoch; begins anew at half the rate when a step gives no finite number. */
  async epoch(before: TrainingState): Promise<TrainingState> {
    let state = before;
    while (true) {
      try {
        return await this.#epochOnce(state);
      } catch (error) {
        if (!(error instanceof Diverged)) throw error;
        const { record, rateFactor } = state;
        state = { ...before, rateFactor: rateFactor / 2, record: { ...record, restarts: record.restarts + 1 } };
        if (state.record.restarts > mostRestarts) throw this.#diverged(state.record);
      }
    }
  }

  async #epochOnce(before: TrainingState): Promise<TrainingState> {
    const { train, config, seed } = this.#training;
    const { weights, mean, square, step } = before.adam;
    const adam: AdamState = { weights: weights.slice(), mean: mean.slice(), square: square.slice(), step };
    const epoch = before.epoch + 1;
    this.#random = streamOf(seed, epoch);
    const order = shuffled(positions(train.length), this.#random);
    const stepsPerEpoch = Math.ceil(train.length / config.batch);
    setWeights(this.#tensors.tf, this.#network, weights);
    const sums = headNames.map(() => 0);
    let rate = 0;
    for (let from = 0; from < order.length; from += config.batch) {
      const picks = order.subarray(from, from + config.batch);
      rate = rateAt(adam.step, stepsPerEpoch, config) * before.rateFactor;
      const losses = await this.#step(adam, picks, rate);
      for (const [k, loss] of losses.entries()) sums[k] = (sums[k] ?? 0) + loss * picks.length;
      await this.#breathe();
    }
    const losses = this.#report(
      sums.map(sum => sum / train.length),
      'train',
    );
    const ended = await this.#validated({ epoch, rate, train: losses }, undefined);
    return this.#after({ ...before, epoch, adam }, ended);
  }

  /** One gradient step on a batch; answers the loss of each head. */
  async #step(adam: AdamState, picks: Int32Array, rate: number): Promise<number[]> {
    const { tf } = this.#tensors;
    const { config } = this.#training;
    const packed = tf.tidy(() => this.#gradient(picks));
    const numbers = await packed.data<'float32'>();
    packed.dispose();
    const losses = Array.from(numbers.subarray(this.#network.size));
    const { weightDecay, clip } = config;
    const norm = adamStep(adam, numbers, { rate, weightDecay, clip, decays: this.#decays });
    if (!Number.isFinite(norm) || !losses.every(Number.isFinite)) throw new Diverged();
    setWeights(tf, this.#network, adam.weights);
    return losses;
  }

  /** The gradient of every weight, and behind it the loss of each head: one array, so that it is fetched once. */
  #gradient(picks: Int32Array): Tensor {
    const { tf } = this.#tensors;
    const { rows, train, config } = this.#training;
    const take = picks.map(n => train[n] ?? 0);
    const inputs = packInputs(tf, rows, take, config.sequence, () => this.#random() < config.modalityDropout);
    const shares = tf.tensor1d(headNames.map(name => config.headWeights[name]));
    const { parameters } = this.#network;
    const kept: Tensor[] = [];
    const { grads } = tf.variableGrads(
      () => {
        const losses = this.#losses(this.#network.apply(inputs, true), this.#targets.train, picks);
        kept.push(tf.keep(losses));
        return tf.sum<Scalar>(tf.mul(losses, shares));
      },
      parameters.map(({ variable }) => variable),
    );
    const flat = parameters.map(({ variable, name }) => {
      const gradient = grads[variable.name];
      if (!gradient) throw new Error(`The weight "${name}" has no gradient.`);
      return tf.reshape(gradient, [-1]);
    });
    const packed = tf.concat([...flat, ...kept]);
    for (const one of kept) one.dispose();
    return packed;
  }

  /** Mean loss of each head over a batch, [heads]. */
  #losses(raw: PerHead<Tensor>, targets: HeadTargets, picks: Int32Array): Tensor {
    const { tf } = this.#tensors;
    return tf.div(tf.stack(headNames.map(name => targets[name].loss(tf, raw[name], picks))), picks.length);
  }

  /** Mean loss of each head over all training or validation rows, dropout off; with the network's weights, or others. */
  async #lossOver(part: 'train' | 'validation', weights?: Float32Array): Promise<number[]> {
    const { tf } = this.#tensors;
    const { rows, config } = this.#training;
    const all = this.#training[part];
    if (weights) setWeights(tf, this.#network, weights);
    const sums = headNames.map(() => 0);
    const order = positions(all.length);
    for (let from = 0; from < all.length; from += 512) {
      const picks = order.subarray(from, from + 512);
      const take = all.subarray(from, from + 512);
      const losses = tf.tidy(() => {
        const raw = this.#network.apply(packInputs(tf, rows, take, config.sequence), false);
        return this.#losses(raw, this.#targets[part], picks);
      });
      for (const [k, loss] of (await losses.data()).entries()) sums[k] = (sums[k] ?? 0) + loss * picks.length;
      losses.dispose();
      await this.#breathe();
    }
    return sums.map(sum => sum / all.length);
  }

  /** Whether a head is scored on these rows at all. */
  #isScored(name: HeadName, part: 'train' | 'validation'): boolean {
    return this.#baselines[name] !== null && this.#targets[part][name].total > 0;
  }

  #report(losses: readonly number[], part: 'train' | 'validation'): EpochRecord['train'] {
    return perHead(name => (this.#isScored(name, part) ? (losses[headNames.indexOf(name)] ?? null) : null));
  }

  /** The record of an epoch with its validation losses. */
  async #validated(
    record: Pick<EpochRecord, 'epoch' | 'rate' | 'train'>,
    weights: Float32Array | undefined,
  ): Promise<EpochRecord> {
    const { headWeights } = this.#training.config;
    const losses = await this.#lossOver('validation', weights);
    if (!losses.every(Number.isFinite)) throw new Diverged();
    const validation = this.#report(losses, 'validation');
    const scored = headNames.filter(name => validation[name] !== null);
    const total = scored.reduce((sum, name) => sum + headWeights[name], 0);
    const sum = scored.reduce((weighted, name) => weighted + headWeights[name] * (validation[name] ?? 0), 0);
    if (total > 0) return { ...record, validation, validationLoss: sum / total };
    throw new QuaestorError(
      'model.bad-data',
      'No head has anything to learn: labels of the training or validation rows are unknown or all alike, or every head has weight 0.',
    );
  }

  /** The state after an epoch, with its weights as the best ones where its validation loss is the lowest so far. */
  #after(state: TrainingState, ended: EpochRecord): TrainingState {
    const { epochs, bestEpoch } = state.record;
    const best = epochs[bestEpoch]?.validationLoss ?? Number.POSITIVE_INFINITY;
    const isBest = ended.validationLoss < best;
    return {
      ...state,
      record: { ...state.record, epochs: [...epochs, ended], bestEpoch: isBest ? ended.epoch : bestEpoch },
      bestWeights: isBest ? state.adam.weights.slice() : state.bestWeights,
    };
  }

  #diverged({ restarts }: TrainingRecord): QuaestorError {
    return new QuaestorError('model.bad-data', {
      en: `The training gave no finite numbers ${restarts} times, even at a fraction of its rate. Look for extreme features or lower "rate".`,
      fr: `L'apprentissage a donné ${restarts} fois des nombres non finis, même à une fraction de son rythme. Cherchez des variables extrêmes ou baissez « rate ».`,
    });
  }

  /** Lets timers, signals and other requests of this process have a turn, and stops when it is asked to. */
  async #breathe(): Promise<void> {
    if (performance.now() - this.#rested < breathMs) return;
    await setImmediate();
    this.#rested = performance.now();
    this.#training.signal?.throwIfAborted();
  }

  isOver({ epoch, record }: TrainingState): boolean {
    const { epochs, patience } = this.#training.config;
    return epoch >= epochs || epoch - record.bestEpoch >= patience;
  }

  finish({ record, bestWeights }: TrainingState): HybridModel {
    return new HybridModel(this.#tensors, this.#network, bestWeights, record);
  }

  close(): void {
    this.#network.model.dispose();
  }
}

/**
 * Trains the five heads: seeded shuffling, dropout of whole texts, Adam with decoupled decay, clipping, warm-up and cosine,
 * early stopping on the validation rows with the best weights kept. The first "best" is the network that says what is
 * usual (and log-HAR for volatility), so that training which beats nothing changes nothing.
 * @throws QuaestorError `model.bad-data` for rows that cannot be learned from, a checkpoint of another training, or
 * numbers that never become finite; `data.too-few-candles`; the signal's reason when it is aborted
 */
export async function trainHybrid(training: HybridTraining, tensors: Tensors): Promise<HybridModel> {
  const { signal, onEpoch, checkpoint } = training;
  signal?.throwIfAborted();
  const opened = await Trainer.open(training, tensors);
  const { trainer } = opened;
  let { state } = opened;
  let savedAt = performance.now();
  const save = async (): Promise<void> => {
    await checkpoint?.store.write(checkpoint.name, writeCheckpoint(state));
    savedAt = performance.now();
  };
  try {
    if (state.epoch === 0) for (const record of state.record.epochs) onEpoch?.(record);
    while (!trainer.isOver(state)) {
      signal?.throwIfAborted();
      state = await trainer.epoch(state);
      const ended = state.record.epochs.at(-1);
      if (ended) onEpoch?.(ended);
      if (checkpoint && performance.now() - savedAt >= checkpoint.everyMs) await save();
    }
    await save();
    return trainer.finish(state);
  } catch (error) {
    if (signal?.aborted) await save();
    trainer.close();
    throw error;
  }
}
