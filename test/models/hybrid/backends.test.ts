import { describe, expect, it } from 'vitest';
import { asQuaestorError } from '../../../config/errors.ts';
import { HybridConfig } from '../../../models/hybrid/hybrid-config.ts';
import { trainHybrid } from '../../../models/hybrid/train.ts';
import { openTensors, type TensorBackend, type Tensors } from '../../../models/tensor.ts';
import { measureNetworkSpeed } from './network-speed.ts';
import { plantedRows, span } from './planted-rows.ts';

const rows = plantedRows(220, 3);
const config = HybridConfig.parse({
  epochs: 3,
  batch: 64,
  rate: 5e-3,
  sequence: { kind: 'attention', candles: 4, units: 4 },
});

/** Validation losses of one seeded training. */
async function losses(tensors: Tensors, epochs = config.epochs): Promise<number[]> {
  const training = { rows, train: span(0, 128), validation: span(140, 210), config: { ...config, epochs }, seed: 1 };
  const model = await trainHybrid(training, tensors);
  model.dispose();
  return model.record.epochs.map(({ validationLoss }) => validationLoss);
}

/** Why a backend cannot be used here; undefined where it can. */
async function whyNot(backend: TensorBackend): Promise<string | undefined> {
  try {
    await openTensors({ backend });
    return undefined;
  } catch (error) {
    return asQuaestorError(error).message;
  }
}

describe('one seeded training', () => {
  it('agrees between cpu and wasm to 1e-3 in loss', async () => {
    const onCpu = await losses(await openTensors({ backend: 'cpu' }));
    const onWasm = await losses(await openTensors({ backend: 'wasm' }));
    expect(onWasm).toEqual(onCpu.map(loss => expect.closeTo(loss, 3)));
    expect(Math.abs((onCpu.at(-1) ?? 0) - (onCpu[0] ?? 0)), 'and the losses do move').toBeGreaterThan(0.01);
  }, 60_000);

  it.for(['webgpu', 'node', 'node-gpu'] as const)(
    'agrees between %s and wasm',
    { timeout: 300_000 },
    async (name, { skip }) => {
      const why = await whyNot(name);
      skip(why !== undefined, why);
      const there = await losses(await openTensors({ backend: name }), 1);
      expect(await losses(await openTensors({ backend: 'wasm' }), 1)).toEqual(
        there.map(loss => expect.closeTo(loss, 3)),
      );
    },
  );
});

it('the shipped network learns from more rows a second than the plain one of the benchmark', async () => {
  const tensors = await openTensors({ backend: 'wasm' });
  const { backend, hybrid, plain, ratio } = await measureNetworkSpeed(tensors, { rows: 640, rounds: 2, epochs: 3 });
  expect(backend).toBe('wasm');
  expect(plain).toBeGreaterThan(0);
  expect(ratio).toBeCloseTo(hybrid / plain, 9);
  expect(ratio, 'three times and more where nothing else runs').toBeGreaterThan(1.5);
}, 60_000);
