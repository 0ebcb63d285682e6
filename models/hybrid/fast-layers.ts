import type { Tensor, TensorFlow } from '../tensor.ts';
import { tensorAt, withGradient } from './with-gradient.ts';

/**
 * a^T b of [n x k] and [n x m]. The wasm kernel takes ten times as long for a product that transposes on the way, so
 * the transposition is a step of its own, on the narrower side.
 */
function transposedProduct(tf: TensorFlow, a: Tensor, b: Tensor): Tensor {
  const [, k = 0] = a.shape;
  const [, m = 0] = b.shape;
  if (k <= m) return tf.matMul(tf.transpose(a), b);
  return tf.transpose(tf.matMul(tf.transpose(b), a));
}

/** x W + b of [n x k], [k x m] and [m]; without the gradient of x where x is data. */
function affine(tf: TensorFlow, x: Tensor, kernel: Tensor, bias: Tensor, isData: boolean): Tensor {
  return withGradient(
    tf,
    isData ? [kernel, bias] : [kernel, bias, x],
    () => ({ value: tf.fused.matMul({ a: x, b: kernel, bias }), saved: [x, kernel] }),
    (dy, saved) => {
      const ofParameters = [transposedProduct(tf, tensorAt(saved, 0), dy), tf.sum(dy, 0)];
      return isData ? ofParameters : [...ofParameters, tf.matMul(dy, tf.transpose(tensorAt(saved, 1)))];
    },
  );
}

/** (x - mean) / sd of each row, times gamma, plus beta. Source: Ba, Kiros and Hinton, arXiv 1607.06450 (2016). */
function normalised(tf: TensorFlow, x: Tensor, gamma: Tensor, beta: Tensor, epsilon: number): Tensor {
  return withGradient(
    tf,
    [x, gamma, beta],
    () => {
      const centred = tf.sub(x, tf.mean(x, 1, true));
      const inverse = tf.rsqrt(tf.add(tf.mean(tf.square(centred), 1, true), epsilon));
      const z = tf.mul(centred, inverse);
      return { value: tf.add(tf.mul(z, gamma), beta), saved: [z, inverse] };
    },
    (dy, saved) => {
      const z = tensorAt(saved, 0);
      const dz = tf.mul(dy, gamma);
      const along = tf.mul(z, tf.mean(tf.mul(dz, z), 1, true));
      const dx = tf.mul(tensorAt(saved, 1), tf.sub(tf.sub(dz, tf.mean(dz, 1, true)), along));
      return [dx, tf.sum(tf.mul(dy, z), 0), tf.sum(dy, 0)];
    },
  );
}

const activations = {
  linear: (_: TensorFlow, x: Tensor): Tensor => x,
  relu: (tf: TensorFlow, x: Tensor): Tensor => tf.relu(x),
  tanh: (tf: TensorFlow, x: Tensor): Tensor => tf.tanh(x),
  sigmoid: (tf: TensorFlow, x: Tensor): Tensor => tf.sigmoid(x),
} as const;

export type DenseOptions = {
  readonly name: string;
  readonly units: number;
  readonly activation?: keyof typeof activations;
  readonly kernelInitializer?: 'zeros';
  /** Whether the input is data, which needs no gradient. */
  readonly isData?: boolean;
};

type Layer = InstanceType<TensorFlow['layers']['Layer']>;

/**
 * Standard layers with the same results as TensorFlow.js's own and faster gradients: saved files name the standard ones.
 * Dropout draws its mask from `random`, because the standard one either repeats one mask or cannot be seeded.
 */
export function fastLayers(tf: TensorFlow, random: () => number) {
  const dense = ({ activation = 'linear', isData = false, ...options }: DenseOptions): Layer => {
    const layer = tf.layers.dense({ activation, ...options });
    layer.call = inputs => {
      const x = tensorAt(inputs);
      const [kernel, bias] = layer.weights.map(one => one.read());
      if (!kernel || !bias) throw new Error(`The layer "${options.name}" has no weights yet.`);
      const of = (rows: Tensor): Tensor => activations[activation](tf, affine(tf, rows, kernel, bias, isData));
      if (x.rank === 2) return of(x);
      return tf.reshape(of(tf.reshape(x, [-1, kernel.shape[0] ?? -1])), [...x.shape.slice(0, -1), options.units]);
    };
    return layer;
  };

  const layerNormalization = (name: string): Layer => {
    const epsilon = 1e-3;
    const layer = tf.layers.layerNormalization({ name, epsilon });
    layer.call = inputs => {
      const [gamma, beta] = layer.weights.map(one => one.read());
      if (!gamma || !beta) throw new Error(`The layer "${name}" has no weights yet.`);
      return normalised(tf, tensorAt(inputs), gamma, beta, epsilon);
    };
    return layer;
  };

  const dropout = (name: string, rate: number): Layer => {
    const layer = tf.layers.dropout({ name, rate });
    layer.call = (inputs, { training }) => {
      const x = tensorAt(inputs);
      if (training !== true || rate === 0) return x;
      const mask = new Float32Array(x.size);
      for (let i = 0; i < mask.length; i += 1) mask[i] = random() < rate ? 0 : 1 / (1 - rate);
      return tf.mul(x, tf.tensor(mask, x.shape));
    };
    return layer;
  };

  return { dense, layerNormalization, dropout };
}
