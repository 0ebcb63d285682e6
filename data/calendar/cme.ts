import { dayNumber, isWeekend, numberOfDay, yearOfDay } from './calendar-days.ts';
import { isNyseHalfDay, isNyseHoliday } from './nyse.ts';
import { SessionCalendar } from './session-calendar.ts';
import { usHolidays } from './us-holidays.ts';

const open = -7 * 60;
const close = 16 * 60;
const holidayClose = 12 * 60;
const halfDayClose = 12 * 60 + 15;
const mourningClose = 8 * 60 + 30;
const mourning = new Set(['2018-12-05', '2025-01-09'].map(numberOfDay));

/** Christmas and the New Year follow the exchange in New York; a New Year on a Saturday costs no session. */
function isClosed(day: number): boolean {
  const { newYear, goodFriday, christmas } = usHolidays(yearOfDay(day));
  return [newYear, goodFriday, christmas].includes(day) || day === dayNumber(2001, 9, 11);
}

function closeOn(day: number): number {
  if (mourning.has(day)) return mourningClose;
  if (isNyseHoliday(day)) return holidayClose;
  return isNyseHalfDay(day) ? halfDayClose : close;
}

/**
 * Equity index futures on CME Globex: from 17:00 of the evening before to 16:00, Chicago time, so that an hour's break
 * parts two sessions and Sunday evening belongs to Monday. Holidays of New York end at 12:00, its half days at 12:15.
 * Approximated: today's hours stand for the whole history (before 2021 there was a halt from 15:15 to 15:30); Good
 * Friday counts as closed also in years with a short session for the employment report; single halts are left out.
 */
export const cme = new SessionCalendar({
  name: 'CME',
  timeZone: 'America/Chicago',
  daysPerYear: 252,
  hoursOn: day => (isWeekend(day) || isClosed(day) ? undefined : { open, close: closeOn(day) }),
});
