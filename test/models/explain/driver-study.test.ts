import { monitorEventLoopDelay } from 'node:perf_hooks';
import { describe, expect, it } from 'vitest';
import { type CandleSeries, sliceSeries } from '../../../data/candle.ts';
import { FeatureCatalogue } from '../../../data/features/feature-catalogue.ts';
import { InstrumentRegistry } from '../../../data/instrument-registry.ts';
import { SampleSource } from '../../../data/market/sample-source.ts';
import { ThreadCompute } from '../../../models/compute/thread-compute.ts';
import { studyDrivers } from '../../../models/explain/driver-study.ts';
import { driverTable, learnDrivers } from '../../../models/explain/driver-table.ts';
import { cellsOf } from '../../../models/trees/cells.ts';
import { qlike } from '../../../models/volatility/qlike.ts';
import { seeded } from '../../kit/seeded.ts';
import { thrownBy } from '../../kit/thrown-by.ts';

const instrument = new InstrumentRegistry().find('SPX');
const whole = new SampleSource().read('SPX', '1d');
if (!instrument || !whole) throw new Error('the bundled history is not there');
const sourcesOf = (series: CandleSeries) => ({ series, instrument });

/** Three years of the S&P 500: 749 rows to learn from, and a record of the last 249 of them. */
const series = sliceSeries(whole, whole.length - 750);
const table = driverTable(sourcesOf(series), 250);
const study = studyDrivers(sourcesOf(series));
const rowOf = (names: readonly string[], row: number) =>
  cellsOf(
    Object.fromEntries(names.map(name => [name, (table.columns[name] ?? series.close).slice(row, row + 1)])),
    names,
  );

describe('a study of the drivers of volatility', () => {
  it('adds up: base plus all phi is the score of the trees at the last candle, to 1e-9', () => {
    const trees = learnDrivers(table, { from: 0, to: 749 });
    expect(study.names).toEqual(trees.names);
    const [score = Number.NaN] = trees.scores(rowOf(study.names, 749));
    const sum = study.phi.reduce((all, phi) => all + phi, study.base);
    expect(Math.abs(sum - score)).toBeLessThan(1e-9);
    expect(study.trained.rows, 'the last candle has no outcome yet').toBe(749);
  });

  it('tells of each of the 350 features whether it is read, lacks an input or does not change', () => {
    const every = FeatureCatalogue.open().features.map(({ name }) => name);
    expect([...study.names, ...study.lacking, ...study.still].sort()).toEqual([...every].sort());
    expect(study.ranking.map(({ feature }) => feature).sort()).toEqual([...study.names].sort());
    const catalogue = FeatureCatalogue.open();
    const plan = catalogue.plan(study.lacking, ['open_at', 'open', 'high', 'low', 'close', 'volume']);
    for (const name of study.lacking) expect(plan.missing.get(name)?.length, name).toBeGreaterThan(0);
  });

  it('scores days on which its trees could not have learnt: candles after the first forecast change none of them', () => {
    const days = 249;
    const first = 749 - days;
    const later = (values: Float64Array) => values.map((value, i) => (i > first ? value * (1 + (i % 7) / 50) : value));
    const { open, high, low, close, volume, ...rest } = series;
    const prices = {
      open: later(open),
      high: later(high),
      low: later(low),
      close: later(close),
      volume: later(volume),
    };
    const changed = driverTable(sourcesOf({ ...rest, ...prices }), 250);
    expect(changed.variance.subarray(first + 1)).not.toEqual(table.variance.subarray(first + 1));
    const trees = learnDrivers(changed, { from: 0, to: first });
    const losses = Array.from({ length: days }, (_, k) => {
      const [score = Number.NaN] = trees.scores(rowOf(trees.names, first + k));
      return qlike(table.variance[first + k + 1] ?? Number.NaN, Math.exp(score));
    });
    expect(study.record).toMatchObject({ days, to: '2020-04-17' });
    expect(study.record?.qlike).toBeCloseTo(losses.reduce((sum, loss) => sum + loss, 0) / days, 12);
  });

  it('is the same from a thread, which leaves this one free meanwhile', async () => {
    const threads = new ThreadCompute(1);
    const loop = monitorEventLoopDelay({ resolution: 10 });
    loop.enable();
    const [far] = await threads.run('study-drivers', [sourcesOf(series)]);
    loop.disable();
    await threads.close();
    expect(far).toEqual(study);
    expect(loop.max / 1e6, 'longest wait of others, ms').toBeLessThan(400);
  });
});

describe('days without any range', () => {
  it('do not carry the forecast away: it stays about the least variance that was seen', () => {
    const random = seeded(8);
    const still = Float64Array.from({ length: 600 }, () => (random() < 0.3 ? 1 : 0));
    const other = still.map(() => random());
    const variance = still.map((_, i) => (still[i - 1] === 1 ? 1e-4 : 1 + random()));
    const made = { series, variance, columns: { still, other }, lacking: [] };
    const trees = learnDrivers(made, { from: 0, to: 599 });
    const scores = trees.scores(cellsOf({ still, other }, trees.names));
    expect(Math.min(...scores)).toBeGreaterThan(Math.log(1e-4) - 1);
    expect(Math.max(...scores)).toBeLessThan(Math.log(2) + 1);
  });
});

describe('a history that trees cannot learn from', () => {
  it('is refused with the number of candles that it takes', () => {
    const error = thrownBy(() => driverTable(sourcesOf(sliceSeries(series, 0, 500)), 250));
    expect([error.code, error.details]).toEqual(['data.too-few-candles', { symbol: 'SPX', needed: 501, got: 500 }]);
  });

  it('is refused when it is not of days', () => {
    const hourly = { ...series, timeframe: '1h' as const };
    expect(thrownBy(() => driverTable(sourcesOf(hourly), 250)).code).toBe('model.bad-data');
  });
});
