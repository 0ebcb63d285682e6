import { dayOf } from '../data/candle.ts';

const mostPoints = 400;

/** Rows of a column thinned to at most about 400 points, the last one among them. */
export function thinnedRows(length: number): number[] {
  const step = Math.max(1, Math.ceil(length / mostPoints));
  const rows = Array.from({ length: Math.ceil(length / step) }, (_, i) => i * step);
  if (rows.length > 0 && rows.at(-1) !== length - 1) rows.push(length - 1);
  return rows;
}

/** Money of a curve at some rows, to the cent. */
export const centsAt = (column: Float64Array, rows: readonly number[]): number[] =>
  rows.map(row => Math.round((column[row] ?? Number.NaN) * 100) / 100);

/** Days of some rows. */
export const daysAt = (openAt: Float64Array, rows: readonly number[]): string[] =>
  rows.map(row => dayOf(openAt[row] ?? 0));
