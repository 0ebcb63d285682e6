import { dayNumber, isWeekend, numberOfDay, weekdayOf, yearOfDay } from './calendar-days.ts';
import { SessionCalendar } from './session-calendar.ts';
import { usHolidays } from './us-holidays.ts';

const open = 9 * 60 + 30;
const close = 16 * 60;
const earlyClose = 13 * 60;
const [monday, tuesday, wednesday, thursday, friday] = [1, 2, 3, 4, 5];

/** Days of mourning, of September 2001, of Hurricane Sandy. */
const specialClosings = new Set(
  [
    '1994-04-27',
    '2001-09-11',
    '2001-09-12',
    '2001-09-13',
    '2001-09-14',
    '2004-06-11',
    '2007-01-02',
    '2012-10-29',
    '2012-10-30',
    '2018-12-05',
    '2025-01-09',
  ].map(numberOfDay),
);

/** Half days that no rule gives. */
const specialHalfDays = ['1997-12-26', '1999-12-31', '2003-12-26'].map(numberOfDay);

const closings = new Map<number, ReadonlySet<number | undefined>>();
const halfDays = new Map<number, ReadonlySet<number>>();

function closingsOf(year: number): ReadonlySet<number | undefined> {
  const known = closings.get(year);
  if (known) return known;
  const made = new Set(Object.values(usHolidays(year)));
  closings.set(year, made);
  return made;
}

/** Before Independence Day: on Mondays, Tuesdays and Thursdays; a Wednesday since 2013, before that the Friday after. */
function independenceHalfDay(year: number): number | undefined {
  const eve = dayNumber(year, 7, 3);
  const weekday = weekdayOf(eve);
  if (year < 1995) return undefined;
  if ([monday, tuesday, thursday].includes(weekday)) return eve;
  if (weekday !== wednesday) return undefined;
  return year >= 2013 ? eve : eve + 2;
}

function halfDaysOf(year: number): ReadonlySet<number> {
  const known = halfDays.get(year);
  if (known) return known;
  const christmasEve = dayNumber(year, 12, 24);
  const independence = independenceHalfDay(year);
  const made = new Set([
    usHolidays(year).thanksgiving + 1,
    ...(weekdayOf(christmasEve) >= monday && weekdayOf(christmasEve) < friday ? [christmasEve] : []),
    ...(independence === undefined ? [] : [independence]),
    ...specialHalfDays,
  ]);
  halfDays.set(year, made);
  return made;
}

export const isNyseHoliday = (day: number): boolean => closingsOf(yearOfDay(day)).has(day) || specialClosings.has(day);

export const isNyseHalfDay = (day: number): boolean => halfDaysOf(yearOfDay(day)).has(day);

/**
 * New York Stock Exchange: 09:30 to 16:00, half days until 13:00. The rules and the special closings hold for 1990 to
 * 2035; half days of 1990 to 1992 ended at 14:00. Late openings and trading halts of a single day are not in it.
 * Source: NYSE Rule 7.2 and the exchange's list of special closings.
 */
export const nyse = new SessionCalendar({
  name: 'NYSE',
  timeZone: 'America/New_York',
  daysPerYear: 252,
  hoursOn(day) {
    if (isWeekend(day) || isNyseHoliday(day)) return undefined;
    return { open, close: isNyseHalfDay(day) ? earlyClose : close };
  },
});
