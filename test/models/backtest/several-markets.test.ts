import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type CandleSeries, sliceSeries } from '../../../data/candle.ts';
import { buyAndHold } from '../../../models/backtest/buy-and-hold.ts';
import { type BacktestInput, runBacktest } from '../../../models/backtest/engine.ts';
import { closedAtEnd } from '../../../models/backtest/fill-profile.ts';
import { recordedDecisions } from '../../../models/backtest/recorded-decisions.ts';
import type { Idea, Strategy } from '../../../models/backtest/strategy.ts';
import { volatilityTargeting } from '../../../models/backtest/volatility-targeting.ts';
import { walk } from '../../kit/candle-fixture.ts';
import { dailySeries, flatSeries, noCosts, spx } from '../../kit/candles.ts';
import { backtestOf } from '../../kit/lab-world.ts';
import { draftOf } from '../../kit/risk-view.ts';

const dayMs = 86_400_000;

/** Says its ideas on given candles of given symbols. */
const placed = (ideas: Record<string, Record<number, Idea[]>>): Strategy => ({
  name: 'placed',
  title: { en: 'placed', fr: 'placé' },
  nicknames: [],
  parameters: z.strictObject({}),
  decide: (_candle, { index, symbol, draft }) => (ideas[symbol]?.[index] ?? []).map(draft),
});

const buy = (amount: number): Idea => ({ side: 'buy', sizing: { kind: 'quantity', amount } });
const sell = (amount: number): Idea => ({ side: 'sell', sizing: { kind: 'quantity', amount } });
const named = (series: CandleSeries, symbol: string): CandleSeries => ({ ...series, symbol });

const run = (strategy: Strategy, series: CandleSeries, over: Partial<BacktestInput> = {}) =>
  runBacktest(backtestOf(strategy, series, { costs: noCosts, ...over }));

describe('several instruments in one account', () => {
  const one = named(
    dailySeries([
      [100, 100, 100, 100],
      [100, 110, 100, 110],
      [110, 110, 110, 110],
      [120, 120, 120, 120],
    ]),
    'ONE',
  );
  const two = named(
    dailySeries([
      [50, 50, 50, 50],
      [50, 50, 40, 40],
      [40, 40, 40, 40],
      [30, 30, 30, 30],
    ]),
    'TWO',
  );
  const markets = [
    { series: one, instrument: spx({ symbol: 'ONE' }) },
    { series: two, instrument: spx({ symbol: 'TWO' }) },
  ];

  it('share one equity: cash and every position at its last close', async () => {
    const strategy = placed({ ONE: { 0: [buy(100)] }, TWO: { 0: [buy(200)] } });
    const result = await run(strategy, one, { markets, cashUsd: 100_000 });
    expect([...result.equityUsd]).toEqual([100_000, 99_000, 99_000, 98_000]);
    expect(result.symbols).toEqual(['ONE', 'TWO']);
  });

  it('a market without a candle at an instant is valued at its last close, and neither fills nor decides', async () => {
    const gappy = { ...sliceSeries(two, 0, 3), openAt: Float64Array.of(0, dayMs, 3 * dayMs), length: 3 };
    const aligned = { ...one, openAt: Float64Array.of(0, dayMs, 2 * dayMs, 3 * dayMs) };
    const strategy = placed({ TWO: { 0: [buy(200)], 1: [{ side: 'sell', sizing: { kind: 'close' } }] } });
    const result = await run(strategy, one, {
      markets: [
        { series: aligned, instrument: spx({ symbol: 'ONE' }) },
        { series: gappy, instrument: spx({ symbol: 'TWO' }) },
      ],
    });
    expect([...result.equityUsd], 'bought at 50, 40 from then on').toEqual([100_000, 98_000, 98_000, 98_000]);
    expect(result.trades[0]?.closedAt, 'the close waits for its own next candle').toBe(3 * dayMs);
  });

  it('are held to the limits together', async () => {
    const strategy = placed({ ONE: { 0: [buy(700)] }, TWO: { 0: [buy(700)] } });
    const result = await run(strategy, one, { markets });
    expect(result.refusals, '70 % in one leaves no 35 % for the other').toEqual({ 'free-cash': 1 });
  });
});

