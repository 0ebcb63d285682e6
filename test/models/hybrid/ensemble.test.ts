import { beforeAll, describe, expect, it } from 'vitest';
import { HybridEnsemble, majority } from '../../../models/hybrid/ensemble.ts';
import { HybridConfig } from '../../../models/hybrid/hybrid-config.ts';
import type { HybridModel } from '../../../models/hybrid/hybrid-model.ts';
import { trainHybrid } from '../../../models/hybrid/train.ts';
import { openTensors, type Tensors } from '../../../models/tensor.ts';
import { thrownBy } from '../../kit/thrown-by.ts';
import { plantedRows, span } from './planted-rows.ts';

let tensors: Tensors;
beforeAll(async () => {
  tensors = await openTensors({ backend: 'wasm' });
});

const rows = plantedRows(300, 3);
const config = HybridConfig.parse({
  epochs: 3,
  batch: 64,
  rate: 1e-2,
  technicalUnits: 16,
  textUnits: 8,
  trunkUnits: 16,
});
const member = (seed: number): Promise<HybridModel> =>
  trainHybrid({ rows, train: span(0, 190), validation: span(200, 290), config, seed }, tensors);
const take = span(200, 300);

describe('an ensemble', () => {
  it('says the mean of its members, and how they vote', async () => {
    const members = [await member(1), await member(2), await member(3)];
    const ensemble = new HybridEnsemble(members);
    const together = await ensemble.predict(rows, take);
    const alone = [];
    for (const one of members) alone.push(await one.predict(rows, take));
    const mean = (values: (number | undefined)[]): number =>
      values.reduce<number>((sum, one) => sum + (one ?? Number.NaN), 0) / 3;
    for (const name of ['signal', 'volatilityRegime', 'marketRegime', 'adverse', 'favourable'] as const)
      expect(together[name][4], name).toBeCloseTo(mean(alone.map(one => one[name][4])), 12);
    const medians = alone.map(one => one.volatility[1][7 * 5 + 3] ?? Number.NaN);
    expect(together.volatility[1][7 * 5 + 3], 'the mean shift is the mean of the medians').toBeCloseTo(
      mean(medians),
      6,
    );
    const spread = Math.sqrt(medians.reduce((sum, one) => sum + (one - mean(medians)) ** 2, 0) / 2);
    expect(together.volatilityDisagreement[1][5]).toBeCloseTo(spread, 9);
    expect(spread).toBeGreaterThan(0);
    const best = alone.map(one => Array.from(one.signal.subarray(0, 3))).map(one => one.indexOf(Math.max(...one)));
    const votes = [0, 1, 2].map(choice => best.filter(one => one === choice).length);
    expect(together.agreement[0]).toBe(Math.max(...votes) / 3);
    if (Math.max(...votes) > 1) expect(together.vote[0]).toBe(votes.indexOf(Math.max(...votes)));
    ensemble.dispose();
    expect(tensors.tf.memory().numTensors).toBe(0);
  });

  it('has three to five members of different seeds', async () => {
    const one = await member(1);
    expect(thrownBy(() => new HybridEnsemble([one, one, one])).message).toBe(
      'An ensemble has 3 to 5 networks of different seeds, got the seeds 1, 1, 1.',
    );
    expect(thrownBy(() => new HybridEnsemble([one])).code).toBe('model.bad-data');
    one.dispose();
  });
});

describe('a vote', () => {
  const [sell, hold, buy] = [
    Float64Array.of(0.5, 0.3, 0.2),
    Float64Array.of(0.2, 0.5, 0.3),
    Float64Array.of(0.1, 0.2, 0.7),
  ];

  it('goes to the class that most members prefer', () => {
    expect(majority([buy, buy, sell], 0)).toEqual({ vote: 2, agreement: 2 / 3 });
    expect(majority([sell, sell, sell], 0)).toEqual({ vote: 0, agreement: 1 });
  });

  it('is hold when no class has most', () => {
    expect(majority([buy, hold, sell], 0)).toEqual({ vote: 1, agreement: 1 / 3 });
    expect(majority([buy, buy, sell, sell], 0)).toEqual({ vote: 1, agreement: 1 / 2 });
  });

  it('is hold when the head is silent', () => {
    const silent = Float64Array.of(Number.NaN, Number.NaN, Number.NaN);
    expect(majority([silent, silent, silent], 0)).toEqual({ vote: 1, agreement: 0 });
  });
});
