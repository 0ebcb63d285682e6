import { beforeAll, describe, expect, it } from 'vitest';
import { QuaestorError } from '../../../config/errors.ts';
import { headNames } from '../../../models/hybrid/heads.ts';
import { HybridConfig } from '../../../models/hybrid/hybrid-config.ts';
import { type HybridTraining, trainHybrid } from '../../../models/hybrid/train.ts';
import type { EpochRecord } from '../../../models/hybrid/training-record.ts';
import { openTensors, type Tensors } from '../../../models/tensor.ts';
import { MemoryStore } from './memory-store.ts';
import { plantedRows, span } from './planted-rows.ts';

let tensors: Tensors;
beforeAll(async () => {
  tensors = await openTensors({ backend: 'wasm' });
});

const rows = plantedRows(420, 3);
const small = HybridConfig.parse({
  epochs: 4,
  batch: 64,
  rate: 5e-3,
  technicalUnits: 16,
  textUnits: 8,
  trunkUnits: 16,
});
const training: HybridTraining = { rows, train: span(0, 300), validation: span(310, 400), config: small, seed: 1 };

const train = async (changed: Partial<HybridTraining> = {}) => {
  const model = await trainHybrid({ ...training, ...changed }, tensors);
  model.dispose();
  return model;
};

const refusal = async (changed: Partial<HybridTraining>): Promise<QuaestorError> => {
  try {
    await train(changed);
  } catch (error) {
    if (error instanceof QuaestorError) return error;
    throw error;
  }
  throw new Error('the training ended');
};

describe('trainHybrid', () => {
  it('learns what is planted, with every head, and reports each epoch', async () => {
    const planted = plantedRows(1400, 3);
    const seen: EpochRecord[] = [];
    const { record } = await train({
      rows: planted,
      train: span(0, 1100),
      validation: span(1110, 1390),
      config: HybridConfig.parse({ epochs: 14, rate: 6e-3 }),
      onEpoch: one => seen.push(one),
    });
    expect(seen).toEqual(record.epochs);
    expect(seen.map(({ epoch }) => epoch).slice(0, 3)).toEqual([0, 1, 2]);
    const best = record.epochs[record.bestEpoch];
    const start = record.epochs[0];
    for (const name of headNames) {
      expect(start?.train[name], `${name} starts at what is usual`).toBeCloseTo(1, 4);
      expect(best?.validation[name] ?? 9, `${name} on rows it has not seen`).toBeLessThan(
        (start?.validation[name] ?? 0) - 0.02,
      );
    }
    expect(best?.validation.volatility ?? 9, 'the planted shift is most of the variance').toBeLessThan(0.75);
  }, 60_000);

  it('that finds nothing keeps the network which says what is usual', async () => {
    const noise = plantedRows(420, 9, { skill: false });
    const { record, weights } = await train({ rows: noise, config: { ...small, rate: 1, warmUpEpochs: 0 } });
    const { weights: untrained } = await train({ rows: noise, config: { ...small, rate: 1e-12, epochs: 1 } });
    expect(record.bestEpoch).toBe(0);
    for (const [i, weight] of weights.entries()) expect(weight).toBeCloseTo(untrained[i] ?? Number.NaN, 6);
  });

  it('gives the same weights to the bit for one seed, and others for another', async () => {
    const [one, same, other] = [await train(), await train(), await train({ seed: 2 })];
    expect(same.weights).toEqual(one.weights);
    expect(other.weights).not.toEqual(one.weights);
  });

  it('keeps no tensor of an epoch, and none at all once the model is gone', async () => {
    const before = tensors.tf.memory().numTensors;
    const counts: number[] = [];
    await train({ onEpoch: () => counts.push(tensors.tf.memory().numTensors) });
    expect(new Set(counts.slice(1)).size, 'growth from epoch to epoch is 0').toBe(1);
    expect(tensors.tf.memory().numTensors).toBe(before);
  });

  it('stops when epochs bring nothing, after its patience', async () => {
    const noise = plantedRows(420, 9, { skill: false });
    const { record } = await train({ rows: noise, config: { ...small, rate: 0.05, epochs: 30, patience: 2 } });
    expect(record.epochs.length - 1).toBe(record.bestEpoch + 2);
  });

  it('warms up linearly and ends in a cosine near zero', async () => {
    const { record } = await train({ config: { ...small, epochs: 6, warmUpEpochs: 2, patience: 9 } });
    const steps = 5;
    const rates = record.epochs.slice(1).map(({ rate }) => rate / small.rate);
    const cosine = (epoch: number): number =>
      (1 + Math.cos((Math.PI * (epoch * steps - 1 - 2 * steps)) / (4 * steps))) / 2;
    expect(rates, '5 steps in each epoch').toEqual(
      [0.5, 1, ...[3, 4, 5, 6].map(cosine)].map(one => expect.closeTo(one, 9)),
    );
  });

  it('gives a head nothing to do where nothing is known, and says so', async () => {
    const unknown = { ...rows, marketRegime: rows.marketRegime.map(() => -1) };
    const model = await trainHybrid({ ...training, rows: unknown }, tensors);
    expect(model.silent).toEqual(['marketRegime']);
    expect(model.record.epochs[1]?.train.marketRegime).toBeNull();
    const { marketRegime, signal } = await model.predict(rows, span(400, 402));
    expect(Array.from(marketRegime)).toEqual([Number.NaN, Number.NaN, Number.NaN, Number.NaN]);
    expect(signal.every(Number.isFinite)).toBe(true);
    model.dispose();
  });

  it.each(['attention', 'lstm'] as const)('trains a branch over the last candles by %s', async kind => {
    const { record } = await train({ config: { ...small, epochs: 2, sequence: { kind, candles: 6, units: 8 } } });
    expect(record.epochs.at(-1)?.validationLoss).toBeLessThan(record.epochs[0]?.validationLoss ?? 0);
  });

  it('begins an epoch anew at half the rate when numbers overflow', async () => {
    const config = { ...small, rate: 1e5, warmUpEpochs: 0, epochs: 1 };
    const { record } = await train({ config });
    expect(record.restarts, 'the rate is far too high').toBeGreaterThan(0);
    const cosine = (1 + Math.cos((Math.PI * 4) / 5)) / 2;
    expect((record.epochs[1]?.rate ?? 0) / (1e5 * cosine)).toBeCloseTo(0.5 ** record.restarts, 9);
    expect(record.bestEpoch, 'and such weights are not kept').toBe(0);
  });

  it('gives up after five restarts', async () => {
    const technical = rows.technical.map((value, i) => (Math.floor(i / 38) === 20 ? 3e38 : value));
    const { code, message } = await refusal({ rows: { ...rows, technical } });
    expect(code).toBe('model.bad-data');
    expect(message).toContain('no finite numbers 6 times');
  });

  it('refuses what it cannot learn from, by name', async () => {
    const technical = rows.technical.map((value, i) => (i === 38 * 7 + 2 ? Number.NaN : value));
    expect((await refusal({ rows: { ...rows, technical } })).message).toBe(
      'Number 2 of "technical" in row 7 is NaN: the network takes finite numbers only.',
    );
    expect((await refusal({ train: span(0, 63) })).message).toBe('The network needs 64 training rows or more, got 63.');
    expect((await refusal({ train: span(0, 63) })).code).toBe('data.too-few-candles');
    expect((await refusal({ validation: span(0, 0) })).text?.fr).toContain('1 lignes de validation');
    expect((await refusal({ seed: 0.5 })).message).toContain('seed 0.5');
    expect((await refusal({ rows: { ...rows, signal: rows.signal.slice(1) } })).message).toContain(
      '"signal" of 420 rows are 419',
    );
    expect((await refusal({ train: Int32Array.from({ length: 64 }, () => 420) })).message).toContain('no row 420');
  });
});

