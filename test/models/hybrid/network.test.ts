import { beforeAll, describe, expect, it } from 'vitest';
import { headNames, heads, perHead } from '../../../models/hybrid/heads.ts';
import { HybridConfig } from '../../../models/hybrid/hybrid-config.ts';
import { buildNetwork, type Network, setWeights, startingWeights } from '../../../models/hybrid/network.ts';
import { packInputs } from '../../../models/hybrid/network-inputs.ts';
import { seededRandom } from '../../../models/performance/seeded-random.ts';
import { type LayersModel, openTensors, type Scalar, type Tensor, type Tensors } from '../../../models/tensor.ts';
import { plantedRows, span } from './planted-rows.ts';

let tensors: Tensors;
beforeAll(async () => {
  tensors = await openTensors({ backend: 'wasm' });
});

const rows = plantedRows(40, 2);
const shapes = {
  'no branch over the last candles': HybridConfig.parse({}),
  attention: HybridConfig.parse({ sequence: { kind: 'attention', candles: 5 } }),
  'an LSTM': HybridConfig.parse({ sequence: { kind: 'lstm', candles: 5 } }),
};
const config = shapes['no branch over the last candles'];

/** A network whose heads say something, so that gradients reach every weight. */
function networkOf(shape: HybridConfig, random = seededRandom(4)): Network {
  const network = buildNetwork(tensors.tf, shape, seededRandom(5));
  setWeights(
    tensors.tf,
    network,
    Float32Array.from({ length: network.size }, () => random() - 0.5),
  );
  return network;
}

/** The same network made of TensorFlow.js's own layers, through its own format. */
async function standardOf({ model, parameters }: Network): Promise<LayersModel> {
  const { tf } = tensors;
  const weights = await Promise.all(parameters.map(({ variable }) => variable.data<'float32'>()));
  const bytes = Buffer.concat(weights.map(one => Buffer.from(one.buffer, one.byteOffset, one.byteLength)));
  const modelTopology = JSON.parse(JSON.stringify(model.toJSON(null, false)));
  const weightSpecs = parameters.map(({ name, shape }) => ({ name, shape, dtype: 'float32' as const }));
  return tf.loadLayersModel(
    tf.io.fromMemory({ modelTopology, weightSpecs, weightData: Uint8Array.from(bytes).buffer }),
  );
}

/** Sum of the squares of all outputs, and the gradient of each weight. */
function gradients(model: LayersModel, inputs: readonly Tensor[]): { value: number; gradients: Float32Array[] } {
  const { tf } = tensors;
  const variables = model.trainableWeights.map(one => one.read()).filter(one => one instanceof tf.Variable);
  const { value, grads } = tf.variableGrads(() => {
    const outputs = model.apply([...inputs], { training: false });
    const squares = (Array.isArray(outputs) ? outputs : []).map(one => tf.sum(tf.square(one as Tensor)));
    return tf.addN(squares) as Scalar;
  }, variables);
  const arrays = variables.map(({ name }) => grads[name]?.dataSync<'float32'>() ?? new Float32Array());
  return { value: value.dataSync()[0] ?? Number.NaN, gradients: arrays };
}

describe.each(Object.entries(shapes))('the network with %s', (_, shape) => {
  it('gives the outputs and gradients of the standard layers that its file names', async () => {
    const { tf } = tensors;
    const network = networkOf(shape);
    const standard = await standardOf(network);
    tf.tidy(() => {
      const { technical, text, hasText, sequence } = packInputs(tf, rows, span(3, 40), shape.sequence);
      const inputs = [technical, text, hasText, ...(sequence ? [sequence] : [])];
      const ours = gradients(network.model, inputs);
      const theirs = gradients(standard, inputs);
      expect(ours.value / theirs.value).toBeCloseTo(1, 5);
      for (const [k, wanted] of theirs.gradients.entries()) {
        const size = Math.max(...wanted.map(Math.abs));
        const error = wanted.map((one, i) => Math.abs(one - (ours.gradients[k]?.[i] ?? Number.NaN)) / size);
        expect(size, `${network.parameters[k]?.name} takes part`).toBeGreaterThan(0);
        expect(Math.max(...error), network.parameters[k]?.name).toBeLessThan(1e-4);
      }
    });
    standard.dispose();
    network.model.dispose();
  });
});

describe('the network', () => {
  it('gives each head its outputs, and before training what is usual, for every row', async () => {
    const { tf } = tensors;
    const network = buildNetwork(tf, config, () => 1);
    const usual = perHead(name => Array.from({ length: heads[name].outputs }, (_, k) => k - 0.5));
    setWeights(tf, network, await startingWeights(network, usual, seededRandom(1)));
    const raw = tf.tidy(() => {
      const outputs = network.apply(packInputs(tf, rows, span(0, 2), null), false);
      return perHead(name => Array.from(outputs[name].dataSync()));
    });
    for (const name of headNames) expect(raw[name], 'exactly').toEqual([...usual[name], ...usual[name]]);
    network.model.dispose();
  });

  it('hears nothing of the text where its flag is zero', () => {
    const { tf } = tensors;
    const network = networkOf(config);
    const outputOf = (hasText: number, loud: number): number[] =>
      tf.tidy(() => {
        const inputs = packInputs(tf, rows, span(1, 2), null);
        const changed = { ...inputs, text: tf.mul(inputs.text, loud), hasText: tf.tensor2d([[hasText]]) };
        return Array.from(network.apply(changed, false).signal.dataSync());
      });
    expect(outputOf(0, 5)).toEqual(outputOf(0, -5));
    expect(outputOf(1, 5)).not.toEqual(outputOf(1, -5));
    network.model.dispose();
  });

  it('draws a new dropout mask at each training pass, of the share that is asked for, and none otherwise', () => {
    const { tf } = tensors;
    const random = seededRandom(8);
    const drawn: number[] = [];
    const network = buildNetwork(tf, config, () => {
      const one = random();
      drawn.push(one);
      return one;
    });
    setWeights(tf, network, new Float32Array(network.size).fill(0.1));
    const pass = (training: boolean): number[] =>
      tf.tidy(() => Array.from(network.apply(packInputs(tf, rows, span(0, 40), null), training).signal.dataSync()));
    expect(pass(true)).not.toEqual(pass(true));
    expect(drawn.length, 'a number for each of 40 x (32 + 64), twice').toBe(2 * 40 * 96);
    expect(pass(false)).toEqual(pass(false));
    expect(drawn.length).toBe(2 * 40 * 96);
    network.model.dispose();
  });

  it('packs the rows before a row as its sequence, and zeros where there are none', () => {
    const { tf } = tensors;
    const packed = tf.tidy(() => {
      const { sequence } = packInputs(tf, rows, Int32Array.of(1, 9), { kind: 'lstm', candles: 3, units: 1 });
      return sequence?.dataSync<'float32'>() ?? new Float32Array();
    });
    const row = (n: number): number[] => Array.from(rows.technical.subarray(n * 38, (n + 1) * 38));
    const none = new Array<number>(38).fill(0);
    expect(Array.from(packed)).toEqual([none, row(0), row(1), row(7), row(8), row(9)].flat());
  });
});
