import { describe, expect, it } from 'vitest';
import { MemoryLedger } from '../../../data/ledger.ts';
import type { Fill } from '../../../data/ledger-row.ts';
import { portfolioKinds } from '../../../data/portfolio.ts';
import { peakEquity } from '../../../models/risk/peak-equity.ts';
import { flatSeries } from '../../kit/candles.ts';

const actor = { channel: 'test', id: 'test' };
const dayMs = 86_400_000;
const start = Date.UTC(2020, 0, 6);
/** The last instant of a candle. */
const closeOf = (day: number) => start + (day + 1) * dayMs - 1;

/** Ten of SPX for each row, bought or sold at a price on the open of a day. */
const fill = (side: 'buy' | 'sell', price: number, day: number, over: Partial<Fill> = {}): Fill => ({
  clientOrderId: `${side}-${day}`,
  symbol: 'SPX',
  side,
  quantity: 10,
  price,
  commissionUsd: 0,
  filledAt: start + day * dayMs,
  reason: 'order',
  ...over,
});

function opened(...fills: Fill[]): MemoryLedger {
  const ledger = new MemoryLedger('paper');
  ledger.append('note', { event: 'account-opened', cashUsd: 10_000 }, actor);
  for (const one of fills) ledger.append('fill', one, actor);
  return ledger;
}

const prices = flatSeries([100, 100, 130, 90, 200]);
const peakOf = (ledger: MemoryLedger, now: number, series: typeof prices | undefined = prices) =>
  peakEquity(ledger.rows(...portfolioKinds), now, () => series);

describe('the peak of equity', () => {
  it('of an account without trades is its cash', () => {
    expect(peakOf(opened(), closeOf(4))).toBe(10_000);
    expect(peakOf(opened(), Number.NaN)).toBe(10_000);
  });

  it('is the highest at the closes while something was held, up to now', () => {
    const long = opened(fill('buy', 100, 1));
    expect(peakOf(long, closeOf(1))).toBe(10_000);
    expect(peakOf(long, closeOf(2)), '10 * 30 won').toBe(10_300);
    expect(peakOf(long, closeOf(2) - 1), 'before that close').toBe(10_000);
    expect(peakOf(long, closeOf(3)), 'the peak stays').toBe(10_300);
    expect(peakOf(long, closeOf(4))).toBe(11_000);
  });

  it('counts no close after the position was closed, and none of a short that loses', () => {
    expect(peakOf(opened(fill('buy', 100, 1), fill('sell', 90, 4)), closeOf(4))).toBe(10_300);
    expect(peakOf(opened(fill('sell', 100, 1)), closeOf(4)), 'the close of 90').toBe(10_100);
  });

  it('takes fees into account', () => {
    const ledger = opened(fill('buy', 100, 1));
    const flow = { symbol: 'SPX', reason: 'borrow-fee', amountUsd: -50, at: start + 2 * dayMs } as const;
    ledger.append('cash-flow', flow, actor);
    expect(peakOf(ledger, closeOf(2))).toBe(10_250);
  });

  it('begins anew where an admin resumed trading', () => {
    const ledger = opened(fill('buy', 100, 1), fill('sell', 90, 4));
    ledger.append('kill-switch', { state: 'halted', reason: 'drawdown' }, actor);
    expect(peakOf(ledger, closeOf(4)), 'halting forgets nothing').toBe(10_300);
    ledger.append('kill-switch', { state: 'active', reason: 'resumed' }, actor);
    expect(peakOf(ledger, closeOf(4)), '10 * 10 lost').toBe(9900);
  });

  it('notes other than the opening change nothing', () => {
    const ledger = opened();
    ledger.append('note', { event: 'role-refused', tool: 'buy' }, actor);
    ledger.append('order', order, actor);
    expect(peakOf(ledger, closeOf(4))).toBe(10_000);
  });

  it('is unknown without the candles of what was held, and without an account', () => {
    expect(peakEquity(opened(fill('buy', 100, 1)).rows(), closeOf(4), () => undefined)).toBeUndefined();
    const two = opened(fill('buy', 100, 1), fill('buy', 100, 1, { symbol: 'SPY' }));
    expect(peakEquity(two.rows(), closeOf(4), symbol => (symbol === 'SPX' ? prices : undefined))).toBeUndefined();
    expect(peakOf(new MemoryLedger('paper'), closeOf(4))).toBeUndefined();
  });
});

const order = {
  clientOrderId: 'O',
  symbol: 'SPX',
  side: 'buy',
  quantity: 10,
  type: 'market',
  referencePrice: 100,
  reduceOnly: false,
  decisionId: 'D',
} as const;
