import { describe, expect, it } from 'vitest';
import {
  type CrossPosition,
  liquidationPrice,
  simpleLiquidation,
  tieredLiquidation,
  tierOf,
} from '../../../data/broker/margin.ts';

/** Binance's own examples: two longs in one wallet of 1,535,443.01 USD. */
const walletUsd = 1_535_443.01;
const first = { quantity: 3683.979, entryPrice: 1456.84, tier: { rate: 0.1, amountUsd: 135_365 } };
const second = { quantity: 109.488, entryPrice: 32_481.98, tier: { rate: 0.025, amountUsd: 16_300 } };
const firstMarked: CrossPosition = { ...first, markPrice: 1335.18 };
const secondMarked: CrossPosition = { ...second, markPrice: 31_967.27 };

describe("Binance's liquidation price, to the cent", () => {
  it.each([
    ['the first alone', first, [], 1114.78],
    ['the second alone', second, [], 18_778.73],
    ['the first with the second open', first, [secondMarked], 1153.26],
    ['the second with the first open', second, [firstMarked], 26_316.89],
  ])('%s', (_what, position, others, price) => {
    expect(liquidationPrice({ ...position, walletUsd, others })).toBeCloseTo(price, 2);
  });

  it('of a short lies above its entry: 10 at 100 with 50 in the wallet, 1050 = 10 * 100 * (1 + rate) at 103.96', () => {
    const tier = { rate: 0.01, amountUsd: 0 };
    expect(liquidationPrice({ quantity: -10, entryPrice: 100, walletUsd: 50, tier })).toBeCloseTo(1050 / 10.1, 9);
  });
});

describe('isolated margin', () => {
  it("without a table of tiers is Jesse's: long 80 and short 10 at leverage 2", () => {
    const long = simpleLiquidation({ symbol: 'X', quantity: 3, averagePrice: 80 }, 2);
    expect([long.price, long.bankruptcyPrice]).toEqual([expect.closeTo(40.32, 9), 40]);
    const short = simpleLiquidation({ symbol: 'X', quantity: -3, averagePrice: 10 }, 2);
    expect([short.price, short.bankruptcyPrice]).toEqual([expect.closeTo(14.96, 9), 15]);
  });

  const tiers = [
    { fromUsd: 0, rate: 0.004, amountUsd: 0 },
    { fromUsd: 50_000, rate: 0.005, amountUsd: 50 },
  ];

  it('with a table takes the step of the notional', () => {
    expect([49_999, 50_000].map(notional => tierOf(tiers, notional).rate)).toEqual([0.004, 0.005]);
    expect(() => tierOf([{ fromUsd: 10, rate: 1, amountUsd: 0 }], 5)).toThrow('No maintenance tier holds');
  });

  it('with a table: margin left at the liquidation price is the maintenance margin', () => {
    for (const quantity of [10, 1000, -10, -1000]) {
      const { price, bankruptcyPrice } = tieredLiquidation({ symbol: 'X', quantity, averagePrice: 100 }, 10, tiers);
      const tier = tierOf(tiers, Math.abs(quantity) * 100);
      const left = Math.abs(quantity) * 10 + quantity * (price - 100);
      expect(left).toBeCloseTo(Math.abs(quantity) * price * tier.rate - tier.amountUsd, 6);
      expect(Math.abs(quantity) * 10 + quantity * (bankruptcyPrice - 100), 'and nothing at bankruptcy').toBeCloseTo(
        0,
        9,
      );
    }
  });
});