describe('orders of a strategy', () => {
  const rows = dailySeries([
    [100, 101, 99, 100],
    [100, 103, 99, 102],
    [102, 104, 94, 95],
    [95, 99, 93, 98],
    [98, 99, 97, 98],
  ]);
  const fillsOf = async (strategy: Strategy, over: Partial<BacktestInput> = {}) =>
    (await run(strategy, rows, over)).ledger
      .rows('fill')
      .map(({ body }) => [body.filledAt / dayMs - (rows.openAt[0] ?? 0) / dayMs, body.side, body.price]);
  const symbol = rows.symbol;

  it('a limit waits until its price is penetrated', async () => {
    const limit: Idea = { ...buy(1), order: { type: 'limit', limitPrice: 95 } };
    expect(await fillsOf(placed({ [symbol]: { 0: [limit] } }))).toEqual([[2, 'buy', 95]]);
  });

  it('a stop entry fills where the price runs through it', async () => {
    const stop: Idea = { ...buy(1), order: { type: 'stop', triggerPrice: 103.5 } };
    expect(await fillsOf(placed({ [symbol]: { 0: [stop] } }))).toEqual([[2, 'buy', 103.5]]);
  });

  it('of one group the first fill cancels the other', async () => {
    const group = { ocoGroup: 'g' };
    const low: Idea = { ...buy(1), order: { type: 'limit', limitPrice: 95, ...group } };
    const high: Idea = { ...buy(1), order: { type: 'stop', triggerPrice: 102.5, ...group } };
    expect(await fillsOf(placed({ [symbol]: { 0: [low, high] } }))).toEqual([[1, 'buy', 102.5]]);
  });

  it('a strategy takes an order back before it fills', async () => {
    const limit: Idea = { ...buy(1), order: { type: 'limit', limitPrice: 95 } };
    const wavering: Strategy = {
      ...placed({ [symbol]: { 0: [limit] } }),
      decide: (_candle, { index, draft, working, cancel }) => {
        if (index === 1) for (const order of working) cancel(order.clientOrderId);
        return index === 0 ? [draft(limit)] : [];
      },
    };
    expect(await fillsOf(wavering)).toEqual([]);
  });

  it('prices that do not belong to its type are refused with the candle', async () => {
    const wrong: Idea = { ...buy(1), order: { type: 'limit' } };
    await expect(run(placed({ [symbol]: { 0: [wrong] } }), rows)).rejects.toMatchObject({
      code: 'backtest.bad-strategy',
      message: expect.stringContaining('a limit order needs limitPrice'),
    });
  });
});

describe('what a holding costs', () => {
  const flat = flatSeries([100, 100, 100, 100, 100]);
  const start = flat.openAt[0] ?? 0;

  it('funding is paid by longs and received by shorts, at each settlement that is held through', async () => {
    const funding = [1, 2, 3, 4].map(day => ({ at: start + day * dayMs, rate: 0.001 }));
    const market = { series: flat, instrument: spx(), funding };
    const long = await run(placed({ SPX: { 0: [buy(10)] }, [flat.symbol]: { 0: [buy(10)] } }), flat, {
      markets: [market],
    });
    const short = await run(placed({ [flat.symbol]: { 0: [sell(10)] } }), flat, { markets: [market] });
    expect(
      long.portfolio.cashUsd + 1000,
      'bought at the settlement of day 1, which counts: both ends of a holding do',
    ).toBeCloseTo(100_000 - 4, 6);
    expect(short.portfolio.cashUsd - 1000).toBeCloseTo(100_000 + 4, 6);
    expect(long.ledger.rows('cash-flow')).toHaveLength(4);
  });

  it('a short pays its lender each day', async () => {
    const result = await run(placed({ [flat.symbol]: { 0: [sell(10)] } }), flat, { borrowDayRate: 0.0001 });
    expect(result.ledger.rows('cash-flow').map(({ body }) => body.amountUsd)).toEqual([-0.1, -0.1, -0.1]);
    expect(result.equityUsd.at(-1)).toBeCloseTo(100_000 - 0.3, 6);
  });

  it('a position on margin is liquidated where its margin is gone', async () => {
    const fall = dailySeries([
      [100, 100, 100, 100],
      [100, 100, 100, 100],
      [100, 100, 80, 85],
      [85, 85, 85, 85],
    ]);
    const result = await run(placed({ [fall.symbol]: { 0: [buy(10)] } }), fall, {
      liquidation: ({ averagePrice }) => ({ price: averagePrice * 0.9, bankruptcyPrice: averagePrice * 0.89 }),
    });
    expect(result.trades).toMatchObject([{ exitReason: 'liquidation', exitPrice: 89, profitUsd: -110 }]);
  });
});

