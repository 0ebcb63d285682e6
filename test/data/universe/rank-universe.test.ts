import { describe, expect, it } from 'vitest';
import { at } from '../../../data/at.ts';
import { calendarOf } from '../../../data/calendar/calendar-of.ts';
import { seriesOf } from '../../../data/candle.ts';
import { InstrumentRegistry } from '../../../data/instrument-registry.ts';
import { panelOf } from '../../../data/universe/panel-of.ts';
import {
  type Candidate,
  judged,
  quarterEnds,
  rankUniverse,
  universeByQuarter,
  usualRule,
} from '../../../data/universe/rank-universe.ts';
import { walk } from '../../kit/candle-fixture.ts';
import { generatedPanel, weekdays } from '../../kit/generated-panel.ts';
import { seeded } from '../../kit/seeded.ts';

const length = 1500;
const days = weekdays(length);
const panel = generatedPanel(300, length, 7);
const ends = quarterEnds(days);
const columnOf = (symbol: string): Float64Array =>
  panel.find(one => one.symbol === symbol)?.close ?? new Float64Array();
const cut = (candidates: readonly Candidate[], end: number): Candidate[] =>
  candidates.map(({ symbol, close, dollarVolume }) => ({
    symbol,
    close: close.slice(0, end),
    dollarVolume: dollarVolume.slice(0, end),
  }));

describe('the universe of a panel of 300 with listings and delistings', () => {
  const quarters = universeByQuarter(days, panel);

  it('has a choice at the last day of each quarter', () => {
    expect(quarters.length).toBe(ends.length);
    expect(new Date(quarters[0]?.chosenAt ?? 0).toISOString().slice(0, 10), 'a Wednesday').toBe('2010-03-31');
    const full = quarters.filter(one => one.members.length === usualRule.size);
    expect(full.length, 'fifty once a year is known').toBe(quarters.filter((_, q) => (ends[q] ?? 0) >= 252).length);
  });

  it('chooses the strongest of those that move and trade enough', () => {
    for (const day of ends.filter(one => one >= 252)) {
      const fit = panel
        .flatMap(one => judged(one, day) ?? [])
        .filter(one => one.volatility >= usualRule.minimumVolatility)
        .filter(one => one.dollarVolume >= usualRule.minimumDollarVolume);
      const chosen = rankUniverse(panel, day);
      const weakest = Math.min(...chosen.map(one => one.momentum));
      const left = fit.filter(one => !chosen.some(({ symbol }) => symbol === one.symbol));
      expect(fit.length, 'the filters bite and still leave a choice').toBeGreaterThan(usualRule.size);
      expect(fit.length).toBeLessThan(panel.length * 0.7);
      expect(Math.max(...left.map(one => one.momentum)), 'nobody left out was stronger').toBeLessThanOrEqual(weakest);
    }
  });

  it('holds nobody who was not listed for the year before, or is gone', () => {
    for (const [q, { members }] of quarters.entries()) {
      const day = ends[q] ?? 0;
      for (const { symbol } of members) {
        expect(at(columnOf(symbol), day), `${symbol} is quoted on the day`).not.toBeNaN();
        expect(at(columnOf(symbol), day - 252), `${symbol} was quoted a year before`).not.toBeNaN();
      }
    }
    const gone = panel.filter(one => Number.isNaN(one.close.at(-1)));
    const held = new Set(quarters.slice(0, 12).flatMap(one => one.members.map(({ symbol }) => symbol)));
    expect(
      gone.some(one => held.has(one.symbol)),
      'those that vanish later were held before: no survivorship',
    ).toBe(true);
  });

  it('is the same when nothing later is known, and whatever comes later', () => {
    const random = seeded(3);
    for (const day of ends.filter((_, q) => q % 3 === 2)) {
      const known = rankUniverse(panel, day);
      expect(rankUniverse(cut(panel, day + 1), day), 'the future cut off').toEqual(known);
      const other = panel.map(one => ({
        ...one,
        close: one.close.map((price, i) => (i > day ? price * random() : price)),
      }));
      expect(rankUniverse(other, day), 'another future').toEqual(known);
    }
  });

  it('does not hang on the order of the panel', () => {
    expect(rankUniverse([...panel].reverse(), 800)).toEqual(rankUniverse(panel, 800));
  });
});

