import { dayNumber, easterSunday, isWeekend, yearOfDay } from './calendar-days.ts';
import { SessionCalendar } from './session-calendar.ts';

const closings = new Map<number, ReadonlySet<number>>();
const open = 9 * 60;
const close = 17 * 60 + 30;
const earlyClose = 14 * 60 + 5;

function closingsOf(year: number): ReadonlySet<number> {
  const known = closings.get(year);
  if (known) return known;
  const easter = easterSunday(year);
  const made = new Set([
    dayNumber(year, 1, 1),
    easter - 2,
    easter + 1,
    dayNumber(year, 5, 1),
    dayNumber(year, 12, 25),
    dayNumber(year, 12, 26),
  ]);
  closings.set(year, made);
  return made;
}

const isHalfDay = (day: number): boolean => {
  const year = yearOfDay(day);
  return day === dayNumber(year, 12, 24) || day === dayNumber(year, 12, 31);
};

/**
 * Euronext Paris: 09:00 to 17:30 (until 14:05 on 24 and 31 December), closed on its six holidays, which are not moved
 * when they fall on a weekend. This is the list since 2002; before, Paris kept further French holidays.
 */
export const euronext = new SessionCalendar({
  name: 'EURONEXT',
  timeZone: 'Europe/Paris',
  daysPerYear: 256,
  hoursOn(day) {
    if (isWeekend(day) || closingsOf(yearOfDay(day)).has(day)) return undefined;
    return { open, close: isHalfDay(day) ? earlyClose : close };
  },
});
