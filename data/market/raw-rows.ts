import type { Candle } from '../candle.ts';
import type { RawCandles } from '../quality/raw-candles.ts';

/** One candle as a wire gives it: openAt (UTC ms), open, high, low, close, volume; what is missing is not a number. */
export type RawRow = readonly [number, number, number, number, number, number];

/** Rows as columns, in the order given. */
export function rawCandles(rows: readonly RawRow[]): RawCandles {
  const column = (index: 0 | 1 | 2 | 3 | 4 | 5) => Float64Array.from(rows, row => row[index]);
  return {
    length: rows.length,
    openAt: column(0),
    open: column(1),
    high: column(2),
    low: column(3),
    close: column(4),
    volume: column(5),
  };
}

/** Row `i` of columns. */
export function rawRow(raw: RawCandles, i: number): RawRow {
  const at = (column: Float64Array) => column[i] ?? Number.NaN;
  return [at(raw.openAt), at(raw.open), at(raw.high), at(raw.low), at(raw.close), at(raw.volume)];
}

export const candleOf = ([openAt, open, high, low, close, volume]: RawRow): Candle => ({
  openAt,
  open,
  high,
  low,
  close,
  volume,
});
