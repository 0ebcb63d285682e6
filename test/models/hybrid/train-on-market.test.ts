import { beforeAll, describe, expect, it } from 'vitest';
import { QuaestorError } from '../../../config/errors.ts';
import { type CandleSeries, sliceSeries } from '../../../data/candle.ts';
import { Judgement, judgeHybrid } from '../../../models/hybrid/judge-hybrid.ts';
import { MarketNetwork } from '../../../models/hybrid/market-network.ts';
import { offlineEmbedder } from '../../../models/hybrid/offline-embedding.ts';
import { marketSummaries, textVectors } from '../../../models/hybrid/text-vectors.ts';
import { type MarketTraining, type TrainedVersion, trainOnMarket } from '../../../models/hybrid/train-on-market.ts';
import { sparkline } from '../../../models/hybrid/trainings.ts';
import { openTensors, type Tensors } from '../../../models/tensor.ts';
import { lastCandles, tinyTraining } from '../../kit/trained-market.ts';
import { MemoryStore } from './memory-store.ts';

const candles = lastCandles(1100);
let tensors: Tensors;
let trained: TrainedVersion;

const train = (changed: Partial<MarketTraining> = {}, series: CandleSeries = candles): Promise<TrainedVersion> =>
  trainOnMarket({ series }, { ...tinyTraining, ...changed }, tensors);
const weightsOf = ({ ensemble }: TrainedVersion): Float32Array[] => ensemble.members.map(member => member.weights);
const refusal = async (run: Promise<unknown>): Promise<QuaestorError> => {
  try {
    await run;
  } catch (error) {
    if (error instanceof QuaestorError) return error;
    throw error;
  }
  throw new Error('the training ended');
};

beforeAll(async () => {
  tensors = await openTensors({ backend: 'wasm' });
  trained = await train();
}, 60_000);

describe('trainOnMarket', () => {
  it('tests rows in walk-forward folds, each purged of its training', () => {
    const { folds, rows, forecasts } = trained;
    expect(folds).toHaveLength(2);
    expect(folds.at(-1)?.test.at(-1), 'to the last row').toBe(rows.count - 1);
    for (const { train: learned, validation, test } of folds) {
      const reach = (part: Int32Array): number => Math.max(...Array.from(part, row => rows.labelEnd[row] ?? 0));
      expect(reach(learned)).toBeLessThan(validation[0] ?? 0);
      expect(reach(validation)).toBeLessThan(test[0] ?? 0);
    }
    expect(forecasts.map(({ test }) => test)).toEqual(folds.map(({ test }) => test));
    expect(trained.members.map(({ fold, seed }) => `${fold}:${seed}`)).toEqual([
      '1:1',
      '1:2',
      '1:3',
      '2:1',
      '2:2',
      '2:3',
    ]);
  });

  it('gives the same version for the same seeds, whatever was trained in between', async () => {
    const again = await train();
    expect(weightsOf(again)).toEqual(weightsOf(trained));
    expect(judgeHybrid(again)).toEqual(judgeHybrid(trained));
    again.ensemble.dispose();
  });

  it('goes on from where it was stopped, to the same version to the bit', async () => {
    const store = new MemoryStore();
    const stop = new AbortController();
    const shares: number[] = [];
    const stopped = train({
      store,
      signal: stop.signal,
      onProgress: share => {
        shares.push(share);
        if (share > 0.5) stop.abort(new Error('enough'));
      },
    });
    await expect(stopped).rejects.toThrow('enough');
    const resumed: number[] = [];
    const whole = await train({ store, onProgress: share => resumed.push(share) });
    expect(weightsOf(whole)).toEqual(weightsOf(trained));
    expect(resumed.length, 'what had ended is not trained again').toBeLessThan(shares.length + 2);
    expect(
      [...shares].sort((a, b) => a - b),
      'progress does not go back',
    ).toEqual(shares);
    whole.ensemble.dispose();
  });

  it('keeps no tensor of a training that was stopped', async () => {
    const before = tensors.tf.memory().numTensors;
    const stop = new AbortController();
    const onProgress = (share: number): void => {
      if (share > 0.7) stop.abort(new Error('enough'));
    };
    await expect(train({ signal: stop.signal, onProgress })).rejects.toThrow('enough');
    expect(tensors.tf.memory().numTensors).toBe(before);
  });

  it('compares the text with its absence, and does not read it unless asked to', async () => {
    const text = {
      vectors: await textVectors(marketSummaries(candles), offlineEmbedder),
      source: { kind: 'generated', embedder: { name: offlineEmbedder.name, source: 'offline' } } as const,
    };
    const compared = await train({ text: { ...text, role: 'ablation' } });
    expect(weightsOf(compared), 'the version itself reads none').toEqual(weightsOf(trained));
    expect(compared.statistics.text).toEqual({ kind: 'none' });
    const judged = judgeHybrid(compared);
    expect(judged.ablation?.advantage).not.toBe(0);
    expect(judgeHybrid(trained).ablation).toBeNull();
    const reading = await train({ text: { ...text, role: 'input' } });
    expect(reading.statistics.text.kind).toBe('generated');
    expect(judgeHybrid(reading).ablation?.advantage, 'the same comparison').toBeCloseTo(
      judged.ablation?.advantage ?? 9,
      9,
    );
    const network = new MarketNetwork(reading.ensemble, reading.statistics);
    const said = await network.read({ series: candles });
    expect(said.textUsed).toBe(true);
    const drivers = await network.drivers({ series: candles });
    const phi = drivers?.phi ?? new Float64Array();
    expect(drivers?.names).toHaveLength(39);
    expect(phi[38], 'the whole text is one of them').not.toBe(0);
    const sum = phi.reduce((all, one) => all + one, drivers?.base ?? Number.NaN);
    expect(sum, 'adds up').toBeCloseTo(Math.log(said.volatility.hybrid[1].variance), 5);
    for (const one of [compared, reading]) one.ensemble.dispose();
  }, 60_000);

  it('refuses too little data with the number that it needs', async () => {
    const error = await refusal(train({}, lastCandles(700)));
    expect(error.code).toBe('data.too-few-candles');
    expect(error.details).toMatchObject({ needed: 958, got: 700 });
    expect((await refusal(train({ seeds: [1, 1, 2] }))).message).toContain('3 to 5 networks of different seeds');
  });

  it('refuses a constant column by its name', async () => {
    const flat = { ...candles, volume: candles.volume.map(() => 1000) };
    const error = await refusal(train({}, flat));
    expect(error.code).toBe('model.bad-data');
    expect(error.message).toMatch(/Column "[a-z0-9_]*vol[a-z0-9_]*" is constant/);
  });

  it('draws the last losses as bars', () => {
    expect(sparkline([1, 0.5, 0])).toBe('█▅▁');
    expect(sparkline([2, 2])).toBe('▁▁');
    expect(sparkline([9, 1, 2, 3], 3)).toBe('▁▂▃');
  });
});

