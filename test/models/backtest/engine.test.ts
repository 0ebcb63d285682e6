import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { settingsFrom } from '../../../config/load-settings.ts';
import { type CandleSeries, sliceSeries } from '../../../data/candle.ts';
import { buyAndHold } from '../../../models/backtest/buy-and-hold.ts';
import { type BacktestInput, type BacktestResult, type Market, runBacktest } from '../../../models/backtest/engine.ts';
import { rsiMeanReversion } from '../../../models/backtest/rsi-mean-reversion.ts';
import { smaCross } from '../../../models/backtest/sma-cross.ts';
import type { Strategy } from '../../../models/backtest/strategy.ts';
import type { Draft } from '../../../models/risk/draft.ts';
import { Gate } from '../../../models/risk/gate.ts';
import { walk } from '../../kit/candle-fixture.ts';
import { dailySeries, flatSeries, noCosts, spx } from '../../kit/candles.ts';
import { hasReferenceData, referenceCandles } from '../../kit/reference-data.ts';

const settings = settingsFrom({});
const { startingCashUsd: _cash, investPercent: _invest, ...unbraked } = settings.backtest;
const limits = {
  ...settings.risk,
  ...unbraked,
  maxPositionShare: 10,
  maxGrossExposureShare: 10,
  minimumNotionalUsd: 0,
};
const gate = new Gate(settings.risk.rules);
type Given = Partial<BacktestInput> &
  Pick<BacktestInput, 'strategy'> & { series: CandleSeries; instrument?: Market['instrument'] };
const input = ({ series, instrument = spx(), ...over }: Given): BacktestInput => ({
  markets: [{ series, instrument }],
  gate,
  limits,
  costs: noCosts,
  cashUsd: 10_000,
  investPercent: 95,
  ...over,
});

type Idea = Pick<Draft, 'side' | 'sizing'> & Partial<Pick<Draft, 'stop' | 'target'>>;

/** Drafts at given candles, and nothing else. */
const placed = (ideas: Record<number, Idea>): Strategy => ({
  name: 'placed',
  title: { en: 'placed', fr: 'placé' },
  nicknames: [],
  parameters: z.strictObject({}),
  decide: (_candle, { index, draft }) => {
    const idea = ideas[index];
    return idea ? [draft(idea)] : [];
  },
});

const unit = (side: 'buy' | 'sell', levels: { stop?: number; target?: number } = {}): Idea => ({
  side,
  sizing: { kind: 'quantity', amount: 1 },
  ...levels,
});
const fillsOf = (result: BacktestResult) =>
  result.ledger.rows('fill').map(({ body }) => [body.reason, body.side, body.price]);

