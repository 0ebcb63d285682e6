/** Calendar days as whole numbers: days since 1970-01-01. */
export const dayMs = 86_400_000;

/** Months count from 1. */
export const dayNumber = (year: number, month: number, day: number): number => Date.UTC(year, month - 1, day) / dayMs;

export const numberOfDay = (day: string): number => Date.parse(`${day}T00:00:00Z`) / dayMs;

export const yearOfDay = (day: number): number => new Date(day * dayMs).getUTCFullYear();

/** 0 is Sunday, 6 Saturday: 1970-01-01 was a Thursday. */
export const weekdayOf = (day: number): number => (((day + 4) % 7) + 7) % 7;

export const isWeekend = (day: number): boolean => weekdayOf(day) % 6 === 0;

/** The n-th given weekday of a month. */
export function nthWeekday(year: number, month: number, weekday: number, n: number): number {
  const first = dayNumber(year, month, 1);
  return first + ((weekday - weekdayOf(first) + 7) % 7) + (n - 1) * 7;
}

export function lastWeekday(year: number, month: number, weekday: number): number {
  const last = dayNumber(year, month + 1, 1) - 1;
  return last - ((weekdayOf(last) - weekday + 7) % 7);
}

/** Easter Sunday of the Gregorian calendar. Source: Meeus, Jones and Butcher's algorithm, as in Meeus 1991, chapter 8. */
export function easterSunday(year: number): number {
  const a = year % 19;
  const b = Math.floor(year / 100);
  const c = year % 100;
  const f = Math.floor((b + 8) / 25);
  const g = Math.floor((b - f + 1) / 3);
  const h = (19 * a + b - Math.floor(b / 4) - g + 15) % 30;
  const l = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - h - (c % 4)) % 7;
  const m = Math.floor((a + 11 * h + 22 * l) / 451);
  const p = h + l - 7 * m + 114;
  return dayNumber(year, Math.floor(p / 31), (p % 31) + 1);
}

/** A feast on a weekend is kept on the Friday before or the Monday after. */
export function observed(day: number): number {
  if (weekdayOf(day) === 6) return day - 1;
  return weekdayOf(day) === 0 ? day + 1 : day;
}
