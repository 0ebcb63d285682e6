import { dayNumber, isWeekend, yearOfDay } from './calendar-days.ts';
import { SessionCalendar } from './session-calendar.ts';

const isClosed = (day: number): boolean => {
  const year = yearOfDay(day);
  return day === dayNumber(year, 1, 1) || day === dayNumber(year, 12, 25);
};

/**
 * Currencies: from 17:00 to 17:00 New York time, Sunday evening to Friday evening, each session under the date on which
 * it ends. Christmas and New Year's Day have none: a convention of most feeds, since no exchange closes this market.
 */
export const forex = new SessionCalendar({
  name: 'FOREX',
  timeZone: 'America/New_York',
  daysPerYear: 252,
  hoursOn: day => (isWeekend(day) || isClosed(day) ? undefined : { open: -7 * 60, close: 17 * 60 }),
});
