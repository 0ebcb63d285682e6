import { describe, expect, it } from 'vitest';
import { MemoryLedger } from '../../data/ledger.ts';
import type { Fill, OrderRow } from '../../data/ledger-row.ts';
import {
  applyFill,
  emptyPortfolio,
  foldPortfolio,
  marketValue,
  type Plan,
  type Portfolio,
  tradesOf,
} from '../../data/portfolio.ts';
import { recordFill } from '../../models/risk/record-fill.ts';
import { seeded } from '../kit/seeded.ts';

const actor = { channel: 'test', id: 'test' };

const fill = (side: Fill['side'], quantity: number, price: number, over: Partial<Fill> = {}): Fill => ({
  clientOrderId: 'O-1',
  symbol: 'SPX',
  side,
  quantity,
  price,
  commissionUsd: 1,
  filledAt: 1000,
  reason: 'order',
  ...over,
});

const orderOf = (one: Fill, plan: Plan): OrderRow => ({
  clientOrderId: one.clientOrderId,
  symbol: one.symbol,
  side: one.side,
  quantity: one.quantity,
  type: 'market',
  referencePrice: one.price,
  reduceOnly: false,
  decisionId: 'D',
  ...plan,
});

const noPlan: Plan = { stop: undefined, target: undefined, thesis: undefined, invalidation: undefined };
const resultOf = (...fills: Fill[]): Portfolio =>
  fills.reduce((state, one) => applyFill(state, one).portfolio, emptyPortfolio(10_000));
const cents = (value: number): number => Math.round(value * 100);

describe('a position', () => {
  it('opens at the fill with the plan of its order', () => {
    const plan = { stop: 90, target: 120, thesis: 'because', invalidation: 'unless' };
    const { portfolio, trade } = applyFill(emptyPortfolio(10_000), fill('buy', 10, 100), plan);
    expect(trade).toBeUndefined();
    expect(portfolio.cashUsd, '10000 - 10 * 100 - 1').toBe(8999);
    expect(portfolio.positions.get('SPX')).toEqual({
      symbol: 'SPX',
      quantity: 10,
      averagePrice: 100,
      openedAt: 1000,
      changedAt: 1000,
      commissionUsd: 1,
      ...plan,
      otherPrices: [],
    });
  });

  it('averages what is added, keeps its words and takes a new stop', () => {
    const first = applyFill(emptyPortfolio(10_000), fill('buy', 10, 100), {
      ...noPlan,
      stop: 90,
      thesis: 'because',
    }).portfolio;
    const second = applyFill(first, fill('buy', 30, 104, { filledAt: 2000 }), {
      ...noPlan,
      stop: 95,
      target: 130,
    }).portfolio;
    expect(second.positions.get('SPX')).toMatchObject({
      quantity: 40,
      averagePrice: 103,
      openedAt: 1000,
      changedAt: 2000,
      commissionUsd: 2,
      stop: 95,
      target: 130,
      thesis: 'because',
    });
    const third = applyFill(second, fill('buy', 1, 103), { ...noPlan, invalidation: 'unless' }).portfolio;
    expect(third.positions.get('SPX')).toMatchObject({ stop: 95, thesis: 'because', invalidation: 'unless' });
  });

  it('shares its commissions with what is closed of it', () => {
    const opened = resultOf(fill('buy', 10, 100, { commissionUsd: 4 }));
    const { portfolio, trade } = applyFill(
      opened,
      fill('sell', 2.5, 110, { commissionUsd: 2, filledAt: 2000, reason: 'target' }),
    );
    expect(trade, '2.5 * 10 - 4 * 25 % - 2').toEqual({
      symbol: 'SPX',
      direction: 'long',
      quantity: 2.5,
      entryPrice: 100,
      exitPrice: 110,
      openedAt: 1000,
      closedAt: 2000,
      commissionUsd: 3,
      profitUsd: 22,
      exitReason: 'target',
    });
    expect(portfolio.positions.get('SPX')).toMatchObject({
      quantity: 7.5,
      averagePrice: 100,
      commissionUsd: 3,
      changedAt: 2000,
    });
    expect(portfolio.realisedUsd).toBe(22);
  });

  it('flips through zero: one trade closes, the rest opens on the other side with a plan of its own', () => {
    const opened = applyFill(emptyPortfolio(10_000), fill('buy', 10, 100, { commissionUsd: 2 }), {
      ...noPlan,
      stop: 90,
      thesis: 'up',
    }).portfolio;
    const { portfolio, trade } = applyFill(opened, fill('sell', 15, 120, { commissionUsd: 3, filledAt: 9 }), {
      ...noPlan,
      stop: 130,
    });
    expect(trade, '10 * 20 - 2 - 3 * 10 / 15').toMatchObject({
      quantity: 10,
      profitUsd: 196,
      commissionUsd: 4,
      thesis: 'up',
    });
    expect(portfolio.positions.get('SPX')).toMatchObject({
      quantity: -5,
      averagePrice: 120,
      openedAt: 9,
      commissionUsd: 1,
      stop: 130,
      thesis: undefined,
    });
    expect(portfolio.cashUsd, '10000 - 1000 - 2 + 1800 - 3').toBe(10_795);
  });

  it('closed in full is gone, on both sides', () => {
    expect(
      resultOf(fill('buy', 0.3, 100), fill('sell', 0.1, 100), fill('sell', 0.2, 100)).positions.size,
      '0.3 - 0.1 - 0.2 is no dust',
    ).toBe(0);
    const short = resultOf(fill('sell', 10, 100), fill('buy', 10, 90));
    expect(short.positions.size).toBe(0);
    expect(tradesOf({ trades: undefined }), 'an account without trades').toEqual([]);
    expect(tradesOf(short), '10 * (100 - 90) - 2').toMatchObject([{ direction: 'short', profitUsd: 98 }]);
  });

  it('of one instrument leaves the others alone', () => {
    const state = resultOf(fill('buy', 1, 100), fill('sell', 2, 50, { symbol: 'SPY' }));
    expect([...state.positions.keys()]).toEqual(['SPX', 'SPY']);
    expect(state.commissionUsd).toBe(2);
  });
});