describe('the fill contract', () => {
  it('decides on a closed candle and fills at the open of the next', async () => {
    const series = dailySeries([
      [10, 12, 9, 11],
      [13, 14, 12, 13],
      [15, 16, 14, 15],
    ]);
    expect(fillsOf(await runBacktest(input({ series, strategy: placed({ 0: unit('buy') }) })))).toEqual([
      ['order', 'buy', 13],
    ]);
  });

  it('a draft on the last candle is never filled', async () => {
    const result = await runBacktest(input({ series: flatSeries([10, 10, 10]), strategy: placed({ 2: unit('buy') }) }));
    expect(fillsOf(result)).toEqual([]);
  });

  it('a stop inside the candle fills at its level, and equality triggers', async () => {
    const series = dailySeries([
      [100, 100, 100, 100],
      [100, 101, 99, 100],
      [100, 100, 95, 98],
    ]);
    expect(fillsOf(await runBacktest(input({ series, strategy: placed({ 0: unit('buy', { stop: 95 }) }) })))).toEqual([
      ['order', 'buy', 100],
      ['stop', 'sell', 95],
    ]);
  });

  it('a gap through the stop fills at the open', async () => {
    const series = dailySeries([
      [100, 100, 100, 100],
      [100, 101, 99, 100],
      [90, 92, 88, 91],
    ]);
    expect(fillsOf(await runBacktest(input({ series, strategy: placed({ 0: unit('buy', { stop: 95 }) }) })))).toEqual([
      ['order', 'buy', 100],
      ['stop', 'sell', 90],
    ]);
  });

  it('the stop is live on the candle of a market entry', async () => {
    const series = dailySeries([
      [100, 100, 100, 100],
      [100, 101, 94, 99],
      [99, 99, 99, 99],
    ]);
    expect(fillsOf(await runBacktest(input({ series, strategy: placed({ 0: unit('buy', { stop: 95 }) }) })))).toEqual([
      ['order', 'buy', 100],
      ['stop', 'sell', 95],
    ]);
  });

  it('a target must be penetrated and fills at its level, a favourable gap included', async () => {
    const touch = dailySeries([
      [100, 100, 100, 100],
      [100, 110, 99, 100],
      [100, 100, 100, 100],
    ]);
    const strategy = placed({ 0: unit('buy', { target: 110 }) });
    expect(fillsOf(await runBacktest(input({ series: touch, strategy })))).toEqual([['order', 'buy', 100]]);
    const gap = dailySeries([
      [100, 100, 100, 100],
      [100, 105, 99, 100],
      [115, 116, 114, 115],
    ]);
    expect(fillsOf(await runBacktest(input({ series: gap, strategy })))).toEqual([
      ['order', 'buy', 100],
      ['target', 'sell', 110],
    ]);
  });

  it('stop before target when both lie inside one candle, and the exit is counted as ambiguous', async () => {
    const series = dailySeries([
      [100, 100, 100, 100],
      [100, 111, 94, 100],
      [100, 100, 100, 100],
    ]);
    const result = await runBacktest(
      input({ series, strategy: placed({ 0: unit('buy', { stop: 95, target: 110 }) }) }),
    );
    expect(fillsOf(result)).toEqual([
      ['order', 'buy', 100],
      ['stop', 'sell', 95],
    ]);
    expect(result.trades, 'the other order of events would have reached 110').toMatchObject([
      { profitUsd: -5, worstProfitUsd: -5, bestProfitUsd: 10 },
    ]);
  });

  it('a short is the mirror of a long: opposite fills, the same profit without costs', async () => {
    const rows = [
      [100, 100, 100, 100],
      [100, 104, 97, 102],
      [102, 111, 101, 108],
      [108, 108, 108, 108],
    ] as const;
    const mirror = rows.map(([o, h, l, c]) => [200 - o, 200 - l, 200 - h, 200 - c] as const);
    const long = await runBacktest(
      input({ series: dailySeries(rows), strategy: placed({ 0: unit('buy', { stop: 95, target: 110 }) }) }),
    );
    const short = await runBacktest(
      input({ series: dailySeries(mirror), strategy: placed({ 0: unit('sell', { stop: 105, target: 90 }) }) }),
    );
    expect(fillsOf(long)).toEqual([
      ['order', 'buy', 100],
      ['target', 'sell', 110],
    ]);
    expect(fillsOf(short)).toEqual([
      ['order', 'sell', 100],
      ['target', 'buy', 90],
    ]);
    expect(short.trades[0]?.profitUsd).toBe(long.trades[0]?.profitUsd);
  });

  it.skipIf(!hasReferenceData)(
    'a buy on GOOG placed on 2012-10-17 with a stop at 720 enters at 755.54 and leaves at 720 on the entry bar',
    async () => {
      const goog = referenceCandles('goog-daily.csv', 'GOOG');
      const index = goog.openAt.indexOf(Date.UTC(2012, 9, 17));
      const result = await runBacktest(
        input({
          series: goog,
          strategy: placed({ [index]: unit('buy', { stop: 720 }) }),
          instrument: spx({ symbol: 'GOOG' }),
        }),
      );
      expect(fillsOf(result), 'backtesting.py, portable fill fact').toEqual([
        ['order', 'buy', 755.54],
        ['stop', 'sell', 720],
      ]);
    },
  );

  it('costs fall on both sides: half spread, slippage and commission', async () => {
    const costs = { commissionRate: 0.001, commissionMinimumUsd: 0, halfSpreadRate: 0.001, slippageRate: 0.001 };
    const result = await runBacktest(
      input({
        series: flatSeries([100, 100, 100, 100]),
        costs,
        strategy: placed({ 0: unit('buy'), 1: { side: 'sell', sizing: { kind: 'close' } } }),
      }),
    );
    expect(fillsOf(result)).toEqual([
      ['order', 'buy', 100.2],
      ['order', 'sell', 99.8],
    ]);
    expect(result.portfolio.cashUsd, '10000 - 0.4 of friction - 0.10 twice').toBeCloseTo(9999.4, 6);
  });
});

