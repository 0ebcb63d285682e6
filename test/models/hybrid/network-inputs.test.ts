import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CandleSeries, dayOf, sliceSeries } from '../../../data/candle.ts';
import { FeatureCatalogue } from '../../../data/features/feature-catalogue.ts';
import { InstrumentRegistry } from '../../../data/instrument-registry.ts';
import { ranked } from '../../../models/explain/feature-importance.ts';
import { type RankRequest, rankFeatures } from '../../../models/explain/rank-features.ts';
import type { InputChoice } from '../../../models/hybrid/input-choice.ts';
import { judgeHybrid } from '../../../models/hybrid/judge-hybrid.ts';
import { MarketNetwork } from '../../../models/hybrid/market-network.ts';
import type { Rank } from '../../../models/hybrid/select-features.ts';
import { type MarketTraining, type TrainedVersion, trainOnMarket } from '../../../models/hybrid/train-on-market.ts';
import { openTensors, type Tensors } from '../../../models/tensor.ts';
import { seeded } from '../../kit/seeded.ts';
import { lastCandles, tinyTraining } from '../../kit/trained-market.ts';

const instrument = new InstrumentRegistry().find('SPX') ?? expect.fail('no instrument');
const candles = lastCandles(1150);
let tensors: Tensors;

/** Ranks by name, and keeps what it was asked. */
const byName =
  (asked: RankRequest[] = []): Rank =>
  request => {
    asked.push(request);
    return ranked(Object.keys(request.columns).map((feature, k) => ({ feature, importance: k })));
  };
const training = (inputs: InputChoice, over: Partial<MarketTraining> = {}): MarketTraining => ({
  ...tinyTraining,
  config: { ...tinyTraining.config, epochs: 1 },
  inputs,
  ...over,
});
const train = (inputs: InputChoice, over: Partial<MarketTraining> = {}, series: CandleSeries = candles) =>
  trainOnMarket({ series, instrument }, training(inputs, over), tensors);

const choices = [
  ['all', 'fold'],
  ['selected', 'fold'],
  ['projected', 'fold'],
  ['technical', 'rolling'],
  ['selected', 'rolling'],
] as const;

const versions = new Map<string, TrainedVersion>();
const versionOf = (features: InputChoice['features'], normalisation: InputChoice['normalisation']): TrainedVersion =>
  versions.get(`${features},${normalisation}`) ?? expect.fail(`${features}, ${normalisation} is not trained`);
const networkOf = ({ ensemble, statistics }: TrainedVersion) => new MarketNetwork(ensemble, statistics);

/** How many features the tail's networks learned from, and how many they are fed. */
const countsOf = (trained: TrainedVersion) => {
  const { learned, served } = judgeHybrid(trained).inputs?.folds.at(-1) ?? expect.fail('no folds');
  return { learned, served };
};

beforeAll(async () => {
  tensors = await openTensors({ backend: 'wasm' });
  for (const [features, normalisation] of choices) {
    versions.set(`${features},${normalisation}`, await train({ features, normalisation }, { rank: byName() }));
  }
}, 120_000);

afterAll(() => {
  for (const { ensemble } of versions.values()) ensemble.dispose();
});

