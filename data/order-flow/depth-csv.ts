import type { CsvRow } from '../csv-row.ts';
import type { OrderBookDepth } from '../market/order-flow-source.ts';
import { flowInstant, flowRows } from './flow-rows.ts';

const columns = ['time', 'side', 'price', 'quantity'] as const;

type Level = { at: number; side: 'bid' | 'ask'; price: number; quantity: number };

function sideOf(row: CsvRow): Level['side'] {
  const side = row.text('side').toLowerCase();
  if (side === 'bid' || side === 'ask') return side;
  throw row.refuse('side', { en: 'is not bid or ask.', fr: "n'est ni bid ni ask." });
}

function bookOf(at: number, levels: readonly Level[]): OrderBookDepth {
  const of = (side: Level['side'], sign: 1 | -1) =>
    levels
      .filter(level => level.side === side)
      .sort((a, b) => sign * (a.price - b.price))
      .map(({ price, quantity }) => [price, quantity] as const);
  return { at, bids: of('bid', -1), asks: of('ask', 1) };
}

/**
 * Parses order books from CSV: `time,side,price,quantity`, one line per level, oldest first. Lines with one time are one
 * book; `time` is UTC milliseconds or an ISO instant with its offset, `side` bid or ask.
 * @throws QuaestorError `data.bad-file` that names file, line, column and value
 */
export function parseDepth(text: string, file: string): OrderBookDepth[] {
  const books: Level[][] = [];
  for (const row of flowRows(text, file, columns)) {
    const newest = books.at(-1);
    const at = flowInstant(row, newest?.[0]?.at ?? Number.NEGATIVE_INFINITY);
    const level = { at, side: sideOf(row), price: row.positive('price'), quantity: row.positive('quantity') };
    if (newest?.[0]?.at === at) newest.push(level);
    else books.push([level]);
  }
  return books.flatMap(levels => (levels[0] ? [bookOf(levels[0].at, levels)] : []));
}
