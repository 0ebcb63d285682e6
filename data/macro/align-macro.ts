import { asOfJoin } from '../as-of-join.ts';
import { at as valueAt } from '../at.ts';
import { dayOf } from '../candle.ts';
import { type MacroName, type MacroSeries, macroNames } from './macro-series.ts';

const dayMs = 86_400_000;

/** Longest stand-still of a market that is open on weekdays, Christmas to the second day of the year: five days. */
export const defaultMaximumAgeDays = 5;

type Aging = { maximumAgeDays?: number };

/**
 * Macro values beside candles: for each close the newest value that was known by then.
 * @param closeAt instants (UTC ms) at which the candles are closed, oldest first
 * @returns one column per series, of the length of `closeAt`; NaN where nothing was known or what was known is stale,
 * and throughout for a series that is not there
 */
export function alignMacro(
  closeAt: Float64Array,
  macro: readonly MacroSeries[],
  { maximumAgeDays = defaultMaximumAgeDays }: Aging = {},
): Record<MacroName, Float64Array> {
  const columnOf = (name: MacroName): Float64Array => {
    const series = macro.find(one => one.name === name);
    return series
      ? asOfJoin(closeAt, series.knownAt, series.values, { maximumAgeMs: maximumAgeDays * dayMs })
      : new Float64Array(closeAt.length).fill(Number.NaN);
  };
  return Object.fromEntries(macroNames.map(name => [name, columnOf(name)])) as Record<MacroName, Float64Array>;
}

export type MacroValue = { name: MacroName; value: number; day: string; knownAt: number; stale: boolean };

/** The newest value that was known at an instant, with the day it describes; undefined when there was none yet. */
export function newestMacro(
  series: MacroSeries,
  at: number,
  { maximumAgeDays = defaultMaximumAgeDays }: Aging = {},
): MacroValue | undefined {
  const row = series.knownAt.findLastIndex(knownAt => knownAt <= at);
  if (row < 0) return undefined;
  const knownAt = valueAt(series.knownAt, row);
  return {
    name: series.name,
    value: valueAt(series.values, row),
    day: dayOf(valueAt(series.dayAt, row)),
    knownAt,
    stale: at - knownAt > maximumAgeDays * dayMs,
  };
}
