import { describe, expect, it } from 'vitest';
import { QuaestorError } from '../../../config/errors.ts';
import { FeatureCatalogue } from '../../../data/features/feature-catalogue.ts';
import { chooseFeatures, type ImportanceKey, type ImportanceStore } from '../../../models/explain/feature-choice.ts';
import {
  type FeatureImportance,
  featureImportance,
  rankCorrelation,
  ranked,
} from '../../../models/explain/feature-importance.ts';
import { importanceCsv, readImportanceCsv } from '../../../models/explain/importance-csv.ts';
import { treePermutationShap } from '../../../models/explain/tree-permutation-shap.ts';
import { boost } from '../../../models/trees/boost.ts';
import { cellsOf } from '../../../models/trees/cells.ts';
import { seeded } from '../../kit/seeded.ts';
import { thrownBy } from '../../kit/thrown-by.ts';
import { firstRows } from './explained-world.ts';

const listOf = (importances: Readonly<Record<string, number>>): FeatureImportance[] =>
  ranked(Object.entries(importances).map(([feature, importance]) => ({ feature, importance })));

describe('feature importance', () => {
  it('is the mean size of phi, ranked', () => {
    const phi = Float64Array.of(1, -4, 0, -3, 2, 0);
    expect(featureImportance(['a', 'b', 'c'], { base: 0, phi, rows: 2, players: 3 })).toEqual([
      { feature: 'b', importance: 3, rank: 1 },
      { feature: 'a', importance: 2, rank: 2 },
      { feature: 'c', importance: 0, rank: 3 },
    ]);
  });

  it('ranks equal features by name', () => {
    expect(listOf({ b: 1, a: 1 }).map(({ feature }) => feature)).toEqual(['a', 'b']);
  });

  it('agrees with itself by Spearman: 1, -1 when turned round, 0.8 for two neighbours out of four changed twice', () => {
    const list = listOf({ a: 4, b: 3, c: 2, d: 1 });
    expect(rankCorrelation(list, list)).toBe(1);
    expect(rankCorrelation(list, listOf({ a: 1, b: 2, c: 3, d: 4 }))).toBe(-1);
    expect(rankCorrelation(list, listOf({ a: 3, b: 4, c: 2, d: 1 })), '1 - 6 x 2 / (4 x 15)').toBeCloseTo(0.8, 12);
  });

  it('counts no agreement among features of equal importance', () => {
    const [two, three] = [listOf({ a: 2, b: 0, c: 0, d: 0 }), listOf({ a: 0, b: 2, c: 0, d: 0 })];
    expect(rankCorrelation(two, three), 'ranks 1, 3, 3, 3 and 3, 1, 3, 3: Pearson -1 / 3').toBeCloseTo(-1 / 3, 12);
  });
});

describe('ten planted features among 350', () => {
  const random = seeded(14);
  const rows = 1000;
  const names = Array.from({ length: 350 }, (_, j) => `f${j}`);
  const planted = names.filter((_, j) => j % 35 === 3);
  const columns = Object.fromEntries(names.map(name => [name, Float64Array.from({ length: rows }, random)]));
  const target = Float64Array.from({ length: rows }, (_, i) =>
    planted.reduce((sum, name, k) => sum + (k % 2 ? -1 : 1) * ((columns[name]?.[i] ?? 0) > 0.5 ? 1 : 0), random()),
  );
  const halves = [0, 500].map(from => {
    const half = Object.fromEntries(names.map(name => [name, (columns[name] ?? target).slice(from, from + 500)]));
    const trees = boost(
      { columns: half, target: target.slice(from, from + 500) },
      { rounds: 60, leaves: 8, columnShare: 0.3 },
    );
    const cells = cellsOf(half, names);
    return featureImportance(names, treePermutationShap(trees, cells, firstRows(cells, 10)));
  });

  it('stand at the top from either half of the rows', () => {
    for (const list of halves) {
      const top = list.slice(0, 10).map(({ feature }) => feature);
      expect(top.filter(name => planted.includes(name)).length, top.join(' ')).toBeGreaterThanOrEqual(9);
    }
  });

  it('make the two halves agree on them, and on little else', () => {
    const [first = [], second = []] = halves;
    const only = (list: readonly FeatureImportance[], wanted: boolean) =>
      ranked(list.filter(({ feature }) => planted.includes(feature) === wanted));
    const noise = rankCorrelation(only(first, false), only(second, false));
    expect(Math.abs(noise), '340 columns of noise: within 3 / sqrt(340)').toBeLessThan(3 / Math.sqrt(340));
  });
});

