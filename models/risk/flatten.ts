import type { Position } from '../../data/portfolio.ts';
import type { Draft } from './draft.ts';
import { drawdownOf } from './ladder.ts';
import { percent } from './rule.ts';

/** Why the drawdown ladder stopped an account, with its numbers, for the record of the kill switch. */
export const flattenReason = (equityUsd: number, peakUsd: number, limit: number): string =>
  `drawdown-ladder: equity ${equityUsd.toFixed(2)} USD is ${percent(drawdownOf(equityUsd, peakUsd)).en} below its peak of ` +
  `${peakUsd.toFixed(2)} USD; from ${percent(limit).en} on everything is closed`;

/** The draft that closes a position at the market. It passes the gate like every other. */
export const closingDraft = (
  { symbol, quantity }: Pick<Position, 'symbol' | 'quantity'>,
  { accountId, price, decisionId }: { accountId: string; price: number; decisionId: string },
): Draft => ({
  accountId,
  symbol,
  side: quantity > 0 ? 'sell' : 'buy',
  sizing: { kind: 'close' },
  entry: price,
  decisionId,
  tainted: false,
});
