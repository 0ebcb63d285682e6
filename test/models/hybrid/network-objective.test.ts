import { beforeAll, describe, expect, it } from 'vitest';
import { type CandleSeries, dayOf } from '../../../data/candle.ts';
import type { Configuration } from '../../../data/study-store.ts';
import { headNames } from '../../../models/hybrid/heads.ts';
import { type NetworkSearch, networkObjective } from '../../../models/hybrid/network-objective.ts';
import { networkSpace, searchedConfig, shippedConfiguration } from '../../../models/hybrid/network-space.ts';
import { openTensors, type Tensors } from '../../../models/tensor.ts';
import { lastCandles } from '../../kit/trained-market.ts';

const candles = lastCandles(1100);
const small = { technicalUnits: 8, trunkUnits: 8 };
const search: NetworkSearch = { folds: 3, seeds: [1, 2], epochs: 1, head: 'volatility' };
let tensors: Tensors;

beforeAll(async () => {
  tensors = await openTensors({ backend: 'wasm' });
});

async function lossesOf(configuration: Configuration, over: Partial<NetworkSearch> = {}, series = candles) {
  const opened = networkObjective(series, { ...search, ...over }, tensors);
  const losses: number[] = [];
  const report = (_: number, loss: number): void => void losses.push(loss);
  return { ...opened, mean: await opened.objective(configuration, { number: 0, signal: undefined, report }), losses };
}

/** The same history with other prices from a day on. */
function changedFrom(series: CandleSeries, day: string): CandleSeries {
  const other = (column: Float64Array) =>
    column.map((value, row) => (dayOf(series.openAt[row] ?? 0) < day ? value : value * (1 + 0.1 * Math.sin(row))));
  return {
    ...series,
    close: other(series.close),
    open: other(series.open),
    high: other(series.high),
    low: other(series.low),
  };
}

describe('what a configuration of the network costs', () => {
  it('is 1 for a network that has learned nothing, which says what log-HAR says', async () => {
    const { mean, losses } = await lossesOf({ ...small, rate: 1e-12 });
    expect(losses).toHaveLength(4);
    expect(mean).toBeCloseTo(1, 6);
  });

  it('is the mean over folds and seeds, and moves with the configuration', async () => {
    const { mean, losses } = await lossesOf({ ...small, rate: 1e-2 });
    expect(mean).toBeCloseTo(losses.reduce((sum, one) => sum + one, 0) / 4, 12);
    expect(new Set(losses).size).toBe(4);
    expect(Math.abs(mean - 1)).toBeGreaterThan(1e-4);
  });

  it('reads nothing of the tail: other prices there change no digit', async () => {
    const { mean, to, tailFrom } = await lossesOf(small);
    expect(to < tailFrom).toBe(true);
    const changed = await lossesOf(small, {}, changedFrom(candles, tailFrom));
    expect([changed.mean, changed.tailFrom]).toEqual([mean, tailFrom]);
  });

  it('by purged k-fold scores rows from the first on, and reads nothing of the tail either', async () => {
    const over: Partial<NetworkSearch> = { split: 'purged-k-fold', seeds: [1] };
    const [forward, split] = [await lossesOf(small, { seeds: [1] }), await lossesOf(small, over)];
    expect(split.losses).toHaveLength(3);
    expect([split.from < forward.from, split.tailFrom]).toEqual([true, forward.tailFrom]);
    const changed = await lossesOf(small, over, changedFrom(candles, split.tailFrom));
    expect(changed.mean).toBe(split.mean);
  });

  it('is refused for a head whose labels are all alike in every fold', async () => {
    const silent = lossesOf(small, { head: 'marketRegime', seeds: [1], folds: 2 });
    await expect(silent).rejects.toThrow('The head "marketRegime" has nothing to learn in any fold');
  });

  it.each(headNames.filter(head => head !== 'marketRegime'))('can be that of the head %s', async head => {
    const { mean } = await lossesOf(small, { head, seeds: [1], folds: 2 });
    expect(mean).toBeGreaterThan(0.2);
    expect(mean).toBeLessThan(5);
  });

  it('keeps no tensor', async () => {
    await lossesOf(small);
    const before = tensors.tf.memory().numTensors;
    await lossesOf(small);
    expect(tensors.tf.memory().numTensors).toBe(before);
  });
});

describe('what is searched', () => {
  it('holds the shipped settings within its bounds, continuous ones alone for CMA-ES', () => {
    const space = networkSpace('tpe', true);
    const shipped = shippedConfiguration(space);
    for (const [name, parameter] of Object.entries(space)) {
      const [low, high] = parameter.kind === 'categorical' ? [1, 0] : [parameter.low, parameter.high];
      expect(shipped[name], name).toBeGreaterThanOrEqual(low);
      expect(shipped[name], name).toBeLessThanOrEqual(high);
    }
    expect(Object.keys(networkSpace('cma-es', false))).toEqual(['rate', 'dropout', 'weightDecay']);
  });

  it('becomes a whole configuration of the network', () => {
    expect(searchedConfig({ rate: 0.01, trunkUnits: 20 }, 7)).toMatchObject({
      rate: 0.01,
      trunkUnits: 20,
      epochs: 7,
      batch: 128,
    });
  });
});
