import { describe, expect, it } from 'vitest';
import { type CandleSeries, closedAt, sliceSeries } from '../../../data/candle.ts';
import { type FeatureSources, featureInputs } from '../../../data/features/feature-inputs.ts';
import { macroSeriesOf } from '../../../data/macro/macro-series.ts';
import type { OrderBookDepth, PublicTrade } from '../../../data/market/order-flow-source.ts';
import type { ChainMeasures } from '../../../data/options/measure-chain.ts';
import { seeded } from '../../kit/seeded.ts';
import { bitcoin, event, everyHour, hourMs, noEntry } from './feature-input-fixture.ts';

const dayMs = 24 * hourMs;

/** Every kind of source about 300 hours, as it stood at an instant. */
function sourcesBy(instant: number): FeatureSources {
  const startAt = Date.UTC(2024, 5, 28);
  const random = seeded(77);
  const times = (count: number) =>
    Array.from({ length: count }, () => Math.floor(startAt + 320 * hourMs * random())).sort((a, b) => a - b);
  const by = <One>(rows: readonly One[], at: (row: One) => number): One[] => rows.filter(row => at(row) <= instant);
  const closedBy = (series: CandleSeries): CandleSeries =>
    sliceSeries(series, 0, by([...series.openAt], openAt => closedAt(openAt, series.timeframe)).length);
  const daysOf = (level: number) =>
    Array.from({ length: 20 }, (_, i) => ({
      day: new Date(startAt + (i - 4) * dayMs).toISOString().slice(0, 10),
      value: level + random(),
    }));
  const macro = (['VIX', 'TNX', 'DXY'] as const).map(name => {
    const whole = macroSeriesOf(name, daysOf(20));
    const known = by([...whole.knownAt], at => at).length;
    return {
      name,
      dayAt: whole.dayAt.slice(0, known),
      knownAt: whole.knownAt.slice(0, known),
      values: whole.values.slice(0, known),
    };
  });
  const trades = times(4000).map(
    (at): PublicTrade => ({
      at,
      price: 100 + random(),
      quantity: 1 + 9 * random(),
      side: random() < 0.5 ? 'buy' : 'sell',
    }),
  );
  const books = times(300).map(
    (at): OrderBookDepth => ({ at, bids: [[99, 1 + random()]], asks: [[101, 1 + random()]] }),
  );
  const chains = times(12).map(asOf => chainAt(asOf, random()));
  const news = times(120).map(availableAt => ({ availableAt, score: 2 * random() - 1, weight: 1 as const }));
  const events = times(60).map(at =>
    event(at, Math.floor(at - 4 * dayMs * random()), random() < 0.5 ? 'high' : 'medium'),
  );
  const knownAt = Float64Array.from(times(15));
  const shares = knownAt.map(() => random());
  const breadthRows = by([...knownAt], at => at).length;
  return {
    series: closedBy(everyHour('2024-06-28T00:00Z', 300)),
    ...bitcoin,
    instrument: { ...bitcoin.instrument, currency: 'USD' },
    macro,
    news: by(news, one => one.availableAt),
    events: { known: by(events, one => one.seenAt), noEntry },
    options: by(chains, one => one.asOf),
    flow: { trades: by(trades, one => one.at), covered: { fromAt: startAt, untilAt: instant } },
    books: by(books, one => one.at),
    assets: Object.fromEntries(
      ['market', 'peer', 'gold', 'oil', 'bond', 'bitcoin'].map((role, i) => [
        role,
        closedBy(everyHour('2024-06-27T20:00Z', 300, i + 2)),
      ]),
    ),
    breadth: {
      knownAt: knownAt.slice(0, breadthRows),
      above50: shares.slice(0, breadthRows),
      advancing: shares.slice(0, breadthRows),
      newHighs: shares.slice(0, breadthRows),
    },
  };
}

function chainAt(asOf: number, level: number): ChainMeasures {
  const gamma = { totalUsd: level, slopeUsd: level, zeroGamma: 100 + level, byStrike: [], coverage: 1 };
  const measures = { atmVolatility30: level, riskReversal30: level, skew30: level, termSlope: level };
  return {
    symbol: 'X',
    asOf,
    spot: 100,
    spotFrom: 'parity',
    expiries: [],
    ...measures,
    putCallVolume: level,
    putCallOpenInterest: level,
    gamma,
    maxPain: 100,
  };
}

describe('all input columns together', () => {
  const endAt = Date.UTC(2024, 5, 28) + 300 * hourMs;
  const whole = featureInputs(sourcesBy(endAt));

  it('know nothing before its instant: what comes later changes no row', () => {
    const random = seeded(31);
    for (let k = 0; k < 25; k += 1) {
      const rows = 1 + Math.floor(299 * random());
      const part = featureInputs(sourcesBy(Date.UTC(2024, 5, 28) + rows * hourMs - 1));
      for (const [name, values] of Object.entries(whole)) {
        expect(part[name], `${name} after ${rows} rows`).toEqual(values.slice(0, rows));
      }
    }
  });

  it('have the length of the series, and each has values', () => {
    for (const [name, values] of Object.entries(whole)) {
      expect(values.length, name).toBe(300);
      const empty = name === 'book.imbalance_5' || name === 'book.imbalance_10';
      expect(values.some(Number.isFinite), `${name} has values, unless a book of one level lacks them`).toBe(!empty);
    }
  });

  it('take in columns from outside, and refuse those of another length or with a name that is taken', () => {
    const { series } = sourcesBy(endAt);
    const sources = { series, ...bitcoin };
    const external = { 'model.buy': new Float64Array(300).fill(0.5) };
    expect(featureInputs({ ...sources, external })['model.buy']).toBe(external['model.buy']);
    expect(() => featureInputs({ ...sources, external: { 'model.buy': new Float64Array(3) } })).toThrow(
      'External column "model.buy" has 3 rows beside 300 candles',
    );
    expect(() => featureInputs({ ...sources, external: { close: new Float64Array(300) } })).toThrow(
      'External column "close" is the name of a column that the sources give',
    );
  });

  it('are none but those of the candles and the calendar where nothing else is at hand', () => {
    const alone = Object.keys(featureInputs({ series: everyHour('2024-07-01T00:00Z', 3), ...bitcoin }));
    expect(alone.filter(name => /^(macro|news|events|option|flow|book|breadth)|\.close$/.test(name))).toEqual([]);
  });
});
