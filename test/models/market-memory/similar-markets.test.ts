import { describe, expect, it } from 'vitest';
import { standingClock } from '../../../config/clock.ts';
import { type CandleSeries, closedAt, dayOf, sliceSeries } from '../../../data/candle.ts';
import { openDatabase } from '../../../data/database.ts';
import { SampleSource } from '../../../data/market/sample-source.ts';
import { SqliteMarketMemoryStore } from '../../../data/market-memory-store.ts';
import { learnMarketMemory, marketMemoryWarmUp } from '../../../models/market-memory/market-memory.ts';
import { SimilarMarkets, similarMarkets } from '../../../models/market-memory/similar-markets.ts';
import { lastRegime } from '../../../models/regime/regime.ts';
import { walk } from '../../kit/candle-fixture.ts';
import { seeded } from '../../kit/seeded.ts';
import { thrownBy } from '../../kit/thrown-by.ts';

const sample = new SampleSource().read('SPX', '1d') ?? expect.fail('no sample');
const series = sliceSeries(sample, 0, 2330);
const rowOf = (day: string): number => Array.from(series.openAt, dayOf).indexOf(day);
const crash = '2008-10-10';
const onCrash = closedAt(Date.parse(crash), '1d');
const found = similarMarkets(series, { asOfAt: onCrash });

/** The series with prices after a row made up. */
function rewritten(of: CandleSeries, after: number, seed: number): CandleSeries {
  const random = seeded(seed);
  const factor = Float64Array.from({ length: of.length }, (_, i) => (i > after ? 0.5 + random() : 1));
  const scaled = (column: Float64Array) => column.map((price, i) => price * (factor[i] ?? 1));
  return { ...of, open: scaled(of.open), high: scaled(of.high), low: scaled(of.low), close: scaled(of.close) };
}

