import { describe, expect, it } from 'vitest';
import { MemoryLedger } from '../../data/ledger.ts';
import { emptyPortfolio } from '../../data/portfolio.ts';
import { accountSharpes } from '../../knowledge/memory/account-sharpe.ts';
import { recordFill } from '../../models/risk/record-fill.ts';
import { flatSeries } from '../kit/candles.ts';

const dayMs = 86_400_000;
const start = Date.UTC(2020, 0, 6);
const prices = Array.from({ length: 40 }, (_, i) => 100 + (i % 2 === 0 ? 0 : 2) + i);
const series = flatSeries(prices);
const now = start + 40 * dayMs - 1;

function invested(day: number) {
  const ledger = new MemoryLedger('paper');
  const actor = { channel: 'test', id: 'test' };
  ledger.append('note', { event: 'account-opened', cashUsd: 1000 }, actor);
  const fill = {
    clientOrderId: 'a',
    symbol: 'SPX',
    side: 'buy' as const,
    quantity: 5,
    price: prices[day] ?? 0,
    commissionUsd: 0,
    filledAt: start + (day + 1) * dayMs - 1,
    reason: 'order' as const,
  };
  recordFill(ledger, emptyPortfolio(1000), fill, undefined, actor);
  return ledger.rows();
}

const sharpe = (day: number, days: number, seriesOf = (): typeof series | undefined => series) =>
  accountSharpes(invested(day), { now, windows: [days], calendar: series, seriesOf, daysPerYear: 252 })[0];

describe("the account's Sharpe ratio", () => {
  it('is mean over deviation of the daily returns of equity, times the root of 252', () => {
    const cash = 1000 - 5 * (prices[9] ?? 0);
    const equities = prices.slice(9).map(price => cash + 5 * price);
    const returns = equities.slice(1).map((equity, i) => equity / (equities[i] ?? 0) - 1);
    const mean = returns.reduce((sum, one) => sum + one, 0) / returns.length;
    const deviation = Math.sqrt(returns.reduce((sum, one) => sum + (one - mean) ** 2, 0) / (returns.length - 1));
    expect(sharpe(9, 30)).toEqual({
      days: 30,
      observations: 30,
      value: expect.closeTo((mean / deviation) * Math.sqrt(252), 9),
    });
  });

  it('has too few returns in seven days, and says how many', () => {
    expect(sharpe(9, 7)).toEqual({ days: 7, observations: 7, value: undefined });
  });

  it('gives each of several windows what it gives alone', () => {
    const both = accountSharpes(invested(9), {
      now,
      windows: [7, 30],
      calendar: series,
      seriesOf: () => series,
      daysPerYear: 252,
    });
    expect(both).toEqual([sharpe(9, 7), sharpe(9, 30)]);
  });

  it('counts no day before the first fill: an account that does not trade has no ratio', () => {
    expect(sharpe(30, 30)).toMatchObject({ observations: 9, value: undefined });
    const [fresh] = accountSharpes([], {
      now,
      windows: [30],
      calendar: series,
      seriesOf: () => series,
      daysPerYear: 252,
    });
    expect(fresh).toEqual({ days: 30, observations: 0, value: undefined });
  });

  it('is unknown where a price is', () => {
    expect(sharpe(9, 30, () => undefined)?.value).toBeUndefined();
  });
});
