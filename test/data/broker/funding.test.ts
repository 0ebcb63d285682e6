import { describe, expect, it } from 'vitest';
import { borrowFeesBetween, fundingBetween, openedWithinMs } from '../../../data/broker/funding.ts';

const day = Date.UTC(2021, 8, 1);
const clock = (time: string): number => Date.parse(`2021-09-01T${time}Z`);
const rates = [
  { at: day, rate: -0.000008 },
  { at: day + 8 * 3_600_000, rate: -0.000003 },
];
const sum = (flows: readonly { amountUsd: number }[]) => flows.reduce((total, { amountUsd }) => total + amountUsd, 0);

/** What a short of 30, or so many, receives at a mark of 2.77. */
const received = (from: string, to: string, withinMs: number, quantity = 30) =>
  sum(
    fundingBetween({ symbol: 'X', quantity: -quantity, from: clock(from), to: clock(to) }, rates, () => 2.77, withinMs),
  );

describe('funding, windows of freqtrade test_exchange.py', () => {
  it.each([
    ['00:00:00', '08:00:00', -0.0009141],
    ['00:00:01', '08:00:00', -0.0009141],
    ['00:00:14.999', '08:00:00', -0.0009141],
    ['00:00:15', '08:00:00', -0.0002493],
    ['00:10:01', '08:00:00', -0.0002493],
    ['00:00:00', '07:59:59', -0.0006648],
    ['01:00:00', '04:00:00', 0],
  ])('a short on Binance from %s to %s receives %d', (from, to, fee) => {
    expect(received(from, to, openedWithinMs.binance)).toBeCloseTo(fee, 10);
  });

  it('50 units receive -0.0015235', () => {
    expect(received('00:00:00', '08:00:00', openedWithinMs.binance, 50)).toBeCloseTo(-0.0015235, 10);
  });

  it('elsewhere the hour counts exactly, both ends included', () => {
    expect(received('00:00:00', '08:00:00', openedWithinMs.exact)).toBeCloseTo(-0.0009141, 10);
    expect(received('00:00:01', '08:00:00', openedWithinMs.exact)).toBeCloseTo(-0.0002493, 10);
  });

  it('longs pay a positive rate: 10 at 2.0 and 0.0001 is 0.002, at 2.5 and 0.0002 0.005, and without a mark nothing', () => {
    const paid = (rate: number, mark: number) =>
      fundingBetween({ symbol: 'X', quantity: 10, from: day, to: day }, [{ at: day, rate }], () => mark);
    expect(paid(0.0001, 2)).toEqual([
      { symbol: 'X', reason: 'funding', amountUsd: expect.closeTo(-0.002, 12), at: day },
    ]);
    expect(sum(paid(0.0002, 2.5))).toBeCloseTo(-0.005, 12);
    expect(paid(0.0002, Number.NaN)).toEqual([]);
    expect(paid(0, 2)).toEqual([]);
  });
});

describe('the fee for borrowing', () => {
  const borrow = (quantity: number, hours: number, price = 100) =>
    borrowFeesBetween(
      { symbol: 'X', quantity, from: day + 3_600_000, to: day + hours * 3_600_000 },
      0.0001,
      () => price,
    );

  it('is due at each midnight that a short passes, on its value: 10 * 100 * 0.0001 = 0.1', () => {
    expect(borrow(-10, 48)).toEqual([
      { symbol: 'X', reason: 'borrow-fee', amountUsd: expect.closeTo(-0.1, 12), at: day + 86_400_000 },
      { symbol: 'X', reason: 'borrow-fee', amountUsd: expect.closeTo(-0.1, 12), at: day + 2 * 86_400_000 },
    ]);
    expect(borrow(-10, 23), 'within the day').toEqual([]);
  });

  it('is not due for a long, nor where there is no price', () => {
    expect(borrow(10, 48)).toEqual([]);
    expect(borrow(-10, 48, Number.NaN)).toEqual([]);
  });
});
