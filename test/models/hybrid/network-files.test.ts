import { beforeAll, describe, expect, it } from 'vitest';
import { QuaestorError } from '../../../config/errors.ts';
import { headNames, heads } from '../../../models/hybrid/heads.ts';
import { HybridConfig } from '../../../models/hybrid/hybrid-config.ts';
import { loadHybrid, saveHybrid } from '../../../models/hybrid/network-files.ts';
import { packInputs } from '../../../models/hybrid/network-inputs.ts';
import { trainHybrid } from '../../../models/hybrid/train.ts';
import { openTensors, type Tensor, type Tensors } from '../../../models/tensor.ts';
import { MemoryStore } from './memory-store.ts';
import { plantedRows, span } from './planted-rows.ts';

let tensors: Tensors;
beforeAll(async () => {
  tensors = await openTensors({ backend: 'wasm' });
});

const rows = plantedRows(300, 3);
const config = HybridConfig.parse({
  epochs: 2,
  batch: 64,
  rate: 5e-3,
  technicalUnits: 16,
  textUnits: 8,
  trunkUnits: 16,
});
const take = span(200, 300);

async function saved() {
  const store = new MemoryStore();
  const model = await trainHybrid({ rows, train: span(0, 190), validation: span(200, 290), config, seed: 1 }, tensors);
  await saveHybrid(model, 'v1', store);
  return { model, store };
}

async function refusal(store: MemoryStore, name = 'v1'): Promise<string> {
  try {
    await loadHybrid(name, store, tensors);
  } catch (error) {
    if (error instanceof QuaestorError && error.code === 'model.bad-data') return error.message;
    throw error;
  }
  throw new Error('it loaded');
}

describe('a saved network', () => {
  it('predicts the same after loading, to the bit, with its record', async () => {
    const { model, store } = await saved();
    const loaded = await loadHybrid('v1', store, tensors);
    expect(loaded.record).toEqual(model.record);
    expect(await loaded.predict(rows, take)).toEqual(await model.predict(rows, take));
    loaded.dispose();
    model.dispose();
  });

  it('opens in any TensorFlow.js program, with outputs named after the heads', async () => {
    const { tf } = tensors;
    const { model, store } = await saved();
    const json = JSON.parse(Buffer.from(store.read('v1/model.json') ?? []).toString());
    const weights = store.read('v1/weights.bin') ?? new Uint8Array();
    expect(json.weightsManifest[0].paths).toEqual(['weights.bin']);
    const standard = await tf.loadLayersModel(
      tf.io.fromMemory({
        modelTopology: json.modelTopology,
        weightSpecs: json.weightsManifest[0].weights,
        weightData: Uint8Array.from(weights).buffer,
      }),
    );
    expect(standard.outputNames).toEqual(headNames);
    const outputs = tf.tidy(() => {
      const { technical, text, hasText } = packInputs(tf, rows, take, null);
      const given = standard.predict([technical, text, hasText]) as Tensor[];
      return given.map(one => one.dataSync<'float32'>());
    });
    const ours = await model.outputs(rows, take);
    for (const [k, name] of headNames.entries()) {
      expect(outputs[k]).toHaveLength(take.length * heads[name].outputs);
      for (const [i, one] of ours.values[name].entries()) expect(outputs[k]?.[i]).toBeCloseTo(one, 5);
    }
    standard.dispose();
    model.dispose();
  });

  it('is refused when a part is missing, changed, or of another network, and leaves no tensor', async () => {
    const { model, store } = await saved();
    model.dispose();
    const before = tensors.tf.memory().numTensors;
    const [json, weights] = ['v1/model.json', 'v1/weights.bin'].map(name => store.read(name) ?? new Uint8Array());
    if (!json || !weights) throw new Error('nothing was saved');
    expect(await refusal(store, 'v2')).toBe('The saved network "v2" cannot be used: "v2/model.json" is missing.');
    store.write('v1/weights.bin', weights.with(0, 1 ^ (weights[0] ?? 0)));
    expect(await refusal(store)).toContain('the checksum of "weights.bin" does not fit');
    store.write('v1/weights.bin', weights);
    store.write('v1/model.json', json.slice(0, 50));
    expect(await refusal(store)).toContain('model.json is not JSON');
    store.write('v1/model.json', Buffer.from('{}'));
    expect(await refusal(store)).toContain('was not made by this product');
    store.write('v1/model.json', Buffer.from(Buffer.from(json).toString().replace('"textUnits":8', '"textUnits":9')));
    expect(await refusal(store)).toContain('its layers are not those of this version');
    expect(tensors.tf.memory().numTensors).toBe(before);
  });
});
