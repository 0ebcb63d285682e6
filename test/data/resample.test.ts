import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { at } from '../../data/at.ts';
import { alwaysOpen } from '../../data/calendar/always-open.ts';
import { cme } from '../../data/calendar/cme.ts';
import { nyse } from '../../data/calendar/nyse.ts';
import type { TradingCalendar } from '../../data/calendar/trading-calendar.ts';
import {
  type Candle,
  type CandleSeries,
  candlesFrom,
  dayOf,
  seriesOf,
  sliceSeries,
  type Timeframe,
  timeframeMs,
} from '../../data/candle.ts';
import { resample } from '../../data/resample.ts';
import { walk } from '../kit/candle-fixture.ts';
import { hasReferenceData, referenceCandles } from '../kit/reference-data.ts';

const names = ['open', 'high', 'low', 'close', 'volume'] as const;

/** A seeded walk on every place that a calendar expects. */
function walkOn(calendar: TradingCalendar, timeframe: Timeframe, from: string, until: string): CandleSeries {
  const openAt = calendar.expectedOpens(timeframe, Date.parse(from), Date.parse(until));
  const prices = walk(openAt.length, 8);
  return { ...prices, timeframe, openAt };
}

/** The obvious way: candles in groups by a key. */
function grouped(series: CandleSeries, keyOf: (candle: Candle) => number): Candle[] {
  const groups = new Map<number, Candle[]>();
  for (const candle of candlesFrom(series, 0)) {
    groups.set(keyOf(candle), [...(groups.get(keyOf(candle)) ?? []), candle]);
  }
  return [...groups].map(([openAt, candles]) => ({
    openAt,
    open: candles[0]?.open ?? Number.NaN,
    high: Math.max(...candles.map(one => one.high)),
    low: Math.min(...candles.map(one => one.low)),
    close: candles.at(-1)?.close ?? Number.NaN,
    volume: candles.reduce((sum, one) => sum + one.volume, 0),
  }));
}

const rows = (series: CandleSeries): Candle[] => [...candlesFrom(series, 0)];
const floor = (ms: number) => (candle: Candle) => Math.floor(candle.openAt / ms) * ms;
const days = (series: CandleSeries): string[] => [...series.openAt].map(dayOf);

describe('longer candles', () => {
  const hours = walkOn(alwaysOpen, '1h', '2024-01-03', '2024-02-12');

  it.each(['2h', '4h', '6h', '8h', '12h', '1d'] as const)('of %s lie on the clock and are what their hours are', to => {
    expect(rows(resample(hours, to))).toEqual(grouped(hours, floor(timeframeMs[to])));
    expect(resample(hours, to)).toMatchObject({ symbol: 'WALK', timeframe: to });
  });

  it('of a week start on Monday', () => {
    const weeks = resample(hours, '1w');
    expect(days(weeks)).toEqual(['2024-01-01', '2024-01-08', '2024-01-15', '2024-01-22', '2024-01-29', '2024-02-05']);
    expect(resample(resample(hours, '1d'), '1w'), 'by way of days').toEqual(weeks);
    expect(resample(resample(hours, '4h'), '1d')).toEqual(resample(hours, '1d'));
  });

  it('of the same length are the series itself, and shorter or odd ones are refused', () => {
    expect(resample(hours, '1h')).toBe(hours);
    for (const to of ['30m', '1m'] as const)
      expect(() => resample(hours, to)).toThrow(
        expect.objectContaining({ code: 'user.bad-request', message: expect.stringContaining('Possible: 2h, 4h') }),
      );
    expect(() => resample({ ...hours, timeframe: '3m' }, '5m')).toThrow(/of 3m cannot be made into candles of 5m/);
    expect(resample(sliceSeries(hours, 0, 0), '1d').length).toBe(0);
  });

  it('leave out the last one while more of it can come, unless it is asked for', () => {
    const part = sliceSeries(hours, 0, 29);
    expect(days(resample(part, '1d'))).toEqual(['2024-01-03']);
    const open = resample(part, '1d', alwaysOpen, { keepOpen: true });
    expect(days(open)).toEqual(['2024-01-03', '2024-01-04']);
    expect(open.close.at(-1)).toBe(part.close.at(-1));
    expect(days(resample(sliceSeries(hours, 0, 48), '1d'))).toEqual(['2024-01-03', '2024-01-04']);
  });

  it('are missing where nothing was', () => {
    const candles = rows(hours).filter(({ openAt }) => dayOf(openAt) !== '2024-01-05');
    expect(days(resample(seriesOf('X', '1h', candles), '1d')).slice(0, 3)).toEqual([
      '2024-01-03',
      '2024-01-04',
      '2024-01-06',
    ]);
  });
});