describe('similar markets', () => {
  it('of the crash of October 2008 on the bundled history are days of earlier falls', () => {
    expect(SimilarMarkets.parse(found)).toEqual(found);
    expect(dayOf(found.asOfOpenAt)).toBe(crash);
    expect(found.hits.map(({ day }) => day)).toEqual(expect.arrayContaining(['2002-07-23', '2008-01-22']));
    expect(found.hits.map(({ distance }) => distance)).toEqual(
      found.hits.map(({ distance }) => distance).sort((a, b) => a - b),
    );
    expect(found.dimensions).toBeLessThanOrEqual(15);
    expect(found.reached).toBeGreaterThan(0.9);
  });

  it('never change with what comes later', () => {
    const row = rowOf(crash);
    expect(similarMarkets(sliceSeries(series, 0, row + 1)), 'later candles taken away').toEqual(found);
    expect(similarMarkets(rewritten(series, row, 5), { asOfAt: onCrash }), 'later candles made up').toEqual(found);
    expect(similarMarkets(rewritten(series, row - 1, 5), { asOfAt: onCrash }), 'the day itself counts').not.toEqual(
      found,
    );
  });

  it('lie apart from each other and from the day in question', () => {
    const rows = [...found.hits.map(({ day }) => rowOf(day)), rowOf(crash)].sort((a, b) => a - b);
    const gaps = rows.slice(1).map((row, i) => row - (rows[i] ?? 0));
    expect(Math.min(...gaps)).toBeGreaterThan(20);
    expect(found.hits).toHaveLength(10);
  });

  it('tell what came next from the closes', () => {
    const [hit] = found.hits;
    const row = rowOf(hit?.day ?? '');
    const close = (i: number) => series.close[i] ?? Number.NaN;
    for (const days of [1, 5, 20]) {
      const outcome = hit?.outcomes.find(one => one.what === 'return' && one.days === days);
      expect(outcome?.percent, 'closed form').toBeCloseTo(100 * (close(row + days) / close(row) - 1), 10);
    }
    const squares = Array.from({ length: 20 }, (_, i) => Math.log(close(row + i + 1) / close(row + i)) ** 2);
    const volatility = hit?.outcomes.find(one => one.what === 'volatility');
    expect(volatility?.percent).toBeCloseTo(100 * Math.sqrt(squares.reduce((a, b) => a + b, 0) / 20), 8);
    const moves = found.hits.flatMap(one =>
      one.outcomes.filter(({ days }) => days === 5).map(({ percent }) => percent ?? 0),
    );
    const mean = moves.reduce((a, b) => a + b, 0) / moves.length;
    expect(found.comparisons.find(({ days }) => days === 5)).toMatchObject({ hits: 10, mean: expect.closeTo(mean, 8) });
  });

  it('tell an outcome only where it had passed by the day in question', () => {
    const close = similarMarkets(series, { asOfAt: onCrash, gapDays: 1, hits: 15 });
    const row = rowOf(crash);
    const pending = close.hits.filter(({ day }) => rowOf(day) + 20 > row);
    expect(pending.length, 'days of the same crash are near').toBeGreaterThan(0);
    for (const hit of close.hits) {
      for (const { days, percent } of hit.outcomes) expect(percent === null).toBe(rowOf(hit.day) + days > row);
    }
    const compared = close.comparisons.find(({ what, days }) => what === 'return' && days === 20);
    expect(compared?.hits).toBe(15 - pending.length);
  });

  it('name the regime that was read on each day', () => {
    const hit = found.hits.find(({ day }) => day === '2008-01-22');
    expect(hit?.mood).toBe(lastRegime(sliceSeries(series, 0, rowOf('2008-01-22') + 1)).mood);
    expect(found.mood).toBe('bear');
  });

  it('are the same from what was kept of the same candles', () => {
    const database = openDatabase(':memory:');
    const store = new SqliteMarketMemoryStore(database, standingClock(1));
    const few = { asOfAt: onCrash, hits: 3 };
    const fresh = similarMarkets(series, few);
    const count = () => database.prepare('select count(*) from market_memory').pluck().get();
    expect(similarMarkets(series, { ...few, store })).toEqual(fresh);
    expect(count()).toBe(1);
    expect(similarMarkets(series, { ...few, store })).toEqual(fresh);
    expect(count(), 'nothing was learnt again').toBe(1);
    database
      .prepare('update market_day set place = zeroblob(length(place)) where open_at = ?')
      .run(Date.parse('2003-06-02'));
    const doctored = similarMarkets(series, { ...few, store });
    expect(doctored.hits, 'it is what was kept that is read').not.toEqual(fresh.hits);
    const corrected = rewritten(series, rowOf(crash) - 1, 8);
    similarMarkets(corrected, { ...few, store });
    expect(count(), 'other candles are another memory').toBe(2);
  });

  it('refuse a day before the history, too few candles with the number needed, and other candles than daily ones', () => {
    expect(thrownBy(() => similarMarkets(series, { asOfAt: 0 })).code).toBe('data.no-history');
    const needed = marketMemoryWarmUp();
    const few = thrownBy(() => similarMarkets(walk(needed - 1, 1)));
    expect(few).toMatchObject({ code: 'data.too-few-candles', details: { needed, got: needed - 1 } });
    expect(few.text?.fr).toContain(`${needed} bougies quotidiennes`);
    expect(thrownBy(() => learnMarketMemory({ ...series, timeframe: '1h' })).message).toContain('"1h"');
  });

  it('of a market without volume are found by what it has, and say what was left out', () => {
    const silent = { ...series, volume: new Float64Array(series.length) };
    const { leftOut, features } = learnMarketMemory(sliceSeries(silent, 0, 1100));
    expect(leftOut).toContain('volume_to_mean_20');
    expect(features).not.toContain('volume_to_mean_20');
    expect(features.length + leftOut.length).toBe(38);
  });

  it('of a market that stands still cannot be told', () => {
    const still = { ...walk(1100, 2) };
    const flat = new Float64Array(1100).fill(100);
    const fault = thrownBy(() => learnMarketMemory({ ...still, open: flat, high: flat, low: flat, close: flat }));
    expect(fault).toMatchObject({ code: 'model.bad-data', text: { fr: expect.stringContaining('constants') } });
  });
});
