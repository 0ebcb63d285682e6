import { dayNumber, easterSunday, lastWeekday, nthWeekday, observed, weekdayOf } from './calendar-days.ts';

const [sunday, monday, thursday, saturday] = [0, 1, 4, 6];

/** Holidays of the year on which US exchanges close, by name, as days since 1970-01-01. */
export type UsHolidays = {
  /** Undefined where it falls on a Saturday: the books of the old year stay open on the Friday. */
  newYear: number | undefined;
  /** Since 1998. */
  martinLutherKing: number | undefined;
  washington: number;
  goodFriday: number;
  memorial: number;
  /** Since 2022. */
  juneteenth: number | undefined;
  independence: number;
  labor: number;
  thanksgiving: number;
  christmas: number;
};

function newYear(year: number): number | undefined {
  const day = dayNumber(year, 1, 1);
  if (weekdayOf(day) === saturday) return undefined;
  return weekdayOf(day) === sunday ? day + 1 : day;
}

/** Source: NYSE Rule 7.2 with the dates of its introductions. */
export function usHolidays(year: number): UsHolidays {
  return {
    newYear: newYear(year),
    martinLutherKing: year >= 1998 ? nthWeekday(year, 1, monday, 3) : undefined,
    washington: nthWeekday(year, 2, monday, 3),
    goodFriday: easterSunday(year) - 2,
    memorial: lastWeekday(year, 5, monday),
    juneteenth: year >= 2022 ? observed(dayNumber(year, 6, 19)) : undefined,
    independence: observed(dayNumber(year, 7, 4)),
    labor: nthWeekday(year, 9, monday, 1),
    thanksgiving: nthWeekday(year, 11, thursday, 4),
    christmas: observed(dayNumber(year, 12, 25)),
  };
}