describe('judgeHybrid', () => {
  it('sets every head beside its baselines and says who serves it, and why', () => {
    const judged = Judgement.parse(judgeHybrid(trained));
    expect(judged.volatility.map(one => [one.days, one.all.rows, one.tail.rows])).toEqual([
      [1, 434, 217],
      [2, 433, 216],
    ]);
    expect(judged.servedBy.volatility).toMatchObject({ by: 'log-har' });
    expect(judged.servedBy.volatility.reasons[0]?.kind, 'three seeds are too few').toBe('few-seeds');
    expect(judged.marketRegime.against.map(one => one.baseline)).toEqual(['persistence', 'class-shares']);
    for (const { reasons } of Object.values(judged.servedBy)) {
      for (const { en, fr } of reasons) expect(en).not.toBe(fr);
    }
  });
});

describe('a market network', () => {
  const networkOf = ({ ensemble, statistics }: TrainedVersion): MarketNetwork =>
    new MarketNetwork(ensemble, statistics);

  it('says the same after it was saved and loaded', async () => {
    const network = networkOf(trained);
    const loaded = await MarketNetwork.load(await network.save(), tensors);
    expect(await loaded.read({ series: candles })).toEqual(await network.read({ series: candles }));
    loaded.dispose();
  });

  it('reads at the last candle what it said of that row when it was judged', async () => {
    const { rows, forecasts } = trained;
    const tail = forecasts.at(-1);
    const n = (tail?.test.length ?? 0) - 1;
    const reading = await networkOf(trained).read({ series: candles });
    expect(reading.asOfOpenAt).toBe(rows.openAt.at(-1));
    expect(reading.sigma).toBeCloseTo(rows.sigma.at(-1) ?? 0, 9);
    for (const [k, share] of reading.said.signal.entries()) {
      expect(share).toBeCloseTo(tail?.ensemble.signal[n * 3 + k] ?? 9, 5);
    }
    expect(reading.volatility.logHar[1].variance).toBeCloseTo(Math.exp(rows.logVariance[1].at(-1) ?? 0), 9);
    expect(reading.missing).toEqual([]);
  });

  it('shares out what it adds to log-HAR among its features, and what it is not fed gets nothing', async () => {
    const network = networkOf(trained);
    const { volatility } = await network.read({ series: candles });
    const drivers = await network.drivers({ series: candles });
    if (!drivers) throw new Error('nothing is explained');
    const { base, phi, names, values } = drivers;
    const said = phi.reduce((all, one) => all + one, base);
    expect(said).toBeCloseTo(Math.log(volatility.hybrid[1].variance), 5);
    expect(names.at(-1)).toBe('text');
    expect(phi.at(-1), 'it reads no text').toBe(0);
    expect(values.subarray(0, 38).every(Number.isFinite)).toBe(true);
    expect(await network.drivers({ series: candles }), 'the same again').toEqual(drivers);
  });

  it('reads the same of a candle whether or not later ones are there', async () => {
    const network = networkOf(trained);
    const cut = sliceSeries(candles, 0, 1000);
    const changed = { ...candles, close: candles.close.map((price, row) => (row < 1000 ? price : price * 2)) };
    const [short, other] = [
      await network.read({ series: cut }),
      await network.read({ series: sliceSeries(changed, 0, 1000) }),
    ];
    expect(other).toEqual(short);
  });

  it('refuses what was not saved by it, and texts that another embedder writes', async () => {
    const files = await networkOf(trained).save();
    const without = (name: string) => new Map([...files].filter(([file]) => file !== name));
    expect((await refusal(MarketNetwork.load(without('statistics.json'), tensors))).message).toContain('it is missing');
    expect((await refusal(MarketNetwork.load(without('seed-2/weights.bin'), tensors))).message).toContain('seed-2');
    const broken = new Map(files).set('statistics.json', Buffer.from('{}'));
    expect((await refusal(MarketNetwork.load(broken, tensors))).code).toBe('model.bad-data');
    const statistics = {
      ...trained.statistics,
      text: { kind: 'generated', embedder: { name: 'someone/else', source: 'provider' } },
    };
    const foreign = new Map(files).set('statistics.json', Buffer.from(JSON.stringify(statistics)));
    expect((await refusal(MarketNetwork.load(foreign, tensors))).message).toContain('"someone/else"');
  });
});
