import { describe, expect, it } from 'vitest';
import { ambiguityOf } from '../../../models/performance/ambiguity.ts';
import { closedTrade } from './closed-trade.ts';

describe('what rests on the order of events inside candles', () => {
  it('only ambiguous trades change between the worst and the best order', () => {
    const trades = [
      closedTrade({ profitUsd: 10 }),
      closedTrade({ profitUsd: -5, worstProfitUsd: -5, bestProfitUsd: 20 }),
      closedTrade({ profitUsd: 7, worstProfitUsd: -3 }),
    ];
    expect(ambiguityOf(trades)).toEqual({
      trades: 3,
      ambiguous: 2,
      profitUsd: 12,
      worstProfitUsd: 2,
      bestProfitUsd: 37,
    });
  });

  it('no trade, nothing ambiguous', () => {
    expect(ambiguityOf([])).toEqual({ trades: 0, ambiguous: 0, profitUsd: 0, worstProfitUsd: 0, bestProfitUsd: 0 });
  });
});
