import { dayOf } from '../../data/candle.ts';
import type { LedgerRow, Trade } from '../../data/ledger-row.ts';
import type { Valuation } from '../../data/valuation.ts';

/** What the account has lived, read from the ledger for the prompt. It decides nothing. Money in USD. */
export type TradingMemory = {
  asOf: string;
  valuation: Valuation;
  tradesToday: number;
  winRate: number | undefined;
  best: Trade | undefined;
  worst: Trade | undefined;
  /** Decisions on proposals so far. */
  approved: number;
  rejected: number;
  expired: number;
  refused: number;
};

const dayMs = 86_400_000;

/** Reads the memory from ledger rows and the account's valuation. `now` is the market's, UTC ms. */
export function readMemory(rows: readonly LedgerRow[], valuation: Valuation, now: number): TradingMemory {
  const trades = rows.filter((row): row is LedgerRow<'trade'> => row.kind === 'trade').map(row => row.body);
  const decisions = rows
    .filter((row): row is LedgerRow<'approval'> => row.kind === 'approval')
    .map(row => row.body.decision);
  const count = (decision: string) => decisions.filter(one => one === decision).length;
  const ranked = [...trades].sort((a, b) => a.profitUsd - b.profitUsd);
  const today = Math.floor(now / dayMs);
  return {
    asOf: dayOf(now),
    valuation,
    tradesToday: trades.filter(trade => Math.floor(trade.closedAt / dayMs) === today).length,
    winRate: trades.length === 0 ? undefined : trades.filter(trade => trade.profitUsd > 0).length / trades.length,
    best: ranked.at(-1),
    worst: ranked[0],
    approved: count('approved'),
    rejected: count('rejected'),
    expired: count('expired'),
    refused: rows.filter(row => row.kind === 'verdict' && (row.body as { passed?: unknown }).passed === false).length,
  };
}

/** Six significant digits: a price below a dollar keeps its meaning, an index does not drown in decimals. */
const price = (value: number): string => String(Number(value.toPrecision(6)));

const money = (value: number): string => `${value < 0 ? '-' : ''}$${Math.abs(value).toFixed(2)}`;

/** The memory as the language model reads it: English, dated, the thesis of each position word for word. */
export function memoryText(memory: TradingMemory): string {
  const { valuation: account } = memory;
  const positions = account.positions.map(position => {
    const plan = [
      position.stop === undefined ? 'no stop' : `stop ${position.stop}`,
      position.target === undefined ? 'no target' : `target ${position.target}`,
      `thesis: ${position.thesis ?? 'none was given'}`,
      ...(position.invalidation === undefined ? [] : [`wrong if: ${position.invalidation}`]),
    ];
    return `- ${position.symbol} ${position.quantity} at ${price(position.averagePrice)}, now ${price(position.price)}, profit ${money(position.profitUsd)}, opened ${dayOf(position.openedAt)}; ${plan.join('; ')}`;
  });
  return [
    `As of ${memory.asOf}. Equity ${money(account.equityUsd)} (started with ${money(account.initialCashUsd)}), cash ${money(account.cashUsd)}, commissions ${money(account.commissionUsd)}.`,
    account.halted ? 'Kill switch: HALTED, only orders that reduce pass.' : 'Kill switch: off.',
    positions.length === 0 ? 'Positions: none.' : `Positions:\n${positions.join('\n')}`,
    memory.winRate === undefined
      ? 'Closed trades: none yet, so there is no win rate and no lesson.'
      : `Closed trades: ${account.tradeCount}, ${Math.round(memory.winRate * 100)} % winners, best ${money(memory.best?.profitUsd ?? 0)}, worst ${money(memory.worst?.profitUsd ?? 0)}, today ${memory.tradesToday}.`,
    `Proposals: ${memory.approved} approved, ${memory.rejected} rejected, ${memory.expired} expired, ${memory.refused} drafts refused by the gate.`,
  ].join('\n');
}
