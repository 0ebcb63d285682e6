import { at } from '../at.ts';
import type { CandleSeries } from '../candle.ts';
import type { Finding } from '../quality/finding.ts';
import { findingsOfRows } from '../quality/findings-of-rows.ts';
import { firstRowFrom } from '../quality/first-row-from.ts';
import type { RawCandles } from '../quality/raw-candles.ts';
import { rowsWhere } from '../quality/rows-where.ts';

const values = ['open', 'high', 'low', 'close', 'volume'] as const;

/**
 * Compares candles that come again with those that are stored. The same once more is nothing; a different one, and one
 * that was not there, are reported: what is stored stays, and an import of the whole history replaces it.
 */
export function overlap(again: CandleSeries, stored: RawCandles): Finding[] {
  const rowOf = (row: number): number => {
    const found = firstRowFrom(stored.openAt, at(again.openAt, row));
    return at(stored.openAt, found) === at(again.openAt, row) ? found : -1;
  };
  const differs = (row: number): boolean => {
    const found = rowOf(row);
    return found >= 0 && values.some(name => at(again[name], row) !== at(stored[name], found));
  };
  return [
    ...findingsOfRows(rowsWhere(again.length, differs), again.openAt, {
      fault: 'duplicate',
      remedy: 'reported',
      detail: (row, count) =>
        `${count} candles come again with other values, the first with close ${at(again.close, row)} and volume ${at(again.volume, row)} instead of ${at(stored.close, rowOf(row))} and ${at(stored.volume, rowOf(row))}; what is stored stays`,
    }),
    ...findingsOfRows(
      rowsWhere(again.length, row => rowOf(row) < 0),
      again.openAt,
      {
        fault: 'out-of-order',
        remedy: 'reported',
        detail: (_, count) =>
          `${count} candles that are not stored come after later ones: only an import of the whole history takes them in`,
      },
    ),
  ];
}