describe('a checkpoint', () => {
  const config = { ...small, epochs: 5 };
  const everyMs = 0;

  /** Stops the training after its second epoch. */
  async function interrupted(store: MemoryStore): Promise<void> {
    const stop = new AbortController();
    const stopped = train({
      config,
      checkpoint: { store, name: 'half', everyMs },
      signal: stop.signal,
      onEpoch: ({ epoch }) => {
        if (epoch === 2) stop.abort(new Error('enough'));
      },
    });
    await expect(stopped).rejects.toThrow('enough');
  }

  it('goes on to exactly what an uninterrupted training gives', async () => {
    const store = new MemoryStore();
    await interrupted(store);
    const whole = await train({ config });
    const epochs: number[] = [];
    const resumed = await train({
      config,
      checkpoint: { store, name: 'half', everyMs },
      onEpoch: ({ epoch }) => epochs.push(epoch),
    });
    expect(epochs, 'the first two are not repeated').toEqual([3, 4, 5]);
    expect(resumed.weights, 'to the bit').toEqual(whole.weights);
    expect(resumed.record).toEqual(whole.record);
  });

  it('is kept by an abort in the middle of an epoch, and no tensor stays', async () => {
    const before = tensors.tf.memory().numTensors;
    const store = new MemoryStore();
    const stop = new AbortController();
    const long = { ...config, epochs: 500, patience: 500 };
    setTimeout(() => stop.abort(new Error('enough')), 120);
    const stopped = train({ config: long, checkpoint: { store, name: 'long', everyMs: 1e9 }, signal: stop.signal });
    await expect(stopped).rejects.toThrow('enough');
    expect(store.read('long')).toBeDefined();
    expect(tensors.tf.memory().numTensors).toBe(before);
  });

  it('of another training is refused, and stays', async () => {
    const store = new MemoryStore();
    await interrupted(store);
    const kept = store.read('half');
    const error = await refusal({ config, seed: 5, checkpoint: { store, name: 'half', everyMs } });
    expect(error.message).toBe('The checkpoint "half" is of another training (seed). Remove it, or use another name.');
    const other = {
      config: { ...config, rate: 1e-3 },
      rows: { ...rows, dataHash: 'x' },
      checkpoint: { store, name: 'half', everyMs },
    };
    expect((await refusal(other)).details.others).toEqual(['data', 'configuration']);
    expect(store.read('half')).toEqual(kept);
  });

  it('that is cut or changed is refused', async () => {
    const store = new MemoryStore();
    await interrupted(store);
    const bytes = store.read('half') ?? new Uint8Array();
    const again = { config, checkpoint: { store, name: 'half', everyMs } };
    const broken: [Uint8Array, string][] = [
      [bytes.slice(0, 2), 'ends after 2 bytes'],
      [bytes.slice(0, 100), 'ends after 100 bytes'],
      [bytes.slice(0, -4), 'bytes of weights'],
      [bytes.with(bytes.length - 1, 7 ^ (bytes.at(-1) ?? 0)), 'checksum'],
      [bytes.with(6, 0), 'not JSON'],
    ];
    for (const [part, why] of broken) {
      store.write('half', part);
      expect((await refusal(again)).message).toContain(why);
    }
  });
});
