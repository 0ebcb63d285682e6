import { at } from '../at.ts';
import { dayMs, dayNumber, nthWeekday, weekdayOf } from '../calendar/calendar-days.ts';
import { defineKernel } from './kernel.ts';
import { noParameters } from './rows-parameter.ts';

const friday = 5;

/**
 * What a date says, from its day number (days since 1970-01-01): the share of the year that is gone, the days left to the
 * end of the month and of the quarter, whether the month is turning (its last day and its first three), whether the week
 * holds the third Friday, on which monthly options expire, and the days until the next one.
 * Source of the turn of the month: Lakonishok and Smidt, Review of Financial Studies 1 (1988) 403-425.
 */
export const calendarDateKernel = defineKernel({
  name: 'calendar_date',
  inputs: ['day'],
  outputs: ['yearShare', 'toMonthEnd', 'toQuarterEnd', 'turnOfMonth', 'expiryWeek', 'toExpiry'],
  schema: noParameters,
  open({ inputs: { day }, outputs }) {
    const columns = Object.values(outputs);
    let known = Number.NaN;
    let said = sayOf(Number.NaN);
    return (from, to) => {
      for (let i = from; i < to; i += 1) {
        const today = Math.floor(at(day, i));
        if (today !== known) said = sayOf(today);
        known = today;
        for (let k = 0; k < columns.length; k += 1) {
          const column = columns[k];
          if (column) column[i] = at(said, k);
        }
      }
    };
  },
});

/** The outputs for a day, in their order; NaN for what is no day. */
function sayOf(day: number): Float64Array {
  const date = new Date(day * dayMs);
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth() + 1];
  if (Number.isNaN(year)) return new Float64Array(6).fill(Number.NaN);
  const yearStart = dayNumber(year, 1, 1);
  const toMonthEnd = dayNumber(year, month + 1, 1) - 1 - day;
  const toExpiry = expiryFrom(day, year, month) - day;
  return Float64Array.of(
    (day - yearStart) / (dayNumber(year + 1, 1, 1) - yearStart),
    toMonthEnd,
    dayNumber(year, month - ((month - 1) % 3) + 3, 1) - 1 - day,
    Number(toMonthEnd === 0 || date.getUTCDate() <= 3),
    Number(toExpiry <= friday - weekdayOf(day)),
    toExpiry,
  );
}

/** The first third Friday of a month that is not before a day. */
function expiryFrom(day: number, year: number, month: number): number {
  const expiry = nthWeekday(year, month, friday, 3);
  if (expiry >= day) return expiry;
  return month === 12 ? nthWeekday(year + 1, 1, friday, 3) : nthWeekday(year, month + 1, friday, 3);
}