describe('the CSV of importances', () => {
  const list = listOf({ rsi_14: 0.1 + 0.2, har_week: 1e-7, doji: 0 });

  it('comes back as it was', () => {
    const csv = importanceCsv(list);
    expect(csv).toBe('feature,importance,rank\nrsi_14,0.30000000000000004,1\nhar_week,1e-7,2\ndoji,0,3\n');
    expect(readImportanceCsv(csv)).toEqual(list);
    expect(readImportanceCsv(csv.replaceAll('\n', '\r\n')), 'with the line ends of Windows').toEqual(list);
  });

  it.each([
    ['name,importance\n', 'line 1'],
    ['feature,importance,rank\na,,1\n', 'line 2'],
    ['feature,importance,rank\na,1,1\nb,x,2\n', 'line 3'],
    ['feature,importance,rank\na,1,1\nb,-1,2\n', 'line 3'],
    ['feature,importance,rank\na,1,2\n', 'is not of rank 1'],
  ])('%j is refused with its line', (csv, named) => {
    const error = thrownBy(() => readImportanceCsv(csv));
    expect([error.code, error.message.includes(named)]).toEqual(['data.bad-file', true]);
  });
});

/** A store in memory. */
class Shelf implements ImportanceStore {
  readonly kept = new Map<string, string>();
  last: string | undefined;
  #of({ dataHash, modelId }: ImportanceKey) {
    return `${dataHash} ${modelId}`;
  }
  keep(key: ImportanceKey, csv: string) {
    this.kept.set(this.#of(key), csv);
    this.last = csv;
  }
  read(key: ImportanceKey) {
    return this.kept.get(this.#of(key));
  }
  lastGood() {
    return this.last;
  }
}

describe('the choice of features', () => {
  const key = { dataHash: 'abc', modelId: 'trees-1' };
  const list = listOf({ a: 3, b: 2, c: 1 });
  const constant = 'Column "x" is constant, so it explains nothing.';
  const broken = (): never => {
    throw new QuaestorError('model.bad-data', constant);
  };

  it('is computed once for the same rows and model', async () => {
    const store = new Shelf();
    let asked = 0;
    const rank = () => {
      asked += 1;
      return list;
    };
    const choose = (modelId: string) => chooseFeatures({ key: { ...key, modelId }, store, rank, keep: 2 });
    expect(await choose('trees-1')).toEqual({ names: ['a', 'b'], source: 'computed' });
    expect(await choose('trees-1')).toEqual({ names: ['a', 'b'], source: 'cached' });
    expect(await choose('trees-2'), 'another model').toEqual({ names: ['a', 'b'], source: 'computed' });
    expect(asked).toBe(2);
  });

  it('falls back to the last good one, and says why', async () => {
    const store = new Shelf();
    store.keep({ dataHash: 'old', modelId: 'trees-1' }, importanceCsv(list));
    expect(await chooseFeatures({ key, store, rank: broken, keep: 1 })).toEqual({
      names: ['a'],
      source: 'last-good',
      reason: { en: constant, fr: constant },
    });
  });

  it('keeps as many as are asked for', async () => {
    const store = new Shelf();
    await chooseFeatures({ key, store, rank: () => list, keep: 2 });
    expect(store.last).toBe('feature,importance,rank\na,3,1\nb,2,2\n');
  });

  it('falls back to the static list of 150 where nothing was ever learnt', async () => {
    const { names, source } = await chooseFeatures({ key, store: new Shelf(), rank: broken });
    expect(source).toBe('static');
    const catalogue = FeatureCatalogue.open();
    expect(names).toEqual(catalogue.namesOf('inference-150-static'));
    expect(names.length).toBe(150);
    const categories = new Set(names.map(name => catalogue.features.find(row => row.name === name)?.category));
    expect(categories.size, 'it is spread over the categories').toBeGreaterThanOrEqual(8);
  });

  it('computes anew over a ranking that was damaged, and takes none from it', async () => {
    const store = new Shelf();
    store.keep(key, 'feature,importance,rank\na,NaN,1\n');
    const damage = 'Feature importance, line 2: "a,NaN,1" is not a name, a number and a rank.';
    const fallen = await chooseFeatures({ key, store, rank: broken });
    expect([fallen.source, fallen.reason?.en], 'nor is it a last good one').toEqual([
      'static',
      `${damage} ${constant}`,
    ]);
    const anew = await chooseFeatures({ key, store, rank: () => list });
    expect([anew.source, anew.reason?.en], 'the damage is said').toEqual(['computed', damage]);
    const mended = await chooseFeatures({ key, store, rank: () => list });
    expect([mended.source, mended.reason]).toEqual(['cached', undefined]);
  });

  it('does not hide a fault that is not of the model', async () => {
    const rank = () => {
      throw new TypeError('a bug');
    };
    await expect(chooseFeatures({ key, store: new Shelf(), rank })).rejects.toThrow('a bug');
  });
});
