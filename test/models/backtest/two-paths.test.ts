import { describe, expect, it } from 'vitest';
import { settingsFrom } from '../../../config/load-settings.ts';
import { type CandleSeries, sliceSeries } from '../../../data/candle.ts';
import { bollingerReversion } from '../../../models/backtest/bollinger-reversion.ts';
import type { Brackets } from '../../../models/backtest/brackets.ts';
import { buyAndHold } from '../../../models/backtest/buy-and-hold.ts';
import { donchianBreakout } from '../../../models/backtest/donchian-breakout.ts';
import { type BacktestInput, runBacktest } from '../../../models/backtest/engine.ts';
import { arrayAccount, playArrayRule } from '../../../models/backtest/play-array-rule.ts';
import { rsiMeanReversion } from '../../../models/backtest/rsi-mean-reversion.ts';
import { type ArrayRule, arrayRule } from '../../../models/backtest/signals.ts';
import { smaCross } from '../../../models/backtest/sma-cross.ts';
import { tradeHash } from '../../../models/backtest/trade-hash.ts';
import { Gate } from '../../../models/risk/gate.ts';
import { walk } from '../../kit/candle-fixture.ts';
import { spx } from '../../kit/candles.ts';

const settings = settingsFrom({});
const { startingCashUsd: cashUsd, investPercent, ...own } = settings.backtest;
const gate = new Gate(settings.risk.rules);
const instrument = spx();

/** Wants one side for ever. */
function arrayOf(side: number): Pick<ArrayRule, 'wanted' | 'prepare' | 'decide'> {
  const { wanted, prepare, decide } = arrayRule({
    ...buyAndHold,
    wanted: ({ length }) => new Float64Array(length).fill(side),
    thesis: () => 'always',
  });
  return { wanted, decide, ...(prepare ? { prepare } : {}) };
}

const rules: [string, ArrayRule, Record<string, number>][] = [
  ['SMA cross, long', smaCross, { fast: 5, slow: 20 }],
  ['SMA cross, both sides', smaCross, { fast: 5, slow: 20, short: 1 }],
  ['RSI mean reversion', rsiMeanReversion, { period: 5, short: 1 }],
  ['Donchian breakout', donchianBreakout, { short: 1 }],
  ['Bollinger reversion', bollingerReversion, { short: 1 }],
  ['buy and hold', buyAndHold, {}],
];
const shortAlways: ArrayRule = { ...buyAndHold, name: 'short_always', ...arrayOf(-1) };

const brackets: [string, Brackets][] = [
  ['no stop', {}],
  ['stop 2 %, target 3 %', { stopPercent: 2, targetPercent: 3 }],
  ['tight stop and target', { stopPercent: 0.6, targetPercent: 0.6 }],
];
const cases = rules.flatMap(([name, rule, parameters]) =>
  brackets.map(([kind, levels]) => [`${name}, ${kind}`, rule, parameters, levels] as const),
);

/** Both paths over the same candles. */
async function both(
  series: CandleSeries,
  strategy: ArrayRule,
  given: Record<string, number>,
  levels: Brackets,
  from = 0,
) {
  const input: BacktestInput = {
    markets: [{ series, instrument }],
    strategy,
    parameters: given,
    gate,
    limits: { ...settings.risk, ...own },
    costs: settings.broker,
    cashUsd,
    investPercent,
    fromAt: series.openAt[from] ?? 0,
    ...levels,
  };
  const event = await runBacktest(input);
  const fast = playArrayRule(strategy, given, series, arrayAccount(input, instrument, from));
  return { event, fast, trades: fast.trades.of(series, () => '') };
}

describe('the fast path and the event path', () => {
  it.each(cases)('%s: the same trades by hash, the same equity at every close', async (_name, rule, given, levels) => {
    const series = walk(3000, 7);
    const { event, fast, trades } = await both(series, rule, given, levels);
    expect(tradeHash(trades)).toBe(tradeHash(event.trades));
    expect([...fast.equityUsd]).toEqual([...event.equityUsd]);
    expect([...fast.exposed]).toEqual([...event.exposed]);
    expect(fast.refusals, 'the gate refuses alike').toBe(Object.values(event.refusals).reduce((a, b) => a + b, 0));
    expect(fast.commissionUsd).toBe(event.portfolio.commissionUsd);
    expect(
      trades.map(({ worstProfitUsd, bestProfitUsd }) => [worstProfitUsd, bestProfitUsd]),
      'the same uncertainty',
    ).toEqual(event.trades.map(({ worstProfitUsd, bestProfitUsd }) => [worstProfitUsd, bestProfitUsd]));
  });

  it('there are stops, targets, both sides and ambiguous exits to compare', async () => {
    const given = { fast: 5, slow: 20, short: 1 };
    const wide = await both(walk(3000, 7), smaCross, given, { stopPercent: 2, targetPercent: 3 });
    const tight = await both(walk(3000, 7), donchianBreakout, { short: 1 }, { stopPercent: 0.6, targetPercent: 0.6 });
    expect(new Set(wide.trades.map(trade => trade.exitReason))).toEqual(new Set(['order', 'stop', 'target']));
    expect(new Set(wide.trades.map(trade => trade.direction))).toEqual(new Set(['long', 'short']));
    expect(tight.trades.some(trade => trade.worstProfitUsd !== undefined)).toBe(true);
  });

  it('agree on a span that begins in the middle, with indicators warmed up before it', async () => {
    const { event, trades } = await both(walk(2000, 3), smaCross, { fast: 5, slow: 20 }, {}, 700);
    expect(trades.length).toBeGreaterThan(10);
    expect(tradeHash(trades)).toBe(tradeHash(event.trades));
  });

  it('agree on an account that loses all it had: it is closed where it stands, and nothing is decided after', async () => {
    const base = walk(600, 5);
    const rise = (column: Float64Array) => column.map((value, i) => value * 1.02 ** i);
    const series = {
      ...base,
      open: rise(base.open),
      high: rise(base.high),
      low: rise(base.low),
      close: rise(base.close),
    };
    const { event, fast, trades } = await both(series, shortAlways, {}, {});
    expect(event.equityUsd.at(-1)).toBeLessThanOrEqual(0);
    expect(trades.at(-1)).toMatchObject({ exitReason: 'liquidation', direction: 'short' });
    expect(tradeHash(trades)).toBe(tradeHash(event.trades));
    expect([...fast.equityUsd]).toEqual([...event.equityUsd]);
    expect(event.portfolio.positions.size).toBe(0);
  });

  it('a changed trade changes the hash', async () => {
    const { trades } = await both(walk(500, 3), smaCross, { fast: 5, slow: 20 }, {});
    const [first, ...rest] = trades;
    expect(first).toBeDefined();
    expect(tradeHash(first ? [{ ...first, exitPrice: first.exitPrice + 0.01 }, ...rest] : [])).not.toBe(
      tradeHash(trades),
    );
  });

  it.each(rules)('%s: what it wants at a candle does not change with later candles', (_name, rule, given) => {
    const series = walk(600, 5);
    const parameters = rule.parameters.parse(given) as Record<string, number>;
    const whole = rule.wanted(series, parameters);
    for (const cut of [50, 233, 599]) {
      expect([...rule.wanted(sliceSeries(series, 0, cut), parameters)]).toEqual([...whole.subarray(0, cut)]);
    }
  });
});
