import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { settingsFrom } from '../../../config/load-settings.ts';
import { runBacktest } from '../../../models/backtest/engine.ts';
import { shippedStrategies, strategyNamed } from '../../../models/backtest/strategies.ts';
import type { Strategy } from '../../../models/backtest/strategy.ts';
import type { Draft } from '../../../models/risk/draft.ts';
import { Gate } from '../../../models/risk/gate.ts';
import { flatSeries, noCosts, spx } from '../../kit/candles.ts';

const settings = settingsFrom({});

type Idea = Pick<Draft, 'side' | 'sizing'>;

/** Makes all of its drafts at once, on one candle each time. */
const several = (at: Record<number, Idea[]>): Strategy => ({
  name: 'several',
  title: { en: 'Several', fr: 'Plusieurs' },
  nicknames: [],
  parameters: z.strictObject({}),
  decide: (_candle, { index, draft }) => (at[index] ?? []).map(draft),
});

const run = (at: Record<number, Idea[]>) =>
  runBacktest({
    markets: [{ series: flatSeries([100, 100, 100, 100, 100]), instrument: spx() }],
    strategy: several(at),
    gate: new Gate(settings.risk.rules),
    limits: { ...settings.risk, maxPositionShare: 1, maxGrossExposureShare: 1, maxDailyLossShare: 1 },
    costs: noCosts,
    cashUsd: 10_000,
    investPercent: 95,
  });

const half: Idea = { side: 'buy', sizing: { kind: 'equity-percent', amount: 60 } };
const close: Idea = { side: 'sell', sizing: { kind: 'close' } };

describe('several drafts on one candle', () => {
  it('are held to the limits together: nothing is bought on credit', async () => {
    const result = await run({ 0: [half, half] });
    expect(result.portfolio.cashUsd, '60 units of 100 once').toBe(4000);
    expect(result.refusals).toEqual({ 'max-position': 1 });
  });

  it('that close one position close it once', async () => {
    const result = await run({ 0: [half], 2: [close, close] });
    expect(result.portfolio.positions.size, 'no short is opened by the second').toBe(0);
    expect(result.trades).toHaveLength(1);
    expect(Object.values(result.refusals)).toEqual([1]);
  });

  it('may turn a position around: what closes makes room for what opens', async () => {
    const result = await run({ 0: [half], 2: [close, { side: 'sell', sizing: { kind: 'quantity', amount: 50 } }] });
    expect(result.portfolio.positions.get('SPX')?.quantity).toBe(-50);
    expect(result.refusals).toEqual({});
  });
});

describe('a strategy by its name', () => {
  it.each([
    ['sma_cross', 'sma_cross'],
    ['SMA cross', 'sma_cross'],
    ['Golden Cross', 'sma_cross'],
    ['croix dorée', 'sma_cross'],
    ['buy-and-hold', 'buy_and_hold'],
    ['Retour à la moyenne', 'rsi_mean_reversion'],
  ])('%s is %s', (given, name) => {
    expect(strategyNamed(given, shippedStrategies).name).toBe(name);
  });

  it('that nobody knows is answered with the known ones, in both languages', () => {
    expect(() => strategyNamed('sma_crosss', shippedStrategies)).toThrow(
      expect.objectContaining({
        code: 'backtest.unknown-strategy',
        text: {
          en: 'Unknown strategy "sma_crosss". Known: sma_cross, rsi_mean_reversion, donchian_breakout, bollinger_reversion, volatility_targeting, buy_and_hold. Did you mean "sma_cross"?',
          fr: 'Stratégie inconnue « sma_crosss ». Connues : sma_cross, rsi_mean_reversion, donchian_breakout, bollinger_reversion, volatility_targeting, buy_and_hold. Vouliez-vous dire « sma_cross » ?',
        },
      }),
    );
  });
});