describe('days of an exchange', () => {
  const hours = walkOn(nyse, '1h', '2024-02-26', '2024-04-09');

  it('carry the date of their session and are complete with its last candle', () => {
    const lastOfFriday = hours.openAt.findIndex(time => dayOf(time) === '2024-04-08');
    const week = sliceSeries(hours, 0, lastOfFriday);
    expect(days(resample(week, '1d', nyse)).at(-1)).toBe('2024-04-05');
    expect(days(resample(sliceSeries(week, 0, week.length - 1), '1d', nyse)).at(-1)).toBe('2024-04-04');
    expect(days(resample(week, '1w', nyse)).at(-1), 'Friday evening ends the week').toBe('2024-04-01');
    expect(rows(resample(week, '1d', nyse))).toEqual(grouped(week, floor(86_400_000)));
  });

  it('end early on half days', () => {
    const half = walkOn(nyse, '1h', '2024-07-01', '2024-07-04');
    expect(days(resample(half, '1d', nyse)), 'four hours on 3 July').toEqual([
      '2024-07-01',
      '2024-07-02',
      '2024-07-03',
    ]);
  });

  it('leave out what lies in no session', () => {
    const [, second] = rows(hours).slice(6);
    const evening = { openAt: Date.UTC(2024, 1, 26, 23), open: 1, high: 9e9, low: 1, close: 5, volume: 7 };
    const candles = rows(hours);
    const with1 = seriesOf('WALK', '1h', [...candles.slice(0, 7), evening, ...candles.slice(7)]);
    expect(resample(with1, '1d', nyse)).toEqual(resample(hours, '1d', nyse));
    expect(second?.openAt).toBe(Date.UTC(2024, 1, 27, 14));
  });

  it('of futures begin on the evening before', () => {
    const evening = walkOn(cme, '1h', '2024-01-14T22:00Z', '2024-01-16T23:00Z');
    const made = resample(evening, '1d', cme);
    expect(days(made)).toEqual(['2024-01-15', '2024-01-16']);
    expect(made.open[0], 'Sunday evening').toBe(evening.open[0]);
    expect(made.close[1]).toBe(evening.close.at(-1));
  });
});

describe('later candles', () => {
  it('change no earlier candle of the answer', () => {
    const series = {
      '24/7': [alwaysOpen, walkOn(alwaysOpen, '1h', '2024-01-03', '2024-02-12')],
      NYSE: [nyse, walkOn(nyse, '30m', '2024-02-26', '2024-04-09')],
      CME: [cme, walkOn(cme, '1h', '2024-02-26', '2024-04-09')],
    } as const;
    const check = (name: keyof typeof series, to: Timeframe, cut: number) => {
      const [calendar, whole] = series[name];
      const early = resample(sliceSeries(whole, 0, Math.floor(cut * whole.length)), to, calendar);
      expect(early).toEqual(sliceSeries(resample(whole, to, calendar), 0, early.length));
    };
    const targets = fc.constantFrom<Timeframe>('2h', '4h', '12h', '1d', '1w');
    fc.assert(
      fc.property(fc.constantFrom('24/7', 'NYSE', 'CME'), targets, fc.double({ min: 0, max: 1, noNaN: true }), check),
      { seed: 11, numRuns: 200 },
    );
  });
});

describe.skipIf(!hasReferenceData)('real candles made longer', () => {
  const hourly = (file: string): CandleSeries => ({ ...referenceCandles(file, 'X'), timeframe: '1h' });

  it('BTC/USDT agrees with the obvious way, and 4h on the way to days changes nothing', () => {
    const hours = hourly('btcusdt-hourly.csv');
    const whole = { ...hours, length: hours.length };
    for (const to of ['4h', '1d'] as const) {
      const made = resample(whole, to);
      expect(rows(made)).toEqual(grouped(whole, floor(timeframeMs[to])).slice(0, made.length));
    }
    const [direct, byWay] = [resample(hours, '1d'), resample(resample(hours, '4h'), '1d')];
    for (const name of names.filter(one => one !== 'volume')) expect(byWay[name]).toEqual(direct[name]);
    byWay.volume.forEach((traded, i) => {
      expect(traded / at(direct.volume, i)).toBeCloseTo(1, 12);
    });
  });

  it('SPY by the hour gives the days of its provider, all 5,849 of them bit for bit', () => {
    const days = referenceCandles('spy-daily.csv', 'X');
    const made = resample(hourly('spy-hourly.csv'), '1d', alwaysOpen, { keepOpen: true });
    for (const name of ['openAt', ...names] as const) expect(made[name], name).toEqual(days[name]);
  });

  it('with the calendar 23 half days differ: the provider counts what was traded after 13:00', () => {
    const hours = hourly('spy-hourly.csv');
    const days = referenceCandles('spy-daily.csv', 'X');
    const made = resample(hours, '1d', nyse);
    expect(made.openAt).toEqual(days.openAt);
    expect(resample(resample(hours, '4h', nyse), '1d', nyse).close).toEqual(made.close);
    const differing = [...made.openAt].filter((_, i) => at(made.close, i) !== at(days.close, i));
    expect(differing.length).toBe(23);
    for (const day of differing) {
      const [session] = nyse.sessions(day, day + 86_400_000);
      expect(((session?.closeAt ?? 0) - (session?.openAt ?? 0)) / 3_600_000, dayOf(day)).toBe(3.5);
    }
  });
});
