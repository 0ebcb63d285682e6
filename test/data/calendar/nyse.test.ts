import { describe, expect, it } from 'vitest';
import { at } from '../../../data/at.ts';
import { nyse } from '../../../data/calendar/nyse.ts';
import { dayOf } from '../../../data/candle.ts';
import { hasReferenceData, referenceCandles } from '../../kit/reference-data.ts';

const utc = (text: string): number => Date.parse(`${text}Z`);
const days = (opens: Float64Array): string[] => [...opens].map(dayOf);
const hoursOn = (day: string): string[] =>
  nyse
    .sessions(utc(`${day}T00:00`), utc(`${day}T23:00`))
    .map(({ openAt, closeAt }) =>
      [openAt, closeAt].map(instant => new Date(instant).toISOString().slice(11, 16)).join(' '),
    );

describe('the New York Stock Exchange', () => {
  it('opens at 09:30 and closes at 16:00 of New York, in winter and in summer', () => {
    expect(hoursOn('2024-01-10')).toEqual(['14:30 21:00']);
    expect(hoursOn('2024-07-10')).toEqual(['13:30 20:00']);
    expect(hoursOn('2024-03-08'), 'the Friday before summer time').toEqual(['14:30 21:00']);
    expect(hoursOn('2024-03-11'), 'the Monday after it began').toEqual(['13:30 20:00']);
    expect(hoursOn('2006-04-03'), 'until 2006 it began in April').toEqual(['13:30 20:00']);
  });

  it.each([
    [2024, '01-01 01-15 02-19 03-29 05-27 06-19 07-04 09-02 11-28 12-25'],
    [2025, '01-01 01-09 01-20 02-17 04-18 05-26 06-19 07-04 09-01 11-27 12-25'],
    [2026, '01-01 01-19 02-16 04-03 05-25 06-19 07-03 09-07 11-26 12-25'],
    [2021, '01-01 01-18 02-15 04-02 05-31 07-05 09-06 11-25 12-24'],
    [2022, '01-17 02-21 04-15 05-30 06-20 07-04 09-05 11-24 12-26'],
  ])('keeps the holidays that it published for %i', (year, published) => {
    const open = new Set(days(nyse.expectedOpens('1d', Date.UTC(year, 0, 1), Date.UTC(year + 1, 0, 1))));
    const closed: string[] = [];
    for (let day = Date.UTC(year, 0, 1); day < Date.UTC(year + 1, 0, 1); day += 86_400_000) {
      const weekday = new Date(day).getUTCDay();
      if (weekday % 6 !== 0 && !open.has(dayOf(day))) closed.push(dayOf(day).slice(5));
    }
    expect(closed.join(' ')).toBe(published);
  });

  it.each([
    ['2023-07-03', true],
    ['2024-07-03', true],
    ['2024-11-29', true],
    ['2024-12-24', true],
    ['2025-12-24', true],
    ['2002-07-05', true],
    ['1997-12-26', true],
    ['2013-07-05', false],
    ['2021-12-23', false],
    ['2024-12-31', false],
  ])('%s ends at 13:00: %s', (day, half) => {
    const [session] = nyse.sessions(utc(`${day}T00:00`), utc(`${day}T23:00`));
    const hours = ((session?.closeAt ?? Number.NaN) - (session?.openAt ?? Number.NaN)) / 3_600_000;
    expect(hours).toBe(half ? 3.5 : 6.5);
  });

  it('was closed on its special days', () => {
    for (const day of ['1994-04-27', '2001-09-12', '2004-06-11', '2007-01-02', '2012-10-29', '2018-12-05'])
      expect(nyse.isTradingDay(day), day).toBe(false);
  });

  it('is open from the first instant of its session to the last but one', () => {
    const open = utc('2024-01-10T14:30');
    expect([nyse.isOpen(open - 1), nyse.isOpen(open), nyse.sessionOf(open)?.day]).toEqual([false, true, '2024-01-10']);
    const close = utc('2024-01-10T21:00');
    expect([nyse.isOpen(close - 1), nyse.isOpen(close)]).toEqual([true, false]);
    expect(nyse.isOpen(utc('2024-01-13T15:00')), 'a Saturday').toBe(false);
  });

  it('expects the clock hour that holds the open, and a grid of its own where candles start at half past', () => {
    const [from, until] = [utc('2024-01-10T00:00'), utc('2024-01-11T00:00')];
    const hours = (phaseMs?: number) =>
      [...nyse.expectedOpens('1h', from, until, phaseMs)].map(time => new Date(time).toISOString().slice(11, 16));
    expect(hours()).toEqual(['14:00', '15:00', '16:00', '17:00', '18:00', '19:00', '20:00']);
    expect(hours(1_800_000)).toEqual(['14:30', '15:30', '16:30', '17:30', '18:30', '19:30', '20:30']);
    expect(nyse.expectedOpens('1m', from, until).length, '6.5 hours').toBe(390);
  });

  it('expects a week on its Monday, also where that is a holiday', () => {
    expect(days(nyse.expectedOpens('1w', utc('2024-01-10T00:00'), utc('2024-01-30T00:00')))).toEqual([
      '2024-01-15',
      '2024-01-22',
      '2024-01-29',
    ]);
  });
});

describe.skipIf(!hasReferenceData)('the New York Stock Exchange against SPY from 1998 to 2021', () => {
  it('has the days of spy-daily.csv, all of them and no other', () => {
    const { openAt } = referenceCandles('spy-daily.csv', 'SPY');
    expect(days(nyse.expectedOpens('1d', at(openAt, 0), at(openAt, openAt.length - 1) + 1))).toEqual(days(openAt));
  });

  it('has the hours of spy-hourly.csv; the exceptions are a late opening and trading after 13:00 on half days', () => {
    const { openAt } = referenceCandles('spy-hourly.csv', 'SPY');
    const expected = new Set(nyse.expectedOpens('1h', at(openAt, 0), at(openAt, openAt.length - 1) + 1));
    const seen = new Set(openAt);
    const missing = [...expected].filter(time => !seen.has(time)).map(time => new Date(time).toISOString());
    expect(missing, 'on the first anniversary the exchange opened at noon').toEqual([
      '2002-09-11T13:00:00.000Z',
      '2002-09-11T14:00:00.000Z',
    ]);
    const late = [...openAt].filter(time => !expected.has(time));
    expect(late.length).toBe(47);
    for (const time of late) {
      const [session] = nyse.sessions(time - 12 * 3_600_000, time);
      expect(time, dayOf(time)).toBe(session && Math.max(time, session.closeAt));
      expect((session?.closeAt ?? 0) - (session?.openAt ?? 0), 'a half day').toBe(3.5 * 3_600_000);
    }
  });
});
