import { describe, expect, it } from 'vitest';
import { sliceSeries } from '../../../data/candle.ts';
import { SampleSource } from '../../../data/market/sample-source.ts';
import { foldRows } from '../../../models/hybrid/fold-rows.ts';
import { hybridRows } from '../../../models/hybrid/hybrid-dataset.ts';
import { technicalCount, unknownClass } from '../../../models/hybrid/hybrid-rows.ts';
import { type Fold, purgedFolds } from '../../../models/hybrid/purged-folds.ts';
import { shuffledLabels } from '../../../models/hybrid/shuffled-labels.ts';
import { seeded } from '../../kit/seeded.ts';
import { nearestNeighbour } from './nearest-neighbour.ts';

describe('shuffled labels', () => {
  const labels = Int8Array.from({ length: 100 }, (_, row) => (row % 9 === 0 ? unknownClass : Math.floor(row / 10) % 3));

  it('are the same labels in another order, with unknown ones where they were', () => {
    const shuffled = shuffledLabels(labels, { seed: 3, block: 5 });
    expect([...shuffled].sort(), 'as many of each').toEqual([...labels].sort());
    expect(shuffled).not.toEqual(labels);
    expect([...shuffled].flatMap((label, row) => (label === unknownClass ? [row] : []))).toEqual(
      [...labels].flatMap((label, row) => (label === unknownClass ? [row] : [])),
    );
  });

  it('depend on the seed alone', () => {
    expect(shuffledLabels(labels, { seed: 3, block: 5 })).toEqual(shuffledLabels(labels, { seed: 3, block: 5 }));
    expect(shuffledLabels(labels, { seed: 4, block: 5 })).not.toEqual(shuffledLabels(labels, { seed: 3, block: 5 }));
  });

  it('keep runs of the block together and put every order within reach', () => {
    const marks = Int8Array.from({ length: 12 }, (_, row) => row);
    const orders = new Set(
      Array.from({ length: 60 }, (_, seed) => {
        const shuffled = [...shuffledLabels(marks, { seed, block: 4 })];
        for (let row = 0; row < 12; row += 4) {
          const start = shuffled[row] ?? -1;
          expect(shuffled.slice(row, row + 4)).toEqual([start, start + 1, start + 2, start + 3]);
        }
        return shuffled.join();
      }),
    );
    expect(orders.size, '3! orders of 3 blocks').toBe(6);
  });
});

describe('the shuffled-label control', () => {
  const sample = new SampleSource().read('SPX', '1d') ?? expect.fail('no sample');
  const rows = hybridRows(sliceSeries(sample, 0, 2448));
  const { horizon } = rows.barriers;
  const known = rows.count - horizon;
  const labelEnd = rows.labelEnd.subarray(0, known);

  /** Folds that deal the rows out at random, as a split that knows nothing of time does. */
  function naiveFolds(): Fold[] {
    const random = seeded(6);
    const of = Int8Array.from({ length: known }, () => Math.floor(5 * random()));
    const all = Int32Array.from({ length: known }, (_, row) => row);
    return [0, 1, 2, 3, 4].map(k => ({
      train: all.filter(row => of[row] !== k),
      test: all.filter(row => of[row] === k),
    }));
  }

  /** Guesses and truth of every test row of every fold, on labels shuffled by several seeds. */
  const guessed = (folds: readonly Fold[]) =>
    [1, 2, 3].flatMap(seed => {
      const labels = shuffledLabels(rows.signal, { seed, block: horizon });
      return folds.flatMap(fold => {
        const features = foldRows(rows, fold.train).rows.technical;
        const guesses = nearestNeighbour(features, technicalCount, labels, fold);
        return [...fold.test].map((row, k) => ({ guess: guesses[k], label: labels[row] }));
      });
    });

  /**
   * Share of hits, the share that guesses hit which know the class shares alone, and the standard error of that, counting
   * the `horizon` neighbouring rows that share a label as one.
   */
  function score(folds: readonly Fold[]) {
    const pairs = guessed(folds);
    const share = (holds: (pair: (typeof pairs)[number]) => boolean) => pairs.filter(holds).length / pairs.length;
    const accuracy = share(({ guess, label }) => guess === label);
    const chance = [0, 1, 2].reduce(
      (sum, k) => sum + share(({ guess }) => guess === k) * share(({ label }) => label === k),
      0,
    );
    return { accuracy, chance, error: Math.sqrt((chance * (1 - chance) * horizon) / pairs.length) };
  }

  it('sits at the class prior under the purged split', () => {
    const { accuracy, chance, error } = score(purgedFolds(labelEnd, { folds: 5, embargo: 0.01 }));
    expect(Math.abs(accuracy - chance), `${accuracy} against ${chance}: two standard errors`).toBeLessThan(2 * error);
  });

  it('looks skilful under a naive split, where neighbours of each test row are learned', () => {
    const { accuracy, chance, error } = score(naiveFolds());
    expect(accuracy - chance, `${accuracy} against ${chance}: there is nothing to learn`).toBeGreaterThan(4 * error);
  });
});
