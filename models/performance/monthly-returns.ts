import { at } from '../../data/at.ts';
import type { Benchmark } from './equity-curve.ts';
import { firstOf, reasons, type Statistic, undefinedFor, unless } from './statistic.ts';

export type YearOfReturns = {
  readonly year: number;
  /** Returns of January to December, as shares. */
  readonly months: readonly Statistic[];
  readonly total: Statistic;
};

const monthOf = (instant: number): [year: number, month: number] => {
  const date = new Date(instant);
  return [date.getUTCFullYear(), date.getUTCMonth()];
};

const change = (from: number, to: number): Statistic =>
  unless(firstOf([!(from > 0), reasons.equityNotPositive]), () => to / from - 1);

/**
 * Returns by calendar month and year (UTC), oldest year first. A month runs from the last value before it (`startUsd`,
 * for the first month) to its own last value, so that all months together give the total return.
 */
export function monthlyReturns({ openAt, equityUsd }: Benchmark, startUsd = at(equityUsd, 0)): YearOfReturns[] {
  const years = new Map<number, { months: Statistic[]; from: number; to: number }>();
  let before = startUsd;
  for (let i = 0; i < openAt.length; i += 1) {
    const [year, month] = monthOf(at(openAt, i));
    const [nextYear, nextMonth] = monthOf(at(openAt, i + 1));
    if (year === nextYear && month === nextMonth) continue;
    const value = at(equityUsd, i);
    const row = years.get(year) ?? { months: Array(12).fill(undefinedFor(reasons.noMonth)), from: before, to: value };
    years.set(year, row);
    row.months[month] = change(before, value);
    row.to = value;
    before = value;
  }
  return [...years].map(([year, { months, from, to }]) => ({ year, months, total: change(from, to) }));
}