describe('the end of the data', () => {
  const series = flatSeries([100, 100, 110]);

  it('leaves a position open and says so, or closes it at the last close', async () => {
    const strategy = placed({ [series.symbol]: { 0: [buy(10)] } });
    const open = await run(strategy, series);
    expect([open.trades.length, open.portfolio.positions.size]).toEqual([0, 1]);
    const closed = await run(strategy, series, { profile: closedAtEnd });
    expect(closed.trades).toMatchObject([{ exitReason: 'end-of-data', exitPrice: 110, profitUsd: 100 }]);
    expect(closed.equityUsd.at(-1)).toBe(open.equityUsd.at(-1));
  });
});

describe('recorded decisions', () => {
  it('are placed when the first candle has closed at or after them, word for word', async () => {
    const series = flatSeries([100, 100, 100, 100]);
    const start = series.openAt[0] ?? 0;
    const draft = draftOf({
      symbol: series.symbol,
      sizing: { kind: 'quantity', amount: 5 },
      stop: 90,
      thesis: 'because',
    });
    const early = { at: start - 1, draft };
    const late = { at: start + 99 * dayMs, draft };
    const strategy = recordedDecisions({ drafts: [early, late, { at: start + dayMs + 1, draft }], timeframe: '1d' });
    const result = await run(strategy, series);
    expect(result.ledger.rows('order').map(({ body }) => [body.quantity, body.stop, body.thesis])).toEqual([
      [5, 90, 'because'],
    ]);
    expect(result.ledger.rows('fill')[0]?.body.filledAt, 'decided in day 1, known at its close').toBe(
      start + 2 * dayMs,
    );
    const again = await run(strategy, series);
    expect(again.ledger.rows('fill'), 'a strategy can be played twice').toHaveLength(1);
  });
});

describe('volatility targeting', () => {
  it('holds the share at which the account has the volatility that is asked for', async () => {
    const series = walk(800, 12);
    const result = await run(volatilityTargeting, series, { parameters: { target: 5, band: 1 }, investPercent: 100 });
    const returns = result.equityUsd
      .slice(100)
      .map((value, i, all) => (i === 0 ? 0 : Math.log(value / (all[i - 1] ?? 1))));
    const deviation = Math.sqrt(returns.reduce((sum, one) => sum + one * one, 0) / returns.length) * Math.sqrt(365.25);
    expect(deviation * 100, 'asked for 5 % a year').toBeGreaterThan(4);
    expect(deviation * 100).toBeLessThan(6.5);
  });

  it('holds less than buy and hold of the same market, and never more than it may', async () => {
    const series = walk(400, 13);
    const managed = await run(volatilityTargeting, series, { parameters: { target: 5 } });
    const held = await run(buyAndHold, series);
    const most = (result: typeof held) =>
      Math.max(...result.ledger.rows('order').map(({ body }) => body.quantity * body.referencePrice));
    expect(most(managed)).toBeGreaterThan(0);
    expect(most(managed)).toBeLessThan(most(held));
  });
});