describe('the engine', () => {
  const strategies = [smaCross, rsiMeanReversion, buyAndHold];
  const run = (series: CandleSeries, strategy: Strategy, costs = settings.broker) =>
    runBacktest(input({ series, strategy, costs, parameters: strategy === smaCross ? { fast: 5, slow: 20 } : {} }));

  it.each(strategies)(
    '$name: equity is cash plus positions at every close, and cash moves only by fills',
    async strategy => {
      const series = walk(600, 11);
      const result = await run(series, strategy);
      const fills = result.ledger.rows('fill').map(row => row.body);
      expect(fills.length).toBeGreaterThan(0);
      const worth = (index: number): number => {
        const before = fills.filter(fill => fill.filledAt <= (series.openAt[index] ?? 0));
        const signed = (fill: (typeof fills)[number]) => (fill.side === 'buy' ? fill.quantity : -fill.quantity);
        const cash = before.reduce((sum, fill) => sum - signed(fill) * fill.price - fill.commissionUsd, 10_000);
        return cash + before.reduce((sum, fill) => sum + signed(fill), 0) * (series.close[index] ?? 0);
      };
      for (let i = 0; i < series.length; i += 1) expect(result.equityUsd[i]).toBeCloseTo(worth(i), 4);
    },
  );

  it.each(strategies)('$name: later candles change no earlier trade', async strategy => {
    const whole = walk(500, 7);
    const full = await run(whole, strategy);
    for (const cut of [120, 260, 401]) {
      const part = await run(sliceSeries(whole, 0, cut), strategy);
      const before = full.ledger.rows('fill').filter(row => row.body.filledAt < (whole.openAt[cut] ?? 0));
      expect(part.ledger.rows('fill').map(row => row.body)).toEqual(before.map(row => row.body));
    }
  });

  it('more cost never gives more profit on the same trades', async () => {
    const series = walk(500, 3);
    const cheap = await run(series, smaCross, { ...settings.broker, commissionRate: 0 });
    const dear = await run(series, smaCross, { ...settings.broker, commissionRate: 0.002 });
    expect(dear.equityUsd.at(-1)).toBeLessThan(cheap.equityUsd.at(-1) ?? 0);
  });

  it('counts what the gate refuses, and trades nothing then', async () => {
    const tight = { ...limits, maxPositionShare: 0.01 };
    const result = await runBacktest(input({ series: walk(100, 5), strategy: buyAndHold, limits: tight }));
    expect(result.refusals).toEqual({ 'max-position': 100 });
    expect(result.trades).toEqual([]);
  });

  it.each([
    [{ fast: 20, slow: 10 }, /fast must be smaller than slow/],
    [{ fast: 1 }, /fast/],
    [{ speed: 3 }, /speed/],
  ])('parameters %j are refused with their fault', async (parameters, fault) => {
    const promise = runBacktest(
      input({ series: walk(50, 1), strategy: smaCross, parameters: parameters as Record<string, number> }),
    );
    await expect(promise).rejects.toMatchObject({
      code: 'backtest.bad-parameters',
      message: expect.stringMatching(fault),
    });
  });

  it('a strategy that throws or returns nonsense is named with its candle', async () => {
    const broken = {
      ...buyAndHold,
      name: 'broken',
      decide: () => {
        throw new Error('out of cheese');
      },
    };
    await expect(runBacktest(input({ series: walk(50, 1), strategy: broken }))).rejects.toMatchObject({
      code: 'backtest.bad-strategy',
      message: 'The strategy "broken" failed at candle 0: out of cheese',
    });
    const nonsense = { ...buyAndHold, name: 'nonsense', decide: () => [{ hello: 1 }] as unknown as Draft[] };
    await expect(runBacktest(input({ series: walk(50, 1), strategy: nonsense }))).rejects.toMatchObject({
      code: 'backtest.bad-strategy',
    });
  });

  it('fewer than two candles are refused with their number', async () => {
    await expect(runBacktest(input({ series: flatSeries([1]), strategy: buyAndHold }))).rejects.toMatchObject({
      code: 'data.too-few-candles',
    });
  });

  it('stops when it is told to', async () => {
    const promise = runBacktest(input({ series: walk(50, 1), strategy: buyAndHold, signal: AbortSignal.abort() }));
    await expect(promise).rejects.toThrow(/abort/i);
  });
});
