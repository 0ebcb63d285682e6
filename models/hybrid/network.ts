import type { LayersModel, SymbolicTensor, Tensor, TensorFlow, Variable } from '../tensor.ts';
import { fastLayers } from './fast-layers.ts';
import { type HeadName, headNames, heads, type PerHead, perHead } from './heads.ts';
import type { HybridConfig } from './hybrid-config.ts';
import { technicalCount, textCount } from './hybrid-rows.ts';

/** Inputs of a batch: [batch x width], [batch x 768], [batch x 1] and, with a sequence branch, [batch x candles x width]. */
export type NetworkInputs = {
  readonly technical: Tensor;
  readonly text: Tensor;
  /** 1 where there is text, else 0. */
  readonly hasText: Tensor;
  readonly sequence?: Tensor | undefined;
};

/** One weight of the network within the flat array of all. */
export type Parameter = {
  readonly name: string;
  readonly from: number;
  readonly size: number;
  readonly shape: number[];
  /** Weight matrices decay; biases and scales do not. */
  readonly decays: boolean;
  readonly variable: Variable;
};

/** The network as standard layers, with its weights in a fixed order. */
export type Network = {
  readonly model: LayersModel;
  readonly parameters: readonly Parameter[];
  /** Number of weights. */
  readonly size: number;
  /** Raw outputs of each head; dropout is on in `training`. Call it inside `tf.tidy`. */
  apply(inputs: NetworkInputs, training: boolean): PerHead<Tensor>;
};

type Layers = ReturnType<typeof fastLayers>;
type Apply = { apply(inputs: SymbolicTensor | SymbolicTensor[]): unknown };

/** Connects a layer. TensorFlow.js types its answer for every kind of input; symbolic ones give one symbolic tensor. */
const connect = (layer: Apply, ...inputs: [SymbolicTensor, ...SymbolicTensor[]]): SymbolicTensor =>
  layer.apply(inputs.length === 1 ? inputs[0] : inputs) as SymbolicTensor;

/** Narrow on purpose: linear, normalised, thinned out, and zero where there is no text. */
function textBranch(tf: TensorFlow, { dense, layerNormalization, dropout }: Layers, config: HybridConfig) {
  return (text: SymbolicTensor, hasText: SymbolicTensor): SymbolicTensor => {
    const narrow = connect(dense({ name: 'text_branch', units: config.textUnits, isData: true }), text);
    const level = connect(layerNormalization('text_level'), narrow);
    const thinned = connect(dropout('text_dropout', config.textDropout), level);
    return connect(tf.layers.multiply({ name: 'text_present' }), thinned, hasText);
  };
}

/** The last candles in `units` numbers: by an LSTM, or as the mean that attention weights, softmax over the candles. */
function sequenceBranch(tf: TensorFlow, { dense }: Layers, { kind, units }: NonNullable<HybridConfig['sequence']>) {
  return (sequence: SymbolicTensor): SymbolicTensor => {
    if (kind === 'lstm') {
      const recurrentInitializer = 'glorotUniform';
      return connect(tf.layers.lstm({ name: 'sequence_branch', units, recurrentInitializer }), sequence);
    }
    const values = connect(dense({ name: 'sequence_branch', units, activation: 'tanh', isData: true }), sequence);
    // Without a bias: softmax does not see what is added to every score.
    const score = tf.layers.dense({ name: 'sequence_score', units: 1, useBias: false });
    const scores = connect(tf.layers.flatten({ name: 'sequence_scores' }), connect(score, values));
    const weights = connect(tf.layers.activation({ name: 'sequence_weights', activation: 'softmax' }), scores);
    return connect(tf.layers.dot({ name: 'sequence_mean', axes: 1 }), weights, values);
  };
}

