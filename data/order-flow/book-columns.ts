import { type AsOfOptions, asOfJoin } from '../as-of-join.ts';
import type { OrderBookDepth } from '../market/order-flow-source.ts';
import { bookSlope, depthImbalance, microPrice, spreadShare } from './book-measures.ts';

const measures = {
  spreadShare,
  microPrice,
  imbalance1: (book: OrderBookDepth) => depthImbalance(book, 1),
  imbalance5: (book: OrderBookDepth) => depthImbalance(book, 5),
  imbalance10: (book: OrderBookDepth) => depthImbalance(book, 10),
  bookSlope,
} as const;

export type BookColumn = keyof typeof measures;
export const bookColumnNames = Object.keys(measures) as readonly BookColumn[];

/**
 * Order books beside candles: for each close the newest book that stood by then.
 * @param closeAt instants (UTC ms) at which the candles are closed, oldest first
 * @param books oldest first
 * @returns columns of the length of `closeAt`; NaN before the first book, where it is too old, and where it does not
 * tell. A measure that the newest book lacks is not taken from an older one.
 */
export function bookColumns(
  closeAt: Float64Array,
  books: readonly OrderBookDepth[],
  options: AsOfOptions = {},
): Readonly<Record<BookColumn, Float64Array>> {
  const at = Float64Array.from(books, book => book.at);
  const rows = asOfJoin(
    closeAt,
    at,
    at.map((_, row) => row),
    options,
  );
  const columnOf = (measure: (book: OrderBookDepth) => number): Float64Array => {
    const values = Float64Array.from(books, measure);
    return rows.map(row => values[row] ?? Number.NaN);
  };
  return Object.fromEntries(bookColumnNames.map(name => [name, columnOf(measures[name])])) as Record<
    BookColumn,
    Float64Array
  >;
}
