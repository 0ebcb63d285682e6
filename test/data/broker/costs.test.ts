import { describe, expect, it } from 'vitest';
import { commissionOf, roundTripCost, takerPrice } from '../../../data/broker/costs.ts';
import { slippageShare } from '../../../data/broker/slippage.ts';
import { noCosts } from '../../kit/candles.ts';
import { PlayedAccount, type Row } from '../../kit/played-account.ts';
import { units } from '../../kit/risk-view.ts';

describe('commission', () => {
  it('is a share of the notional, a fixed sum and so much a unit, at least a minimum, at most a share', () => {
    const costs = { ...noCosts, commissionRate: 0.001, commissionFixedUsd: 2, commissionPerUnitUsd: 0.01 };
    expect(commissionOf(100, 50, costs), '5 + 2 + 0.50').toBe(7.5);
    expect(commissionOf(100, 50, { ...costs, commissionMinimumUsd: 8 })).toBe(8);
    expect(commissionOf(100, 50, { ...costs, commissionMaximumShare: 0.001 })).toBe(5);
    expect(commissionOf(100, 50, noCosts)).toBe(0);
  });

  it('of a limit and of a target is that of a maker, of all others that of a taker', () => {
    const costs = { ...noCosts, commissionRate: 0.01, makerRate: 0.001 };
    const quiet: Row = [100, 101, 97, 100];
    const account = () => new PlayedAccount({ costs });
    const paid = (made: PlayedAccount) => made.play(quiet).map(({ commissionUsd }) => commissionUsd);
    expect(paid(account().send('M', 'buy', undefined))).toEqual([1]);
    expect(paid(account().send('L', 'buy', { type: 'limit', limitPrice: 99 }))).toEqual([0.1]);
    expect(paid(account().send('S', 'sell', { type: 'stop', triggerPrice: 98 }))).toEqual([0.98]);
    expect(paid(account().hold(1, { target: 100.5 }))).toEqual([0.1]);
    expect(paid(account().hold(1, { stop: 99 }))).toEqual([0.99]);
    expect(commissionOf(100, 1, { ...costs, makerRate: undefined }, true), 'where no rate for makers is known').toBe(1);
  });
});

describe('slippage', () => {
  it('of a share of the volume is min(q / V, 2.5 %)^2 * 0.1 (LEAN, VolumeShareSlippageModel)', () => {
    const costs = { ...noCosts, slippage: { kind: 'volume-share' } as const };
    expect(slippageShare(costs, 10, 1000)).toBeCloseTo(0.01 ** 2 * 0.1, 15);
    expect(slippageShare(costs, 500, 1000), 'at most').toBeCloseTo(0.025 ** 2 * 0.1, 15);
    expect(slippageShare(costs, 10, 0), 'nothing was traded').toBeCloseTo(0.025 ** 2 * 0.1, 15);
    expect(slippageShare({ ...costs, slippage: { kind: 'volume-share', limitShare: 1, impact: 1 } }, 500, 1000)).toBe(
      0.25,
    );
  });

  it('of the square root is coefficient * sigma * sqrt(q / V) (Toth et al., 2011)', () => {
    const costs = { ...noCosts, slippage: { kind: 'square-root', coefficient: 0.5, sigmaShare: 0.02 } as const };
    expect(slippageShare(costs, 40, 1000)).toBeCloseTo(0.5 * 0.02 * 0.2, 15);
    expect(slippageShare(costs, 5000, 1000), 'at most the whole volume').toBeCloseTo(0.01, 15);
    expect(takerPrice(100, 'buy', costs, 0.01, 40, 1000)).toBe(100.2);
    expect(takerPrice(100, 'sell', costs, 0.01), 'the largest where nothing is known').toBe(99);
    expect(roundTripCost(100, 10, costs), 'the same on a proposal').toBe(20);
  });

  it('reaches a fill with the quantity and the volume of its candle', () => {
    const slippage = { kind: 'square-root', coefficient: 1, sigmaShare: 0.1 } as const;
    const account = new PlayedAccount({ costs: { ...noCosts, slippage } });
    account.send('B', 'buy', undefined, { sizing: units(10), stop: 90 });
    expect(account.play([100, 101, 95, 96, 1000])).toMatchObject([{ price: 101 }]);
    expect(account.play([96, 97, 89, 90, 1000]), '90 * (1 - 0.1 * sqrt(0.01))').toMatchObject([{ price: 89.1 }]);
  });

  it('never brings a stop-limit beyond its limit', () => {
    const order = { type: 'stop-limit', triggerPrice: 103, limitPrice: 103.5 } as const;
    const account = new PlayedAccount({ costs: { ...noCosts, slippageRate: 0.01 } }).send('B', 'buy', order);
    expect(account.play([100, 104, 99, 101])).toMatchObject([{ price: 103.5 }]);
    const sold = { type: 'stop-limit', triggerPrice: 97, limitPrice: 96.5 } as const;
    const seller = new PlayedAccount({ costs: { ...noCosts, slippageRate: 0.01 } }).send('S', 'sell', sold);
    expect(seller.play([100, 101, 96, 99])).toMatchObject([{ price: 96.5 }]);
  });
});
