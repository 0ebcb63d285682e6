import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { calendarOf } from '../../../data/calendar/calendar-of.ts';
import { nyse } from '../../../data/calendar/nyse.ts';
import { Candle, type CandleSeries, candlesFrom, type Timeframe } from '../../../data/candle.ts';
import { Finding } from '../../../data/quality/finding.ts';
import { inspect } from '../../../data/quality/inspect.ts';
import { hasReferenceData, referenceCandles } from '../../kit/reference-data.ts';
import { inspected, rowsOf, told } from './quality-fixture.ts';

const day0 = Date.UTC(2024, 0, 1);
const price = fc.oneof(fc.double({ min: 1, max: 200, noNaN: true }), fc.constantFrom(0, -1, Number.NaN, 1e6));
const time = fc.oneof(
  { weight: 8, arbitrary: fc.integer({ min: 0, max: 60 }).map(hour => day0 + hour * 3_600_000) },
  { weight: 1, arbitrary: fc.integer({ min: 0, max: 60 }).map(hour => (day0 + hour * 3_600_000) / 1000) },
  { weight: 1, arbitrary: fc.constantFrom(Number.NaN, 5, day0 + 61_000, day0 * 1e6) },
);
const volume = fc.oneof(fc.integer({ min: 0, max: 9 }), fc.constantFrom(-3, Number.NaN, 0.5));
const tables = fc.array(fc.tuple(time, price, price, price, price, volume), { maxLength: 60 });

describe('whatever comes in', () => {
  it('what comes out is a series of candles, and looking again repairs and drops nothing', () => {
    const check = (
      rows: [number, number, number, number, number, number][],
      timeframe: Timeframe,
      calendar: '24/7' | 'NYSE',
    ) => {
      const first = inspected(rows, { timeframe, calendar });
      for (const candle of candlesFrom(first.series, 0)) {
        Candle.parse(candle);
        expect(candle.low <= Math.min(candle.open, candle.close)).toBe(true);
        expect(candle.high >= Math.max(candle.open, candle.close)).toBe(true);
      }
      expect(first.series.openAt.every((at, i, all) => i === 0 || at > (all[i - 1] ?? 0))).toBe(true);
      for (const finding of first.findings) Finding.parse(finding);
      const second = inspected(rowsOf(first.series), { timeframe, calendar });
      expect(second.series).toEqual(first.series);
      expect(second.findings.filter(one => one.remedy !== 'reported')).toEqual([]);
    };
    fc.assert(
      fc.property(tables, fc.constantFrom<Timeframe>('1h', '1d', '1w'), fc.constantFrom('24/7', 'NYSE'), check),
      { seed: 3, numRuns: 300 },
    );
  });
});

describe.skipIf(!hasReferenceData)('the real files', () => {
  const read = (file: string, timeframe: Timeframe = '1d') => ({ ...referenceCandles(file, 'X'), timeframe });
  const look = (series: CandleSeries, calendar: '24/7' | 'NYSE') => {
    const { findings, series: kept } = inspect(series, {
      symbol: 'X',
      timeframe: series.timeframe,
      calendar: calendarOf(calendar),
    });
    expect(kept.length, 'nothing in them is dropped').toBe(series.length);
    const of = (fault: string) => findings.filter(one => one.fault === fault);
    return {
      findings,
      of,
      days: (fault: string) => of(fault).map(one => new Date(one.fromAt).toISOString().slice(0, 10)),
    };
  };

  it('the index and GOOG are clean', () => {
    expect(look(read('sp500-daily.csv'), 'NYSE').findings).toEqual([]);
    expect(look(read('goog-daily.csv'), 'NYSE').findings).toEqual([]);
  });

  it('spy-daily has no gap; its false prints are reported', () => {
    const { findings, days } = look(read('spy-daily.csv'), 'NYSE');
    expect(new Set(findings.map(one => one.fault))).toEqual(new Set(['spike']));
    expect(findings.length).toBe(24);
    expect(days('spike'), 'the two that the literature names').toEqual(
      expect.arrayContaining(['2002-04-02', '2005-09-06']),
    );
    expect(
      days('spike').filter(day => day > '2007-01-31'),
      'the lows after 2010-05-06 were as deep',
    ).toEqual([]);
  });

  it('spy-hourly lacks the late opening of 2002-09-11 and nothing else', () => {
    const { of } = look(read('spy-hourly.csv', '1h'), 'NYSE');
    expect(told(of('gap'))).toEqual(['gap reported 2']);
    expect(of('gap')[0]?.fromAt).toBe(Date.UTC(2002, 8, 11, 13));
    expect(of('outside-session').length, 'half days that go on after 13:00').toBe(23);
    expect([of('time-zone-slip'), of('off-grid'), of('split')]).toEqual([[], [], []]);
    for (const { fromAt } of of('outside-session'))
      expect(nyse.isTradingDay(new Date(fromAt).toISOString().slice(0, 10))).toBe(true);
  });

  it('btcusd-daily has its false low of 2017-04-15 and the crash of 2015-01-14', () => {
    const { days, of } = look(read('btcusd-daily.csv'), '24/7');
    expect(days('spike')).toEqual(expect.arrayContaining(['2015-01-14', '2017-04-15']));
    expect(of('spike').length).toBe(5);
    expect(told(of('gap')).length).toBe(8);
  });

  it('the hourly coins have no gap and a handful of spikes', () => {
    expect(told(look(read('btcusdt-hourly.csv', '1h'), '24/7').findings)).toEqual(['spike reported 1']);
    expect(look(read('ethusdt-hourly.csv', '1h'), '24/7').findings.map(one => one.fault)).toEqual(
      Array(4).fill('spike'),
    );
  });
});
