import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PublicTrade } from '../../../data/market/order-flow-source.ts';
import { collectTrades } from '../../../data/order-flow/collect-trades.ts';
import { withTickRule } from '../../../data/order-flow/tick-rule.ts';
import { tradeColumnNames, tradeColumns } from '../../../data/order-flow/trade-columns.ts';
import { volumeImbalance } from '../../../data/order-flow/volume-imbalance.ts';

const signal = new AbortController().signal;
const trade = (at: number, price: number, quantity: number, side?: 'buy' | 'sell'): PublicTrade => ({
  at,
  price,
  quantity,
  side,
});
const spans = (...openAt: number[]) => ({
  openAt: Float64Array.from(openAt),
  closeAt: Float64Array.from(openAt, one => one + 9),
});
const sidesOf = (...prices: number[]) => withTickRule(prices.map(price => trade(0, price, 1))).map(one => one.side);

describe('the tick rule', () => {
  it('takes a higher price for bought, a lower one for sold, and an equal one for what the last was', () => {
    expect(sidesOf(10, 10, 11, 11, 10, 10, 12)).toEqual([undefined, undefined, 'buy', 'buy', 'sell', 'sell', 'buy']);
  });

  it('leaves a side that the venue gave', () => {
    const trades = [trade(0, 10, 1), trade(1, 11, 1, 'sell'), trade(2, 11, 1)];
    expect(withTickRule(trades).map(one => one.side)).toEqual([undefined, 'sell', 'buy']);
  });
});

describe('trades summed to candles', () => {
  const trades = [
    trade(0, 100, 2, 'buy'),
    trade(9, 101, 1, 'sell'),
    trade(10, 102, 3, 'buy'),
    trade(35, 100, 40, 'sell'),
    trade(40, 100, 1),
  ];

  it('have the sums that a hand gives, and averages are missing where nothing was traded', () => {
    const columns = tradeColumns(trades, spans(0, 10, 20, 30));
    expect([...columns.buyVolume]).toEqual([2, 3, 0, 0]);
    expect([...columns.sellVolume]).toEqual([1, 0, 0, 40]);
    expect([...columns.signedVolume]).toEqual([1, 3, 0, -40]);
    expect([...columns.cumulativeDelta]).toEqual([1, 4, 4, -36]);
    expect([...columns.tradeCount]).toEqual([2, 1, 0, 1]);
    expect([...columns.averageSize]).toEqual([1.5, 3, Number.NaN, 40]);
    expect([...columns.largeShare], '40 is more than five times the mean of 2, 1 and 3').toEqual([0, 0, Number.NaN, 1]);
    expect([...columns.vwap]).toEqual([(2 * 100 + 101) / 3, 102, Number.NaN, 100]);
  });

  it('are missing for candles of which not all trades are here', () => {
    const columns = tradeColumns(trades, spans(-10, 0, 30, 40));
    expect([...columns.tradeCount], 'the candle of the last trade may get more of them').toEqual([
      Number.NaN,
      2,
      1,
      Number.NaN,
    ]);
    const stated = tradeColumns(trades, spans(0, 40, 50), { covered: { fromAt: 0, untilAt: 55 } });
    expect([...stated.tradeCount]).toEqual([2, 1, Number.NaN]);
    for (const name of tradeColumnNames) expect(tradeColumns([], spans(0))[name][0], name).toBeNaN();
  });

  it('begin their cumulative delta anew with each session, and leave it missing where its beginning is', () => {
    const sessionOf = (openAt: number) => (openAt < 20 ? 1 : 2);
    const all = { covered: { fromAt: 0, untilAt: 100 }, sessionOf };
    expect([...tradeColumns(trades, spans(0, 10, 20, 30), all).cumulativeDelta]).toEqual([1, 4, 0, -40]);
    const late = { covered: { fromAt: 10, untilAt: 100 }, sessionOf };
    expect([...tradeColumns(trades, spans(0, 10, 20, 30), late).cumulativeDelta]).toEqual([
      Number.NaN,
      Number.NaN,
      0,
      -40,
    ]);
  });

  it('count volume whose side nobody knows in neither', () => {
    const columns = tradeColumns([trade(0, 10, 5), trade(1, 11, 1), trade(12, 11, 1)], spans(0));
    expect([columns.buyVolume[0], columns.sellVolume[0], columns.vwap[0]]).toEqual([1, 0, (50 + 11) / 6]);
  });

  it('change for no candle that stood when later trades come', () => {
    const random = fc.array(fc.tuple(fc.integer({ min: 0, max: 99 }), fc.integer({ min: 1, max: 9 })), {
      minLength: 2,
    });
    fc.assert(
      fc.property(random, fc.integer({ min: 0, max: 99 }), (rows, cut) => {
        const all = rows.sort(([a], [b]) => a - b).map(([at, size]) => trade(at, 100 + (size % 3), size));
        const candles = spans(0, 10, 20, 30, 40, 50, 60, 70, 80, 90);
        const fromAt = 0;
        const whole = tradeColumns(all, candles, { covered: { fromAt, untilAt: 99 } });
        const early = tradeColumns(
          all.filter(one => one.at <= cut),
          candles,
          { covered: { fromAt, untilAt: cut } },
        );
        const closed = candles.closeAt.filter(closeAt => closeAt <= cut).length;
        for (const name of tradeColumnNames)
          expect(early[name].slice(0, closed), name).toEqual(whole[name].slice(0, closed));
      }),
      { seed: 9 },
    );
  });
});

describe('the imbalance of volume', () => {
  it('is the uneven part of the last candles, and missing where a candle is', () => {
    const bought = Float64Array.of(3, 1, 0, Number.NaN, 2, 0);
    const sold = Float64Array.of(1, 1, 0, Number.NaN, 0, 2);
    expect([...volumeImbalance(bought, sold, 2)]).toEqual([Number.NaN, 2 / 6, 0, Number.NaN, Number.NaN, 1]);
    expect([...volumeImbalance(Float64Array.of(0), Float64Array.of(0), 1)], 'nothing traded').toEqual([Number.NaN]);
  });
});

describe('collecting trades', () => {
  const venue = (trades: readonly PublicTrade[], page: number) => {
    const asked: number[] = [];
    return {
      asked,
      trades: async (_symbol: string, since: number) => {
        asked.push(since);
        return trades.filter(one => one.at >= since).slice(0, page);
      },
    };
  };

  it('takes each trade once over pages that begin in the middle of an instant', async () => {
    const all = [1, 1, 2, 2, 2, 3, 5, 5, 8].map((at, i) => trade(at, 100 + i, 1));
    for (const page of [3, 4, 5, 100]) {
      expect(await collectTrades(venue(all, page), 'BTC/USD', { fromAt: 0, untilAt: 100 }, signal)).toEqual(all);
    }
  });

  it('stops before the end of the span, and where nothing more comes', async () => {
    const all = [1, 2, 3].map(at => trade(at, 100, 1));
    expect(await collectTrades(venue(all, 2), 'BTC/USD', { fromAt: 2, untilAt: 3 }, signal)).toEqual([all[1]]);
    const idle = venue([], 2);
    expect(await collectTrades(idle, 'BTC/USD', { fromAt: 0, untilAt: 9 }, signal)).toEqual([]);
    expect(idle.asked).toEqual([0]);
  });
});
