import { HybridConfig } from '../../../models/hybrid/hybrid-config.ts';
import { technicalCount, textCount } from '../../../models/hybrid/hybrid-rows.ts';
import { trainHybrid } from '../../../models/hybrid/train.ts';
import type { SymbolicTensor, Tensors } from '../../../models/tensor.ts';
import { plantedRows, span } from './planted-rows.ts';

const batch = 128;

export type NetworkSpeed = {
  readonly backend: string;
  /** Training rows a second, the best of the rounds. */
  readonly hybrid: number;
  readonly plain: number;
  /** hybrid / plain. */
  readonly ratio: number;
};

/**
 * The plain two-input network as a newcomer to TensorFlow.js writes it: 38 and 768 numbers into 128 each, 128 shared, five
 * outputs of the hybrid's widths, trained by `fit`.
 */
function plainTraining({ tf }: Tensors, rows: number): { epoch: () => Promise<void>; dispose: () => void } {
  const dense = (units: number, from: SymbolicTensor, activation: 'relu' | 'softmax' | 'linear'): SymbolicTensor =>
    tf.layers.dense({ units, activation }).apply(from) as SymbolicTensor;
  const inputs = [tf.input({ shape: [technicalCount] }), tf.input({ shape: [textCount] })];
  const branches = inputs.map(one => dense(128, one, 'relu'));
  const shared = dense(128, tf.layers.concatenate().apply(branches) as SymbolicTensor, 'relu');
  const tasks = [
    [3, 'softmax', 'categoricalCrossentropy'],
    [14, 'linear', 'meanAbsoluteError'],
    [4, 'softmax', 'categoricalCrossentropy'],
    [2, 'softmax', 'categoricalCrossentropy'],
    [6, 'linear', 'meanAbsoluteError'],
  ] as const;
  const model = tf.model({ inputs, outputs: tasks.map(([units, activation]) => dense(units, shared, activation)) });
  model.compile({ optimizer: 'adam', loss: tasks.map(([, , loss]) => loss) });
  const x = [technicalCount, textCount].map(width => tf.randomNormal([rows, width], 0, 1, 'float32', 1));
  const y = tasks.map(([units]) => tf.softmax(tf.randomNormal([rows, units], 0, 1, 'float32', 2)));
  return {
    epoch: async () => {
      await model.fit(x, y, { batchSize: batch, epochs: 1, verbose: 0 });
    },
    dispose: () => {
      tf.dispose([...x, ...y]);
      model.dispose();
    },
  };
}

/** Best time of one epoch of the hybrid network, its validation on 128 rows included, in ms. */
async function hybridEpoch(tensors: Tensors, rows: number, epochs: number): Promise<number> {
  let best = Number.POSITIVE_INFINITY;
  let last = performance.now();
  const training = {
    rows: plantedRows(rows + batch, 1),
    train: span(0, rows),
    validation: span(rows, rows + batch),
    config: HybridConfig.parse({ batch, epochs }),
    seed: 1,
    onEpoch: ({ epoch }: { epoch: number }) => {
      const now = performance.now();
      // The first epoch warms the compiler up.
      if (epoch > 1) best = Math.min(best, now - last);
      last = now;
    },
  };
  (await trainHybrid(training, tensors)).dispose();
  return best;
}

/** Best time of one epoch of the plain network, in ms. */
async function plainEpoch(tensors: Tensors, rows: number, epochs: number): Promise<number> {
  const { epoch, dispose } = plainTraining(tensors, rows);
  let best = Number.POSITIVE_INFINITY;
  for (let n = 0; n < epochs; n += 1) {
    const from = performance.now();
    await epoch();
    if (n > 0) best = Math.min(best, performance.now() - from);
  }
  dispose();
  return best;
}

/**
 * Trains the shipped network and the plain one in turns, in batches of 128 on one backend. Ratios within one run matter,
 * not the machine's seconds.
 */
export async function measureNetworkSpeed(
  tensors: Tensors,
  { rows = 2560, rounds = 3, epochs = 4 } = {},
): Promise<NetworkSpeed> {
  let [hybrid, plain] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  for (let round = 0; round < rounds; round += 1) {
    plain = Math.min(plain, await plainEpoch(tensors, rows, epochs));
    hybrid = Math.min(hybrid, await hybridEpoch(tensors, rows, epochs));
  }
  const perSecond = (ms: number): number => (1000 * rows) / ms;
  return { backend: tensors.backend, hybrid: perSecond(hybrid), plain: perSecond(plain), ratio: plain / hybrid };
}