function layersModel(tf: TensorFlow, config: HybridConfig, random: () => number, width: number): LayersModel {
  const layers = fastLayers(tf, random);
  const { dense, dropout } = layers;
  const technical = tf.input({ name: 'technical', shape: [width] });
  const text = tf.input({ name: 'text', shape: [textCount] });
  const hasText = tf.input({ name: 'hasText', shape: [1] });
  const inputs = [technical, text, hasText];
  const branches = [
    connect(
      dense({ name: 'technical_branch', units: config.technicalUnits, activation: 'relu', isData: true }),
      technical,
    ),
    textBranch(tf, layers, config)(text, hasText),
  ];
  if (config.sequence) {
    const sequence = tf.input({ name: 'sequence', shape: [config.sequence.candles, width] });
    inputs.push(sequence);
    branches.push(sequenceBranch(tf, layers, config.sequence)(sequence));
  }
  const fused = tf.layers.concatenate({ name: 'fusion' }).apply(branches) as SymbolicTensor;
  const fusedUnits = fused.shape.at(-1) ?? 0;
  const gate = connect(dense({ name: 'gate', units: fusedUnits, activation: 'sigmoid' }), fused);
  const gated = connect(tf.layers.multiply({ name: 'gated' }), fused, gate);
  const trunk = connect(dense({ name: 'trunk', units: config.trunkUnits, activation: 'relu' }), gated);
  const shared = connect(dropout('trunk_dropout', config.dropout), trunk);
  const outputs = headNames.map(name =>
    connect(dense({ name, units: heads[name].outputs, kernelInitializer: 'zeros' }), shared),
  );
  return tf.model({ name: 'quaestor_hybrid', inputs, outputs });
}

function parametersOf(tf: TensorFlow, model: LayersModel): Parameter[] {
  let from = 0;
  return model.trainableWeights.map(weight => {
    const variable = weight.read();
    if (!(variable instanceof tf.Variable)) throw new Error(`The weight "${weight.originalName}" is not a variable.`);
    const parameter = {
      name: weight.originalName,
      from,
      size: variable.size,
      shape: [...variable.shape],
      decays: variable.rank > 1,
      variable,
    };
    from += variable.size;
    return parameter;
  });
}

/**
 * Builds the network: technical branch, narrow text branch and optional sequence branch, fused late through a sigmoid
 * gate on every number, a shared layer, and one linear layer for each head.
 * @param random uniform numbers for the dropout masks
 * @param width features of a row
 */
export function buildNetwork(
  tf: TensorFlow,
  config: HybridConfig,
  random: () => number,
  width = technicalCount,
): Network {
  const model = layersModel(tf, config, random, width);
  const parameters = parametersOf(tf, model);
  return {
    model,
    parameters,
    size: parameters.reduce((sum, { size }) => sum + size, 0),
    apply({ technical, text, hasText, sequence }, training) {
      const inputs = [technical, text, hasText, ...(sequence ? [sequence] : [])];
      const outputs = model.apply(inputs, { training });
      const position = (name: HeadName): number => headNames.indexOf(name);
      return perHead(name => {
        const raw = Array.isArray(outputs) ? outputs[position(name)] : undefined;
        if (raw instanceof tf.Tensor) return raw;
        throw new Error(`The network gave no output for the head "${name}".`);
      });
    },
  };
}

/** Puts weights, in the order of the parameters, into the network. */
export function setWeights(tf: TensorFlow, { parameters }: Network, weights: Float32Array): void {
  tf.tidy(() => {
    // Copies: a backend may read the array later than it was handed over.
    for (const { variable, from, size, shape } of parameters)
      variable.assign(tf.tensor(weights.slice(from, from + size), shape));
  });
}

/**
 * Weights before training: Glorot's uniform law for the matrices (Glorot and Bengio, AISTATS 2010), biases as the layers
 * set them; heads have zero matrices and say what is usual.
 */
export async function startingWeights(
  network: Network,
  usual: PerHead<readonly number[]>,
  random: () => number,
): Promise<Float32Array> {
  const weights = new Float32Array(network.size);
  for (const { name, from, size, shape, variable } of network.parameters) {
    const [layer = '', kind = ''] = name.split('/');
    const head = headNames.find(one => one === layer);
    const part = weights.subarray(from, from + size);
    if (head) {
      if (kind === 'bias') part.set(usual[head]);
    } else if (shape.length > 1) {
      const limit = Math.sqrt(6 / shape.reduce((sum, side) => sum + side, 0));
      for (let i = 0; i < size; i += 1) part[i] = (2 * random() - 1) * limit;
    } else part.set(await variable.data());
  }
  return weights;
}