describe('the figures of one candidate', () => {
  const flat = (value: (i: number) => number) => Float64Array.from({ length: 300 }, (_, i) => value(i));

  it('are those of closed forms', () => {
    const close = flat(i => 100 * 1.001 ** i * (i % 2 === 0 ? 1 : 1.01));
    const one = judged({ symbol: 'A', close, dollarVolume: flat(i => i) }, 299);
    expect(one?.momentum, 'rows 278 and 47').toBeCloseTo(1.001 ** 231 / 1.01 - 1, 12);
    expect(one?.dollarVolume, 'median of 237 to 299').toBe(268);
    const swing = Math.log(1.01);
    expect(one?.volatility, 'returns swing by ln 1.01 to both sides, 32 times up and 31 down').toBeCloseTo(
      swing * Math.sqrt(252) * Math.sqrt(1 - (1 / 63) ** 2),
      10,
    );
  });

  it('are unknown with a hole in the closes', () => {
    const close = flat(() => 100);
    close[250] = Number.NaN;
    expect(judged({ symbol: 'A', close, dollarVolume: flat(() => 1) }, 299)).toBeUndefined();
  });
});

describe('a panel of stored series', () => {
  it('lays them on the days of all, with nothing where one has no candle', () => {
    const [long, short] = [walk(30, 1), { ...walk(20, 2), symbol: 'SHORT' }];
    const instrument = new InstrumentRegistry().resolve('BTC/USD');
    const { days: all, candidates } = panelOf([long, short].map(series => ({ instrument, series })));
    expect(all.length).toBe(30);
    expect(candidates[1]?.close.slice(0, 20)).toEqual(short.close);
    expect(candidates[1]?.close.slice(20).every(Number.isNaN)).toBe(true);
    expect(candidates[0]?.dollarVolume[3]).toBe((long.close[3] ?? 0) * (long.volume[3] ?? 0));
  });
});

describe('a panel of markets with other weeks', () => {
  const registry = new InstrumentRegistry();
  const [fromAt, untilAt] = [Date.UTC(2022, 0, 1), Date.UTC(2024, 0, 1)];
  /** Daily candles of an instrument on the days of its market, whose close doubles every `doubling` days of the calendar. */
  const member = (symbol: string, doubling: number) => {
    const instrument = registry.resolve(symbol);
    const opens = calendarOf(instrument.calendar).expectedOpens('1d', fromAt, untilAt);
    const candles = [...opens].map((openAt, i) => {
      const close = 100 * 2 ** ((openAt - fromAt) / 86_400_000 / doubling) * (i % 2 === 0 ? 1 : 1.02);
      return { openAt, open: close, high: close, low: close, close, volume: 1e6 };
    });
    return { instrument, series: seriesOf(symbol, '1d', candles) };
  };
  const { days: all, candidates } = panelOf([member('BTC/USD', 365), member('AAPL', 365)]);
  const swing = Math.log(1.02);

  it('judges each by the days of its own market, through the weekends of the other', () => {
    const sunday = all.indexOf(Date.UTC(2023, 11, 31));
    const [coin, share] = candidates.map(one => judged(one, sunday));
    // Closed form: 335 days pass between a year and a month ago on a market that never closes.
    expect(coin?.momentum).toBeCloseTo(2 ** (335 / 365) * 1.02 - 1, 10);
    expect(share, 'Friday is its last session').toBeDefined();
    expect(share?.momentum, 'the same eleven months').toBeCloseTo(coin?.momentum ?? 0, 1);
  });

  it('annualises with as many days as the market trades', () => {
    const friday = all.indexOf(Date.UTC(2023, 11, 29));
    const [coin, share] = candidates.map(one => judged(one, friday)?.volatility ?? Number.NaN);
    expect(coin, 'returns swing by ln 1.02 each day').toBeCloseTo(swing * Math.sqrt(365), 2);
    expect((coin ?? 0) / (share ?? 1)).toBeCloseTo(Math.sqrt(365 / 252), 1);
  });

  it('takes a candle that is missing on a trading day for a hole', () => {
    const [coin] = candidates;
    const close = coin?.close.slice() ?? new Float64Array();
    close[all.length - 10] = Number.NaN;
    expect(coin && judged({ ...coin, close }, all.length - 1)).toBeUndefined();
  });
});
