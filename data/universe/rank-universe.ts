import { at } from '../at.ts';

/** Daily closes and dollar volumes of one candidate on the panel's days; NaN before its listing and after its delisting. */
export type Candidate = {
  readonly symbol: string;
  readonly close: Float64Array;
  readonly dollarVolume: Float64Array;
  /** Trading days a year of its market: 252 where nothing is said. */
  readonly daysPerYear?: number;
  /** Rows of the panel on which its market trades, ascending: all where nothing is said. A weekend is no hole. */
  readonly sessions?: Int32Array;
};

export type UniverseRule = {
  /** How many are chosen. */
  size: number;
  /** Least yearly volatility of daily log returns over the last quarter, as a fraction. */
  minimumVolatility: number;
  /** Least median dollar volume a day over the last quarter. */
  minimumDollarVolume: number;
};

export const usualRule: UniverseRule = { size: 50, minimumVolatility: 0.15, minimumDollarVolume: 1_000_000 };

const usualDaysPerYear = 252;

/** Trading days that are looked back on, and the last ones that momentum leaves out because they tend to reverse. */
const lookbacks = (yearDays: number) => ({
  yearDays,
  skippedDays: Math.round(yearDays / 12),
  quarterDays: Math.round(yearDays / 4),
});

/** A candidate with what it was judged by: figures that were known at the close of the day of choice. */
export type Ranked = {
  readonly symbol: string;
  /** Return from a year to a month ago, as a fraction. Source: Jegadeesh and Titman, Journal of Finance 48 (1993) 65-91. */
  readonly momentum: number;
  /** Yearly, as a fraction. */
  readonly volatility: number;
  /** Median a day. */
  readonly dollarVolume: number;
};

/** Yearly volatility of the log returns of the `days` before and at `day`; NaN with a missing close. */
function volatilityAt(close: Float64Array, day: number, days: number, yearDays: number): number {
  let sum = 0;
  let squares = 0;
  for (let i = day - days + 1; i <= day; i += 1) {
    const change = Math.log(at(close, i) / at(close, i - 1));
    sum += change;
    squares += change * change;
  }
  return Math.sqrt(Math.max(0, squares / days - (sum / days) ** 2) * yearDays);
}

function medianAt(values: Float64Array, day: number, days: number): number {
  if (day - days + 1 < 0) return Number.NaN;
  const window = values.slice(day - days + 1, day + 1).sort();
  if (Number.isNaN(window.at(-1))) return Number.NaN;
  const middle = days >> 1;
  return days % 2 === 1 ? at(window, middle) : (at(window, middle - 1) + at(window, middle)) / 2;
}

type Row = { readonly close: Float64Array; readonly dollarVolume: Float64Array; readonly day: number };

/** The sessions of a candidate's own market up to a day of the panel, as columns without the days on which it is closed. */
function ownSessions({ close, dollarVolume, sessions }: Candidate, day: number): Row {
  if (!sessions) return { close, dollarVolume, day };
  const after = sessions.findIndex(row => row > day);
  const rows = after === -1 ? sessions : sessions.subarray(0, after);
  const own = (column: Float64Array) => Float64Array.from(rows, row => at(column, row));
  return { close: own(close), dollarVolume: own(dollarVolume), day: rows.length - 1 };
}

/**
 * What is known of a candidate at the close of a day of the panel, or at the last close of its market before it; undefined
 * when it was not listed for the whole year before. A year and a quarter are as many trading days as its market has.
 */
export function judged(candidate: Candidate, panelDay: number): Ranked | undefined {
  const { symbol, daysPerYear = usualDaysPerYear } = candidate;
  const { yearDays, skippedDays, quarterDays } = lookbacks(daysPerYear);
  const { close, dollarVolume, day } = ownSessions(candidate, panelDay);
  const momentum = at(close, day - skippedDays) / at(close, day - yearDays) - 1;
  const ranked = {
    symbol,
    momentum,
    volatility: volatilityAt(close, day, quarterDays, yearDays),
    dollarVolume: medianAt(dollarVolume, day, quarterDays),
  };
  const known = Number.isFinite(momentum + ranked.volatility + ranked.dollarVolume + at(close, day));
  return known ? ranked : undefined;
}

/**
 * The strongest candidates by momentum among those that move and trade enough, from rows up to `day` alone.
 * Equal momentum is settled by the symbol, so that the choice does not hang on the order of the panel.
 */
export function rankUniverse(candidates: readonly Candidate[], day: number, rule: UniverseRule = usualRule): Ranked[] {
  return candidates
    .flatMap(candidate => judged(candidate, day) ?? [])
    .filter(one => one.volatility >= rule.minimumVolatility && one.dollarVolume >= rule.minimumDollarVolume)
    .sort((a, b) => b.momentum - a.momentum || (a.symbol < b.symbol ? -1 : 1))
    .slice(0, rule.size);
}

/** Index of the last day of each complete quarter of a calendar. @param days UTC ms, ascending */
export function quarterEnds(days: Float64Array): number[] {
  const quarterOf = (instant: number): number => {
    const date = new Date(instant);
    return date.getUTCFullYear() * 4 + Math.floor(date.getUTCMonth() / 3);
  };
  const ends: number[] = [];
  for (let i = 1; i < days.length; i += 1) if (quarterOf(at(days, i)) !== quarterOf(at(days, i - 1))) ends.push(i - 1);
  return ends;
}

/** One quarter's choice, in force from the day after `chosenAt` until the next. */
export type UniverseQuarter = { readonly chosenAt: number; readonly members: readonly Ranked[] };

/** The universe of every quarter of a panel. @param days UTC ms of the panel's rows, ascending */
export const universeByQuarter = (
  days: Float64Array,
  candidates: readonly Candidate[],
  rule: UniverseRule = usualRule,
): UniverseQuarter[] =>
  quarterEnds(days).map(day => ({ chosenAt: at(days, day), members: rankUniverse(candidates, day, rule) }));
