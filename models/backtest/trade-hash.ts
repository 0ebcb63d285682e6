import { createHash } from 'node:crypto';
import type { Trade } from '../../data/ledger-row.ts';

/** The fingerprint of a list of trades: two runs that traded alike have the same, to the last digit. */
export function tradeHash(trades: readonly Trade[]): string {
  const hash = createHash('sha256');
  for (const { symbol, direction, quantity, entryPrice, exitPrice, openedAt, closedAt, profitUsd } of trades)
    hash.update(`${symbol} ${direction} ${quantity} ${entryPrice} ${exitPrice} ${openedAt} ${closedAt} ${profitUsd}\n`);
  return hash.digest('hex');
}
