import { describe, expect, it } from 'vitest';
import { MemoryLedger } from '../../data/ledger.ts';
import type { Fill } from '../../data/ledger-row.ts';
import { emptyPortfolio, foldPortfolio, type Plan } from '../../data/portfolio.ts';
import { valuationOf } from '../../data/valuation.ts';
import { type MemoryWorld, memoryText, readMemory } from '../../knowledge/memory/trading-memory.ts';
import { recordFill } from '../../models/risk/record-fill.ts';
import { seeded } from '../kit/seeded.ts';

const actor = { channel: 'test', id: 'test' };
const dayMs = 86_400_000;
const now = 100 * dayMs + 5;

const world: MemoryWorld = {
  now,
  wallNow: now,
  invocations: 0,
  dayStartEquityUsd: undefined,
  peakEquityUsd: undefined,
  sharpe: [],
  mostPerDay: 20,
  mostPerHour: null,
  planOf: () => undefined,
};

/** A ledger that grew by fills, each with a plan. */
function lived(fills: (Partial<Fill> & { plan?: Plan })[]) {
  const ledger = new MemoryLedger('paper');
  ledger.append('note', { event: 'account-opened', cashUsd: 10_000 }, actor);
  let portfolio = emptyPortfolio(10_000);
  for (const [i, { plan, ...over }] of fills.entries()) {
    const fill: Fill = {
      clientOrderId: `O-${i}`,
      symbol: 'SPX',
      side: 'buy',
      quantity: 1,
      price: 100,
      commissionUsd: 0.5,
      filledAt: 99 * dayMs,
      reason: 'order',
      ...over,
    };
    const order = {
      clientOrderId: `O-${i}`,
      symbol: fill.symbol,
      side: fill.side,
      quantity: fill.quantity,
      type: 'market',
      referencePrice: fill.price,
      reduceOnly: false,
      decisionId: 'D',
    } as const;
    if (plan) ledger.append('order', { ...order, ...plan }, actor);
    portfolio = recordFill(ledger, portfolio, fill, plan, actor);
  }
  return ledger;
}

function memoryOf(ledger: MemoryLedger, price = 110) {
  const valuation = valuationOf(foldPortfolio(ledger.rows()), () => price);
  if (!valuation) throw new Error('no price');
  return readMemory(ledger.rows(), valuation, { ...world, wallNow: ledger.rows()[0]?.at ?? 0 });
}

const thesis = 'I think "it" rises; see <the chart> – parce que 1 < 2.';

describe('the trading memory', () => {
  it('of a fresh account says that there is nothing to learn from yet', () => {
    const text = memoryText(memoryOf(lived([])));
    expect(text.split('\n')).toEqual([
      'As of 1970-04-11. Running 0 minutes, 0 decisions asked of a model.',
      'Equity $10000.00 (started with $10000.00, 0.00 %), cash $10000.00, invested $0.00, commissions $0.00.',
      'Profit today unknown, in all $0.00; drawdown unknown. Sharpe: unknown.',
      'Kill switch: off.',
      'Positions: none.',
      'Closed trades: none yet, so there is no win rate and no lesson.',
      'Opened today 0 of 20, within the hour 0.',
      'Proposals: 0 approved, 0 rejected, 0 expired, 0 drafts refused by the gate.',
    ]);
  });

  it('has the thesis of each position word for word, with its levels', () => {
    const ledger = lived([
      { plan: { stop: 90, target: 130, thesis, invalidation: 'below 85' } },
      { symbol: 'SPY', side: 'sell', quantity: 2, price: 120 },
    ]);
    const text = memoryText(memoryOf(ledger));
    expect(text).toContain(
      `- SPX 1 at 100, now 110, profit $9.50, opened 1970-04-10; stop 90; target 130; thesis: ${JSON.stringify(thesis).replaceAll('<', '\\u003c')}; wrong if: "below 85"`,
    );
    expect(text).toContain(
      '- SPY -2 at 120, now 110, profit $19.50, opened 1970-04-10; no stop; no target; thesis: none was given',
    );
  });

  it('counts trades, winners, the best, the worst and those of today', () => {
    const ledger = lived([
      {},
      { side: 'sell', price: 130 },
      {},
      { side: 'sell', price: 80, filledAt: 100 * dayMs },
      {},
      { side: 'sell', price: 110, filledAt: 100 * dayMs },
    ]);
    expect(memoryOf(ledger)).toMatchObject({
      tradesToday: 2,
      winRate: 2 / 3,
      best: { profitUsd: 29 },
      worst: { profitUsd: -21 },
    });
    expect(memoryText(memoryOf(ledger))).toContain(
      'Closed trades: 3, 67 % winners, best $29.00, worst -$21.00, today 2.',
    );
  });

  it('counts decisions and refusals, and says when trading is stopped', () => {
    const ledger = lived([]);
    for (const decision of ['approved', 'approved', 'rejected', 'expired'] as const)
      ledger.append('approval', { proposalId: 'P', version: 1, hash: 'h', decision }, actor);
    ledger.append('verdict', { passed: false }, actor);
    ledger.append('verdict', { passed: true }, actor);
    ledger.append('kill-switch', { state: 'halted', reason: 'asked' }, actor);
    expect(memoryOf(ledger)).toMatchObject({ approved: 2, rejected: 1, expired: 1, refused: 1 });
    expect(memoryText(memoryOf(ledger))).toContain('Kill switch: HALTED');
  });

  it('equals the ledger to the cent, over random lives', () => {
    const random = seeded(3);
    const fills = Array.from({ length: 200 }, () => ({
      side: random() < 0.5 ? ('buy' as const) : ('sell' as const),
      quantity: Math.ceil(random() * 300) / 100,
      price: Math.ceil(5000 + random() * 10_000) / 100,
      commissionUsd: Math.ceil(random() * 200) / 100,
    }));
    const ledger = lived(fills);
    const hundredths = (value: number) => Math.round(value * 100);
    const cash = fills.reduce(
      (sum, { side, quantity, price, commissionUsd }) =>
        sum - (side === 'buy' ? 1 : -1) * hundredths(quantity) * hundredths(price) - hundredths(commissionUsd) * 100,
      10_000 * 10_000,
    );
    const { valuation, winRate = Number.NaN } = memoryOf(ledger);
    expect(valuation.cashUsd).toBe(cash / 10_000);
    const trades = ledger.rows('trade').map(row => row.body);
    expect(valuation.tradeCount).toBe(trades.length);
    expect(winRate).toBe(trades.filter(trade => trade.profitUsd > 0).length / trades.length);
    expect(valuation.realisedUsd).toBeCloseTo(
      trades.reduce((sum, trade) => sum + trade.profitUsd, 0),
      2,
    );
  });
});
