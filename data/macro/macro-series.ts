import { instantOfWall } from '../calendar/zone-clock.ts';
import { instantOfDay } from '../candle.ts';

/** The macro series that are read, by the symbol under which providers of prices know them. */
export const macroNames = ['VIX', 'TNX', 'DXY'] as const;
export type MacroName = (typeof macroNames)[number];

/** VIX: annualised volatility in percent points. TNX: ten-year yield in percent a year. DXY: index points. */
export const macroUnit = { VIX: 'points', TNX: 'percent', DXY: 'points' } as const satisfies Record<MacroName, string>;

const minuteMs = 60_000;

/**
 * When a day's value stands, in minutes of the New York day: Cboe computes the VIX until 16:15; yield and dollar index
 * carry no time of day, so that they stand at 17:00, where the day of the currency market ends.
 */
const standsAtMinute: Record<MacroName, number> = { VIX: 16 * 60 + 15, TNX: 17 * 60, DXY: 17 * 60 };

/** Keyless sources show these indices 15 minutes late; twice that leaves room for their day row to be written. */
const publicationLagMs = 30 * minuteMs;

/** One macro series: daily values that exist, oldest first, with the instants (UTC ms) from which they can be read. */
export type MacroSeries = {
  readonly name: MacroName;
  /** UTC midnight of the day that a value describes. */
  readonly dayAt: Float64Array;
  readonly knownAt: Float64Array;
  readonly values: Float64Array;
};

/** The instant (UTC ms) from which the value of a New York day, given as its UTC midnight, can be read. */
export const macroKnownAt = (name: MacroName, dayAt: number): number =>
  instantOfWall('America/New_York', dayAt + standsAtMinute[name] * minuteMs) + publicationLagMs;

/** Builds a series from days (YYYY-MM-DD) and values that exist, oldest first. */
export function macroSeriesOf(name: MacroName, rows: readonly { day: string; value: number }[]): MacroSeries {
  const dayAt = Float64Array.from(rows, row => instantOfDay(row.day));
  return {
    name,
    dayAt,
    knownAt: dayAt.map(day => macroKnownAt(name, day)),
    values: Float64Array.from(rows, row => row.value),
  };
}
