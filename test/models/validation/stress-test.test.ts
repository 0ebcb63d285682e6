import { describe, expect, it } from 'vitest';
import { buyAndHold } from '../../../models/backtest/buy-and-hold.ts';
import type { Strategy } from '../../../models/backtest/strategy.ts';
import { withCrash, withGap, withoutDays } from '../../../models/validation/stress-series.ts';
import { type Scenario, stressTest } from '../../../models/validation/stress-test.ts';
import { flatSeries, noCosts, spx } from '../../kit/candles.ts';
import { backtestOf } from '../../kit/lab-world.ts';

const series = flatSeries(Array.from({ length: 60 }, () => 100));

async function struck(strategy: Strategy, over: object = {}) {
  const { markets: _markets, ...input } = backtestOf(strategy, series, { costs: noCosts, investPercent: 50, ...over });
  const results = await stressTest({ ...input, market: { series, instrument: spx() } });
  return Object.fromEntries(results.map(one => [one.scenario, one])) as Record<Scenario, (typeof results)[number]>;
}

describe('a stress test', () => {
  it('a fall within a candle costs half the account a tenth, and a stop two percent of it', async () => {
    const open = await struck(buyAndHold);
    expect(open.crash.lossShare, '50 % invested, 20 % down').toBeCloseTo(0.1, 10);
    const { crash } = await struck(buyAndHold, { stopPercent: 2 });
    expect(crash.stop).toEqual({ level: 98, filledAt: 98 });
    expect(crash.lossShare).toBeCloseTo(0.01, 10);
  });

  it('a gap goes through the stop: it fills at the open, 20 % lower', async () => {
    const { gap } = await struck(buyAndHold, { stopPercent: 2 });
    expect(gap.stop).toEqual({ level: 98, filledAt: 80 });
    expect(gap.lossShare).toBeCloseTo(0.1, 10);
  });

  it('wide spreads cost ten times as much', async () => {
    const costs = { ...noCosts, halfSpreadRate: 0.001 };
    const { 'wide-spreads': wide } = await struck(buyAndHold, { costs });
    expect(wide.undisturbedUsd, '500 units, 0.1 each').toBeCloseTo(100_000 - 50, 6);
    expect(wide.finalEquityUsd).toBeCloseTo(100_000 - 500, 6);
  });

  it('a short is struck from below: a rise costs it what a fall costs a long', async () => {
    const short: Strategy = {
      ...buyAndHold,
      name: 'short',
      decide: (_candle, { position, waiting, draft }) =>
        position || waiting ? [] : [draft({ side: 'sell', sizing: { kind: 'equity-percent', amount: 50 } })],
    };
    const { crash, gap } = await struck(short, { stopPercent: 2 });
    expect([crash.direction, gap.direction]).toEqual(['up', 'up']);
    expect(crash.stop).toEqual({ level: 102, filledAt: 102 });
    expect(crash.lossShare).toBeCloseTo(0.01, 10);
    expect(gap.stop).toEqual({ level: 102, filledAt: 120 });
    expect(gap.lossShare).toBeCloseTo(0.1, 10);
  });

  it('what never holds a position is struck by costs only', async () => {
    const idle: Strategy = { ...buyAndHold, name: 'idle', decide: () => [] };
    expect(Object.keys(await struck(idle))).toEqual(['wide-spreads']);
  });
});

describe('struck candles', () => {
  it('a crash falls inside its candle and stays', () => {
    const made = withCrash(series, 10, 0.2);
    expect([made.open[10], made.high[10], made.low[10], made.close[10]]).toEqual([100, 100, 80, 80]);
    expect([made.close[9], made.open[11], made.close[59]]).toEqual([100, 80, 80]);
  });

  it('a gap opens lower', () => {
    const made = withGap(series, 10, 0.2);
    expect([made.close[9], made.open[10], made.close[10]]).toEqual([100, 80, 80]);
  });

  it('a week without data leaves seven days out', () => {
    const made = withoutDays(series, 10, 7);
    expect(made.length).toBe(53);
    expect((made.openAt[10] ?? 0) - (made.openAt[9] ?? 0)).toBe(8 * 86_400_000);
  });
});
