import { at } from '../../data/at.ts';
import { type CandleSeries, lastClosedIndex } from '../../data/candle.ts';
import type { Fill, LedgerRow } from '../../data/ledger-row.ts';
import { applyFill, foldPortfolio, marketValue } from '../../data/portfolio.ts';

export type SeriesOf = (symbol: string) => CandleSeries | undefined;

/** Equity at each instant, rising: what had been filled by then at the last closes by then; NaN where a close is not known. */
export function equitiesAt(rows: readonly LedgerRow[], instants: readonly number[], seriesOf: SeriesOf): number[] {
  const fills = rows.filter(row => row.kind === 'fill').map(row => row.body as Fill);
  let then = foldPortfolio(rows.filter(row => row.kind !== 'fill'));
  let booked = Number.NEGATIVE_INFINITY;
  return instants.map(instant => {
    for (const fill of fills) {
      if (fill.filledAt > booked && fill.filledAt <= instant) then = applyFill(then, fill).portfolio;
    }
    booked = instant;
    const value = marketValue(then, symbol => {
      const series = seriesOf(symbol);
      return series && at(series.close, lastClosedIndex(series, instant));
    });
    return value === undefined ? Number.NaN : then.cashUsd + value;
  });
}
