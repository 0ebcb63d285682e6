import { describe, expect, it } from 'vitest';
import { easterSunday } from '../../../data/calendar/calendar-days.ts';
import { type CalendarName, calendarOf } from '../../../data/calendar/calendar-of.ts';
import { instantOfWall, offsetMs } from '../../../data/calendar/zone-clock.ts';
import { dayOf, Timeframe } from '../../../data/candle.ts';
import { seeded } from '../../kit/seeded.ts';

const utc = (text: string): number => Date.parse(`${text}Z`);
const sessionsOf = (name: CalendarName, from: string, until: string): string[] =>
  calendarOf(name)
    .sessions(utc(from), utc(until))
    .map(({ day, openAt, closeAt }) =>
      [day, ...[openAt, closeAt].map(instant => new Date(instant).toISOString().slice(5, 16))].join(' '),
    );
const names: readonly CalendarName[] = ['24/7', 'NYSE', 'CME', 'FOREX', 'EURONEXT'];

describe('Easter', () => {
  it.each(['1990-04-15', '2000-04-23', '2008-03-23', '2011-04-24', '2024-03-31', '2035-03-25'])('is on %s', day => {
    expect(dayOf(easterSunday(Number(day.slice(0, 4))) * 86_400_000), 'US Naval Observatory').toBe(day);
  });
});

describe('the clock of a zone', () => {
  it('changes at the published instants of summer time', () => {
    const hours = (zone: string, instant: string) => offsetMs(zone, utc(instant)) / 3_600_000;
    expect([hours('America/New_York', '2024-03-10T06:59:59'), hours('America/New_York', '2024-03-10T07:00')]).toEqual([
      -5, -4,
    ]);
    expect([hours('Europe/Paris', '2024-10-27T00:59:59'), hours('Europe/Paris', '2024-10-27T01:00')]).toEqual([2, 1]);
    expect(hours('UTC', '2024-07-01T00:00')).toBe(0);
    expect(hours('Asia/Kolkata', '2024-07-01T00:00'), 'half hours').toBe(5.5);
  });

  it('reads what it shows: there and back is the same instant', () => {
    const random = seeded(7);
    for (let i = 0; i < 500; i += 1) {
      const at = Date.UTC(1990, 0, 1) + Math.floor(random() * 45 * 365) * 86_400_000 + 12 * 3_600_000;
      expect(instantOfWall('America/Chicago', at + offsetMs('America/Chicago', at))).toBe(at);
    }
  });
});

describe('the calendars', () => {
  it('24/7 never closes', () => {
    expect(sessionsOf('24/7', '2024-01-06T12:00', '2024-01-07T12:00')).toEqual([
      '2024-01-06 01-06T00:00 01-07T00:00',
      '2024-01-07 01-07T00:00 01-08T00:00',
    ]);
    expect(calendarOf('24/7').expectedOpens('1m', utc('2023-12-31T12:00'), utc('2024-01-02T12:00')).length).toBe(2880);
  });

  it('CME opens on the evening before, stops for an hour, and begins its week on Sunday', () => {
    expect(sessionsOf('CME', '2024-01-11T00:00', '2024-01-16T00:00')).toEqual([
      '2024-01-11 01-10T23:00 01-11T22:00',
      '2024-01-12 01-11T23:00 01-12T22:00',
      '2024-01-15 01-14T23:00 01-15T18:00',
      '2024-01-16 01-15T23:00 01-16T22:00',
    ]);
    expect(calendarOf('CME').isOpen(utc('2024-01-11T22:30')), 'the daily break').toBe(false);
    expect(calendarOf('CME').isTradingDay('2024-03-29'), 'Good Friday').toBe(false);
    expect(sessionsOf('CME', '2024-07-03T12:00', '2024-07-03T17:00')).toEqual(['2024-07-03 07-02T22:00 07-03T17:15']);
    expect(sessionsOf('CME', '2025-01-09T12:00', '2025-01-09T13:00'), 'until 08:30 on a day of mourning').toEqual([
      '2025-01-09 01-08T23:00 01-09T14:30',
    ]);
  });

  it('FOREX runs from Sunday 17:00 to Friday 17:00 of New York', () => {
    expect(sessionsOf('FOREX', '2024-07-12T00:00', '2024-07-15T00:00')).toEqual([
      '2024-07-12 07-11T21:00 07-12T21:00',
      '2024-07-15 07-14T21:00 07-15T21:00',
    ]);
    expect(calendarOf('FOREX').isOpen(utc('2024-07-13T12:00'))).toBe(false);
    expect(calendarOf('FOREX').isTradingDay('2024-12-25')).toBe(false);
  });

  it('EURONEXT keeps the six holidays and two half days that it published for 2024', () => {
    const closed = ['2024-01-01', '2024-03-29', '2024-04-01', '2024-05-01', '2024-12-25', '2024-12-26'];
    for (const day of closed) expect(calendarOf('EURONEXT').isTradingDay(day), day).toBe(false);
    expect(calendarOf('EURONEXT').expectedOpens('1d', utc('2024-01-01T00:00'), utc('2025-01-01T00:00')).length).toBe(
      262 - closed.length,
    );
    expect(sessionsOf('EURONEXT', '2024-07-10T00:00', '2024-07-10T23:00')).toEqual([
      '2024-07-10 07-10T07:00 07-10T15:30',
    ]);
    expect(sessionsOf('EURONEXT', '2024-12-24T00:00', '2024-12-24T23:00')).toEqual([
      '2024-12-24 12-24T08:00 12-24T13:05',
    ]);
  });

  it.each(names)('%s agrees with itself: open means in a session, and every expected candle overlaps one', name => {
    const calendar = calendarOf(name);
    const [from, until] = [utc('2024-02-26T00:00'), utc('2024-04-08T00:00')];
    const sessions = calendar.sessions(from, until);
    for (let at = from; at < until; at += 900_000) {
      const inside = sessions.find(({ openAt, closeAt }) => openAt <= at && at < closeAt);
      expect(calendar.sessionOf(at), new Date(at).toISOString()).toEqual(inside);
    }
    for (const timeframe of Timeframe.options.filter(one => one !== '1d' && one !== '1w')) {
      const opens = calendar.expectedOpens(timeframe, from, until);
      expect([...opens], 'ascending, none twice').toEqual([...new Set(opens)].sort((a, b) => a - b));
    }
    expect([...calendar.expectedOpens('15m', from, until)].filter(at => !calendar.isOpen(at))).toEqual([]);
  });

  it.each([
    ['24/7', 365],
    ['NYSE', 252],
    ['EURONEXT', 256],
  ] as const)('%s has about %i trading days a year', (name, days) => {
    const count = calendarOf(name).expectedOpens('1d', Date.UTC(2010, 0, 1), Date.UTC(2030, 0, 1)).length / 20;
    expect(Math.abs(count - days)).toBeLessThan(1);
    expect(calendarOf(name).daysPerYear).toBe(days);
  });
});