/** Random fills on two instruments that open, add, reduce, close and flip. */
function randomFills(seed: number, count: number): Fill[] {
  const random = seeded(seed);
  return Array.from({ length: count }, (_, i) =>
    fill(
      random() < 0.5 ? 'buy' : 'sell',
      Math.max(0.01, Math.round(random() * 500) / 100),
      Math.round(2000 + random() * 200_000) / 100,
      {
        clientOrderId: `O-${i}`,
        symbol: random() < 0.5 ? 'SPX' : 'SPY',
        commissionUsd: Math.round(random() * 300) / 100,
        filledAt: i,
      },
    ),
  );
}

describe('over random fills', () => {
  it.each([1, 2, 3, 4, 5])('cash, profit and value agree to the cent, seed %i', seed => {
    let state = emptyPortfolio(100_000);
    let [cash, commissions] = [100_000 * 10_000, 0];
    const held = new Map<string, number>();
    for (const one of randomFills(seed, 400)) {
      const sign = one.side === 'buy' ? 1 : -1;
      const hundreds = (value: number) => Math.round(value * 100);
      cash -= sign * hundreds(one.quantity) * hundreds(one.price) + hundreds(one.commissionUsd) * 100;
      commissions += hundreds(one.commissionUsd);
      held.set(one.symbol, (held.get(one.symbol) ?? 0) + sign * one.quantity);
      state = applyFill(state, one).portfolio;
      const price = (symbol: string) => (symbol === 'SPX' ? 321.5 : 77.25);
      expect(state.cashUsd, 'integers of a hundredth of a cent are the witness').toBe(cash / 10_000);
      expect(state.commissionUsd).toBe(commissions / 100);
      for (const [symbol, quantity] of held)
        expect(state.positions.get(symbol)?.quantity ?? 0).toBeCloseTo(quantity, 6);
      const open = [...state.positions.values()];
      const unrealised = open.reduce(
        (sum, one) => sum + one.quantity * (price(one.symbol) - one.averagePrice) - one.commissionUsd,
        0,
      );
      const equity = state.cashUsd + (marketValue(state, price) ?? Number.NaN);
      expect(
        Math.abs(equity - 100_000 - state.realisedUsd - unrealised),
        'equity is start, realised and unrealised',
      ).toBeLessThan(0.005);
    }
    const trades = tradesOf(state);
    const booked = trades.reduce((sum, trade) => sum + trade.profitUsd, 0);
    expect(cents(booked)).toBe(cents(state.realisedUsd));
    expect(trades.length).toBeGreaterThan(50);
  });

  it('a cash flow moves cash and what was realised, and no position', () => {
    const ledger = new MemoryLedger('paper');
    ledger.append('note', { event: 'account-opened', cashUsd: 1000 }, actor);
    ledger.append('cash-flow', { symbol: 'SPX', reason: 'funding', amountUsd: -1.25, at: 5 }, actor);
    expect(foldPortfolio(ledger.rows())).toMatchObject({ cashUsd: 998.75, realisedUsd: -1.25, initialCashUsd: 1000 });
    expect(foldPortfolio(ledger.rows()).positions.size).toBe(0);
  });

  it('the fold of the ledger equals the portfolio step by step', () => {
    const ledger = new MemoryLedger('paper');
    ledger.append('note', { event: 'account-opened', cashUsd: 100_000 }, actor);
    let state = emptyPortfolio(100_000);
    for (const one of randomFills(9, 200)) {
      const order = orderOf(one, { ...noPlan, stop: one.price / 2 });
      ledger.append('order', order, actor);
      state = recordFill(ledger, state, one, order, actor);
    }
    expect(foldPortfolio(ledger.rows())).toEqual(state);
    expect(ledger.rows('trade').map(row => row.body)).toEqual(tradesOf(state));
  });
});

