import { at } from '../at.ts';
import type { CandleSeries } from '../candle.ts';
import type { Candidate } from './rank-universe.ts';

/** Daily series side by side on the days of all of them. */
export type Panel = { readonly days: Float64Array; readonly candidates: readonly Candidate[] };

/** Lays daily series on one calendar: the days on which at least one of them has a candle. */
export function panelOf(all: readonly CandleSeries[]): Panel {
  const days = Float64Array.from(new Set(all.flatMap(series => [...series.openAt]))).sort();
  const rowOf = new Map([...days].map((day, row) => [day, row]));
  const candidates = all.map(series => {
    const close = new Float64Array(days.length).fill(Number.NaN);
    const dollarVolume = close.slice();
    for (let i = 0; i < series.length; i += 1) {
      const row = rowOf.get(at(series.openAt, i)) ?? -1;
      close[row] = at(series.close, i);
      dollarVolume[row] = at(series.close, i) * at(series.volume, i);
    }
    return { symbol: series.symbol, close, dollarVolume };
  });
  return { days, candidates };
}
