import { QuaestorError } from '../../config/errors.ts';
import { dayOf } from '../candle.ts';
import { dayMs, dayNumber, nthWeekday, numberOfDay } from './calendar-days.ts';
import { nyse } from './nyse.ts';

/** Futures whose contracts this file knows. */
export const futuresRoots = ['ES', 'NQ', 'CL', 'GC'] as const;
export type FuturesRoot = (typeof futuresRoots)[number];

/** A delivery month, counted from 1. */
type Month = { year: number; month: number };

/** Days are counted since 1970-01-01. */
type Rule = {
  /** Delivery months that are traded as the front contract. */
  months: readonly number[];
  lastTradingDay(month: Month): number;
  /** Day from which the next contract is the front one. */
  rollDay(month: Month): number;
};

const friday = 5;
const codes = 'FGHJKMNQUVXZ';
const everyMonth = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12];

const isBusinessDay = (day: number): boolean => nyse.isTradingDay(dayOf(day * dayMs));

/** The n-th business day before a day; with n = 0 the day itself or the last business day before it. */
function businessDaysBefore(day: number, n: number): number {
  let found = day;
  while (!isBusinessDay(found)) found -= 1;
  for (let left = n; left > 0; left -= 1) found = businessDaysBefore(found - 1, 0);
  return found;
}

/** CME: the third Friday of the month, or the business day before. Trading moves on eight days earlier, on a Thursday. */
const equityIndex: Rule = {
  months: [3, 6, 9, 12],
  lastTradingDay: ({ year, month }) => businessDaysBefore(nthWeekday(year, month, friday, 3), 0),
  rollDay: ({ year, month }) => nthWeekday(year, month, friday, 3) - 8,
};

/**
 * NYMEX chapter 200: the third business day before the 25th of the month before delivery, counted from the business day
 * before the 25th where that is none. The exchange sets no roll: here it is five business days earlier.
 */
const crudeOil: Rule = {
  months: everyMonth,
  lastTradingDay: ({ year, month }) => businessDaysBefore(dayNumber(year, month - 1, 25), 3),
  rollDay: month => businessDaysBefore(crudeOil.lastTradingDay(month), 5),
};

/**
 * COMEX chapter 113: the third last business day of the delivery month. Holders leave before the first notice, the last
 * business day of the month before: here the roll is two business days before that, over the months that are traded.
 */
const gold: Rule = {
  months: [2, 4, 6, 8, 12],
  lastTradingDay: ({ year, month }) => businessDaysBefore(dayNumber(year, month + 1, 1) - 1, 2),
  rollDay: ({ year, month }) => businessDaysBefore(dayNumber(year, month, 1) - 1, 2),
};

const rules: Record<FuturesRoot, Rule> = { ES: equityIndex, NQ: equityIndex, CL: crudeOil, GC: gold };

/** @throws QuaestorError `user.bad-request` unless it is a month (YYYY-MM) in which the root has a contract */
function monthOf(root: FuturesRoot, text: string): Month {
  const match = /^(\d{4})-(\d{2})$/.exec(text);
  const month = { year: Number(match?.[1]), month: Number(match?.[2]) };
  if (match && rules[root].months.includes(month.month)) return month;
  const list = rules[root].months.join(', ');
  throw new QuaestorError('user.bad-request', {
    en: `"${text}" is not a month (YYYY-MM) of a ${root} contract. Months: ${list}.`,
    fr: `« ${text} » n'est pas un mois (AAAA-MM) d'un contrat ${root}. Mois : ${list}.`,
  });
}

const asDay = (day: number): string => dayOf(day * dayMs);

/** `ESZ26` for the contract of December 2026. @param month YYYY-MM */
export function contractSymbol(root: FuturesRoot, month: string): string {
  const { year, month: number } = monthOf(root, month);
  return `${root}${codes[number - 1]}${String(year % 100).padStart(2, '0')}`;
}

/** Last trading day (YYYY-MM-DD) of a contract; business days are those of New York. @param month YYYY-MM */
export const expiryOf = (root: FuturesRoot, month: string): string =>
  asDay(rules[root].lastTradingDay(monthOf(root, month)));

/** Day (YYYY-MM-DD) from which the next contract is the front one. @param month YYYY-MM */
export const rollOf = (root: FuturesRoot, month: string): string => asDay(rules[root].rollDay(monthOf(root, month)));

/** Delivery month (YYYY-MM) of the contract that is the front one on a day (YYYY-MM-DD). */
export function frontMonth(root: FuturesRoot, day: string): string {
  const { months, rollDay } = rules[root];
  const [year, today] = [Number(day.slice(0, 4)), numberOfDay(day)];
  const candidates = [year, year + 1].flatMap(one => months.map(month => ({ year: one, month })));
  const front = candidates.find(month => rollDay(month) > today) ?? { year: year + 1, month: 12 };
  return `${front.year}-${String(front.month).padStart(2, '0')}`;
}