describe('the fold', () => {
  it('starts with the opening of the account, ignores other notes, and follows the kill switch', () => {
    const ledger = new MemoryLedger('paper');
    expect(foldPortfolio(ledger.rows())).toEqual(emptyPortfolio());
    ledger.append('note', { event: 'account-opened', cashUsd: 500 }, actor);
    ledger.append('note', { event: 'role-refused', tool: 'x' }, actor);
    ledger.append('kill-switch', { state: 'halted', reason: 'asked' }, actor);
    expect(foldPortfolio(ledger.rows())).toMatchObject({ cashUsd: 500, initialCashUsd: 500, halted: true });
    ledger.append('kill-switch', { state: 'active', reason: 'resumed' }, actor);
    expect(foldPortfolio(ledger.rows()).halted).toBe(false);
  });

  it('a fill without an order row, such as a stop, has no plan', () => {
    const ledger = new MemoryLedger('paper');
    ledger.append('fill', fill('buy', 1, 100), actor);
    expect(foldPortfolio(ledger.rows()).positions.get('SPX')).toMatchObject({ stop: undefined, thesis: undefined });
  });
});

describe('the market value', () => {
  it('adds long and short, and is unknown when one price is', () => {
    const state = resultOf(fill('buy', 2, 100), fill('sell', 3, 50, { symbol: 'SPY' }));
    expect(
      marketValue(state, symbol => (symbol === 'SPX' ? 110 : 60)),
      '220 - 180',
    ).toBe(40);
    expect(marketValue(state, symbol => (symbol === 'SPX' ? 110 : undefined))).toBeUndefined();
    expect(marketValue(state, symbol => (symbol === 'SPX' ? 110 : Number.NaN))).toBeUndefined();
    expect(
      marketValue(emptyPortfolio(5), () => undefined),
      'nothing held needs no price',
    ).toBe(0);
  });
});