describe('a network that reads other features', () => {
  it.each(choices)(
    '(%s, %s) says at the last candle what it said when it was judged, saved and loaded',
    async (...choice) => {
      const trained = versionOf(...choice);
      const loaded = await MarketNetwork.load(await networkOf(trained).save(), tensors);
      const reading = await loaded.read({ series: candles, instrument });
      loaded.dispose();
      const judged = trained.forecasts.at(-1)?.ensemble.signal.slice(-3) ?? [];
      for (const [k, share] of reading.said.signal.entries()) expect(share).toBeCloseTo(judged[k] ?? 9, 4);
      expect(reading.missing).toEqual([]);
      expect(judgeHybrid(trained).inputs).toMatchObject({ features: choice[0], normalisation: choice[1] });
    },
  );

  it('learns from as many and is fed as many as was asked for', () => {
    expect(countsOf(versionOf('technical', 'rolling'))).toEqual({ learned: 38, served: 38 });
    expect(countsOf(versionOf('selected', 'fold'))).toEqual({ learned: 150, served: 150 });
    const { learned, served } = countsOf(versionOf('all', 'fold'));
    expect([learned > 200, served]).toEqual([true, learned]);
    expect(countsOf(versionOf('projected', 'fold'))).toEqual({ learned, served: 150 });
  });

  it('feeds a network that learned from all of them the selected ones alone', async () => {
    const { statistics, features, ensemble } = versionOf('projected', 'fold');
    expect([...(statistics.served ?? [])].sort()).toEqual([...(features.at(-1)?.choice?.names ?? [])].sort());
    const read = (served: readonly string[] | undefined) =>
      new MarketNetwork(ensemble, { ...statistics, served: served && [...served] }).read({
        series: candles,
        instrument,
      });
    const [fed, all] = [await read(statistics.served), await read(undefined)];
    expect(all.said.signal, 'the others stand at the mean').not.toEqual(fed.said.signal);
  });

  it('ranks them on the training rows of the fold alone: later prices change nothing', async () => {
    const [asked, changed]: [RankRequest[], RankRequest[]] = [[], []];
    const trained = await train({ features: 'selected', normalisation: 'fold' }, { rank: byName(asked) });
    const { rows, folds } = trained;
    const [first] = folds;
    const until = dayOf(rows.openAt[first?.test[0] ?? 0] ?? 0);
    const later = (column: Float64Array) =>
      column.map((value, row) => (dayOf(candles.openAt[row] ?? 0) < until ? value : value * (1 + 0.1 * Math.sin(row))));
    const { open, high, low, close } = candles;
    const other = { ...candles, open: later(open), high: later(high), low: later(low), close: later(close) };
    const again = await train({ features: 'selected', normalisation: 'fold' }, { rank: byName(changed) }, other);
    expect(asked[0]?.target.length).toBe(first?.train.length);
    expect(changed[0]).toEqual(asked[0]);
    expect(changed[1]).not.toEqual(asked[1]);
    for (const one of [trained, again]) one.ensemble.dispose();
  }, 60_000);

  it('falls back to the static list where the rows are too few to rank, and says so', async () => {
    const trained = await train({ features: 'selected', normalisation: 'fold' });
    trained.ensemble.dispose();
    expect(trained.importance).toBeUndefined();
    const folds = judgeHybrid(trained).inputs?.folds ?? [];
    expect(folds.map(({ source }) => source)).toEqual(['static', 'static']);
    expect(folds[0]?.reason?.en).toMatch(/^Ranking features takes 500 training days, there are \d+\.$/);
    const list = FeatureCatalogue.open().namesOf('inference-150-static');
    expect(trained.statistics.standard.columns.every(({ name }) => list.includes(name))).toBe(true);
  }, 60_000);

  it('falls back to the ranking of an earlier fold, never of a later one', async () => {
    let times = 0;
    const failsLater: Rank = request => {
      times += 1;
      return times === 1 ? byName()(request) : rankFeatures({ columns: {}, target: new Float64Array(3) });
    };
    const trained = await train({ features: 'selected', normalisation: 'fold' }, { rank: failsLater });
    trained.ensemble.dispose();
    expect(trained.features.map(({ choice }) => choice?.source)).toEqual(['computed', 'last-good']);
    expect(trained.features[1]?.choice?.names).toEqual(trained.features[0]?.choice?.names);
  }, 60_000);

  it('names the features that have no value now', async () => {
    const { missing } = await networkOf(versionOf('selected', 'fold')).read({ series: candles });
    const names = versionOf('selected', 'fold').statistics.standard.columns.map(({ name }) => name);
    const plan = FeatureCatalogue.open().plan(names, ['open_at', 'open', 'high', 'low', 'close', 'volume']);
    expect(missing.length, 'without an instrument there is no calendar').toBeGreaterThan(0);
    expect([...missing].sort()).toEqual([...plan.missing.keys()].sort());
  });

  it('forgets candles that are older than its warm-up', async () => {
    const network = networkOf(versionOf('selected', 'rolling'));
    const read = (series: CandleSeries) => network.read({ series, instrument });
    const [whole, part] = [await read(candles), await read(sliceSeries(candles, candles.length - 1100))];
    for (const [k, share] of part.said.signal.entries()) expect(share).toBeCloseTo(whole.said.signal[k] ?? 9, 4);
  });

  it('is refused where its tail begins on days that a search has seen', async () => {
    const choice = { features: 'technical', normalisation: 'fold' } as const;
    await expect(train(choice, { unseenFrom: '2020-04-01' })).rejects.toThrow('the search saw days up to 2020-04-01');
  });
});

describe('the ranking of features on training rows', () => {
  it('finds the two of thirty that move the variance, and refuses fewer than 500 rows', () => {
    const random = seeded(21);
    const columns = Object.fromEntries(
      Array.from({ length: 30 }, (_, k) => [`f${k}`, Float64Array.from({ length: 600 }, random)]),
    );
    const [strong = new Float64Array(), weak = new Float64Array()] = [columns.f7, columns.f19];
    const target = strong.map((value, i) => Math.exp(2 * value + (weak[i] ?? 0)));
    const [first, second] = rankFeatures({ columns, target });
    expect([first?.feature, second?.feature]).toEqual(['f7', 'f19']);
    const few = Object.fromEntries(Object.entries(columns).map(([name, values]) => [name, values.slice(0, 499)]));
    expect(() => rankFeatures({ columns: few, target: target.slice(0, 499) })).toThrow('takes 500 training days');
  });
});
