import { at } from '../at.ts';
import { calendarOf } from '../calendar/calendar-of.ts';
import { type CandleSeries, dayOf } from '../candle.ts';
import type { Instrument } from '../instrument.ts';
import type { Candidate } from './rank-universe.ts';

/** Daily series side by side on the days of all of them. */
export type Panel = { readonly days: Float64Array; readonly candidates: readonly Candidate[] };

export type PanelMember = { readonly instrument: Instrument; readonly series: CandleSeries };

/**
 * Lays daily series on one calendar: the days on which at least one of them has a candle. Each keeps the days of its own
 * market, so that a weekend of shares is no hole beside coins that trade through it.
 */
export function panelOf(all: readonly PanelMember[]): Panel {
  const days = Float64Array.from(new Set(all.flatMap(({ series }) => [...series.openAt]))).sort();
  const rowOf = new Map([...days].map((day, row) => [day, row]));
  const candidates = all.map(({ instrument, series }) => {
    const close = new Float64Array(days.length).fill(Number.NaN);
    const dollarVolume = close.slice();
    for (let i = 0; i < series.length; i += 1) {
      const row = rowOf.get(at(series.openAt, i)) ?? -1;
      close[row] = at(series.close, i);
      dollarVolume[row] = at(series.close, i) * at(series.volume, i);
    }
    const calendar = calendarOf(instrument.calendar);
    const sessions = Int32Array.from(days.keys()).filter(row => calendar.isTradingDay(dayOf(at(days, row))));
    return { symbol: series.symbol, close, dollarVolume, daysPerYear: instrument.daysPerYear, sessions };
  });
  return { days, candidates };
}
