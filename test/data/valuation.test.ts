import { describe, expect, it } from 'vitest';
import { MemoryLedger } from '../../data/ledger.ts';
import type { Fill } from '../../data/ledger-row.ts';
import { foldPortfolio } from '../../data/portfolio.ts';
import { dayStartEquity, valuationOf } from '../../data/valuation.ts';

const actor = { channel: 'test', id: 'test' };
const dayMs = 86_400_000;

function ledgerWith(...fills: Partial<Fill>[]): MemoryLedger {
  const ledger = new MemoryLedger('paper');
  ledger.append('note', { event: 'account-opened', cashUsd: 1000 }, actor);
  for (const [i, over] of fills.entries()) {
    const plain: Fill = {
      clientOrderId: `O-${i}`,
      symbol: 'SPX',
      side: 'buy',
      quantity: 2,
      price: 100,
      commissionUsd: 1,
      filledAt: dayMs,
      reason: 'order',
    };
    ledger.append('fill', { ...plain, ...over }, actor);
  }
  return ledger;
}

describe('the valuation', () => {
  it('is cash plus positions at their prices, profit after the commissions of what is open', () => {
    const portfolio = foldPortfolio(ledgerWith({}, { side: 'sell', quantity: 1, price: 120 }).rows());
    expect(valuationOf(portfolio, () => 110)).toMatchObject({
      cashUsd: 918,
      equityUsd: 1028,
      initialCashUsd: 1000,
      profitUsd: 28,
      realisedUsd: 18.5,
      commissionUsd: 2,
      tradeCount: 1,
      halted: false,
      positions: [{ symbol: 'SPX', quantity: 1, price: 110, valueUsd: 110, profitUsd: 9.5 }],
    });
  });

  it('of a short loses when the price rises', () => {
    const portfolio = foldPortfolio(ledgerWith({ side: 'sell' }).rows());
    expect(valuationOf(portfolio, () => 110)).toMatchObject({
      equityUsd: 979,
      positions: [{ valueUsd: -220, profitUsd: -21 }],
    });
  });

  it('is unknown when a position has no price: a part of an equity is not an equity', () => {
    const portfolio = foldPortfolio(ledgerWith({}).rows());
    expect(valuationOf(portfolio, () => undefined)).toBeUndefined();
    expect(valuationOf(foldPortfolio(ledgerWith().rows()), () => undefined)?.equityUsd).toBe(1000);
  });
});

describe('the equity at the start of the day', () => {
  const noon = 2 * dayMs + dayMs / 2;

  it('counts what was held then, at the closes before', () => {
    const rows = ledgerWith({ filledAt: dayMs }, { filledAt: 2 * dayMs, quantity: 5 }).rows();
    expect(
      dayStartEquity(rows, noon, () => 90),
      '1000 - 200 - 1 + 2 * 90; the fill of today does not count',
    ).toBe(979);
    expect(
      dayStartEquity(rows, noon + dayMs, () => 90),
      'tomorrow it does: 979 - 501 + 450',
    ).toBe(928);
  });

  it('asks for the close before midnight', () => {
    const asked: [string, number][] = [];
    dayStartEquity(ledgerWith({}).rows(), noon, (symbol, dayStart) => {
      asked.push([symbol, dayStart]);
      return 1;
    });
    expect(asked).toEqual([['SPX', 2 * dayMs]]);
  });

  it('is unknown without a price, and without a clock', () => {
    expect(dayStartEquity(ledgerWith({}).rows(), noon, () => undefined)).toBeUndefined();
    expect(
      dayStartEquity(ledgerWith({}).rows(), Number.NaN, () => 90),
      'not the cash alone',
    ).toBeUndefined();
  });
});
