import { at } from '../at.ts';
import type { Repaired } from './check.ts';
import { findingsOfRows } from './findings-of-rows.ts';
import type { RawCandles } from './raw-candles.ts';
import { rowsWhere } from './rows-where.ts';
import { withoutRows } from './with-rows.ts';

const isPrice = (value: number): boolean => value > 0 && value < Number.POSITIVE_INFINITY;

/** Drops candles with a price that is missing, infinite, zero or negative: nothing says what it was. */
export function positivePrices(raw: RawCandles): Repaired {
  const { open, high, low, close } = raw;
  const isFaulty = (row: number) =>
    !(isPrice(at(open, row)) && isPrice(at(high, row)) && isPrice(at(low, row)) && isPrice(at(close, row)));
  const bad = rowsWhere(raw.length, isFaulty);
  const findings = findingsOfRows(bad, raw.openAt, {
    fault: 'bad-price',
    remedy: 'dropped',
    detail: row =>
      `open ${at(open, row)}, high ${at(high, row)}, low ${at(low, row)}, close ${at(close, row)}: not all are positive prices`,
  });
  return { raw: withoutRows(raw, bad), findings };
}
