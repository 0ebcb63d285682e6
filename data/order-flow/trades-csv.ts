import type { CsvRow } from '../csv-row.ts';
import type { PublicTrade } from '../market/order-flow-source.ts';
import { flowInstant, flowRows } from './flow-rows.ts';

const columns = ['time', 'price', 'quantity', 'side'] as const;

function sideOf(row: CsvRow): PublicTrade['side'] {
  const side = row.text('side').toLowerCase();
  if (side === '') return undefined;
  if (side === 'buy' || side === 'sell') return side;
  throw row.refuse('side', { en: 'is not buy, sell or empty.', fr: "n'est ni buy, ni sell, ni vide." });
}

/**
 * Parses trades from CSV, oldest first: `time,price,quantity,side`. `time` is UTC milliseconds or an ISO instant with
 * its offset; `side` is who crossed the spread (buy, sell), empty where the venue does not say.
 * @throws QuaestorError `data.bad-file` that names file, line, column and value
 */
export function parseTrades(text: string, file: string): PublicTrade[] {
  let before = Number.NEGATIVE_INFINITY;
  return flowRows(text, file, columns).map(row => {
    const at = flowInstant(row, before);
    before = at;
    return { at, price: row.positive('price'), quantity: row.positive('quantity'), side: sideOf(row) };
  });
}
