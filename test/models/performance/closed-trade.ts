import type { Trade } from '../../../data/ledger-row.ts';

/** A closed trade of one share with the parts that a test is about. */
export const closedTrade = (parts: Partial<Trade> = {}): Trade => ({
  symbol: 'SPX',
  direction: 'long',
  quantity: 1,
  entryPrice: 100,
  exitPrice: 100,
  openedAt: 0,
  closedAt: 0,
  commissionUsd: 0,
  profitUsd: 0,
  exitReason: 'order',
  ...parts,
});
