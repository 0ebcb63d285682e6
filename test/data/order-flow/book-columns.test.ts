import { describe, expect, it } from 'vitest';
import type { OrderBookDepth } from '../../../data/market/order-flow-source.ts';
import { bookColumnNames, bookColumns } from '../../../data/order-flow/book-columns.ts';
import { bookSlope, depthImbalance, microPrice, spreadShare } from '../../../data/order-flow/book-measures.ts';

/** Ten levels a side, 1 apart, about a mid of 1000; the bids hold three times as much. */
const book = (at: number, levels = 10): OrderBookDepth => ({
  at,
  bids: Array.from({ length: levels }, (_, i) => [999.5 - i, 3] as const),
  asks: Array.from({ length: levels }, (_, i) => [1000.5 + i, 1] as const),
});

describe('an order book', () => {
  it('has the measures that a hand gives', () => {
    expect(spreadShare(book(0))).toBe(0.001);
    expect(microPrice(book(0)), 'three in four lean to the ask').toBe((999.5 * 1 + 1000.5 * 3) / 4);
    for (const levels of [1, 5, 10]) expect(depthImbalance(book(0), levels)).toBe(0.5);
  });

  it('that grows by 3 and 1 each 10 basis points slopes by the mean of both', () => {
    // Closed form: distances 10i - 5, cumulated 3i and i; the sums of products over the sum of squares.
    const rows = Array.from({ length: 10 }, (_, i) => ({ distance: 10 * (i + 1) - 5, levels: i + 1 }));
    const products = rows.reduce((sum, { distance, levels }) => sum + distance * levels, 0);
    const squares = rows.reduce((sum, { distance }) => sum + distance ** 2, 0);
    expect(bookSlope(book(0))).toBeCloseTo((2 * products) / squares, 10);
  });

  it('with fewer levels than asked for does not tell', () => {
    expect([1, 5, 10].map(levels => depthImbalance(book(0, 5), levels))).toEqual([0.5, 0.5, Number.NaN]);
  });

  it.each<[string, OrderBookDepth]>([
    ['is empty', { at: 0, bids: [], asks: [] }],
    ['has one side', { at: 0, bids: [[99, 1]], asks: [] }],
    ['is crossed', { at: 0, bids: [[101, 1]], asks: [[100, 1]] }],
    ['is locked', { at: 0, bids: [[100, 1]], asks: [[100, 1]] }],
  ])('that %s tells nothing', (_what, given) => {
    const columns = bookColumns(Float64Array.of(0), [given]);
    for (const name of bookColumnNames) expect(columns[name][0], name).toBeNaN();
  });
});

describe('order books beside candles', () => {
  it('arrive at their instant and not before, and age', () => {
    const { spreadShare: column } = bookColumns(Float64Array.of(4, 5, 9, 20), [book(5)], { maximumAgeMs: 10 });
    expect([...column]).toEqual([Number.NaN, 0.001, 0.001, Number.NaN]);
  });

  it('lend no measure to a newer book that lacks it', () => {
    const { imbalance1, imbalance10 } = bookColumns(Float64Array.of(5, 6), [book(5), book(6, 5)]);
    expect([...imbalance1]).toEqual([0.5, 0.5]);
    expect([...imbalance10]).toEqual([0.5, Number.NaN]);
  });
});
