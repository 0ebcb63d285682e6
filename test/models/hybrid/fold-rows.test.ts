import { describe, expect, it } from 'vitest';
import { sliceSeries } from '../../../data/candle.ts';
import { SampleSource } from '../../../data/market/sample-source.ts';
import { classCounts, classWeights } from '../../../models/hybrid/class-weights.ts';
import { foldRows } from '../../../models/hybrid/fold-rows.ts';
import { hybridRows } from '../../../models/hybrid/hybrid-dataset.ts';
import { unknownClass } from '../../../models/hybrid/hybrid-rows.ts';
import { checkFeatures, checkLabels } from '../../../models/hybrid/network-rows.ts';
import { purgedTail } from '../../../models/hybrid/purged-folds.ts';
import { thrownBy } from '../../kit/thrown-by.ts';

const sample = new SampleSource().read('SPX', '1d') ?? expect.fail('no sample');
const rows = hybridRows(sliceSeries(sample, 0, 1448));
const all = Int32Array.from({ length: rows.count }, (_, row) => row);
const { train, test } = purgedTail(rows.labelEnd, all, 0.25);
const fold = foldRows(rows, train);

describe('rows of a fold', () => {
  it('are what the network takes', () => {
    checkLabels(fold.rows);
    expect(() => checkFeatures(fold.rows, all, 38)).not.toThrow();
    expect(fold.rows.dataHash).toBe(rows.dataHash);
  });

  it('learn nothing from rows outside of the training', () => {
    const spoiled = {
      ...rows,
      technical: rows.technical.map((value, i) =>
        i >= (test[0] ?? 0) * rows.technicalNames.length ? value * 9 : value,
      ),
      signal: rows.signal.map((label, row) => (row >= (test[0] ?? 0) ? 0 : label)),
      volatility: {
        ...rows.volatility,
        1: {
          ...rows.volatility[1],
          outcome: rows.volatility[1].outcome.map((y, row) => (row >= (test[0] ?? 0) ? 9 : y)),
        },
      },
    };
    expect(foldRows(spoiled, train).statistics).toEqual(fold.statistics);
  });

  it('weigh each known signal by its uniqueness and its class', () => {
    const counts = classCounts(rows.signal, train, 3);
    const weights = classWeights(counts);
    expect(fold.statistics.classWeights).toEqual(weights);
    expect(fold.statistics.prior.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12);
    const row = 100;
    const label = rows.signal[row] ?? unknownClass;
    expect(fold.rows.signalWeight[row]).toBeCloseTo((rows.uniqueness[row] ?? 0) * (weights[label] ?? 0), 6);
    expect(fold.rows.signalWeight.at(-1), 'its outcome has not come').toBe(0);
  });

  it('have a quarter, a half, a fifth and a twentieth of the training days in the four volatility regimes', () => {
    const shares = [0, 1, 2, 3].map(
      k => train.filter(row => fold.rows.volatilityRegime[row] === k).length / train.length,
    );
    for (const [k, share] of [0.25, 0.5, 0.2, 0.05].entries()) expect(shares[k]).toBeCloseTo(share, 2);
    expect(fold.rows.volatilityRegime.at(-1), 'tomorrow has not come').toBe(unknownClass);
  });

  it('are refused by the name of a column that says nothing', () => {
    const flat = sliceSeries({ ...sample, volume: sample.volume.map(() => 0) }, 0, 1448);
    const refused = thrownBy(() => foldRows(hybridRows(flat), train));
    expect([refused.code, refused.details.column], 'no volume, no ratio of volumes').toEqual([
      'model.bad-data',
      'volume_to_mean_20',
    ]);
  });
});
