import { describe, expect, it } from 'vitest';
import { mean, sampleDeviation } from '../../../models/performance/moments.ts';
import { reasons } from '../../../models/performance/statistic.ts';
import { profitStatistics, tradeStatistics } from '../../../models/performance/trade-statistics.ts';
import { closedTrade } from './closed-trade.ts';

const profits = Float64Array.of(100, 200, 50, -150, 300, -100, 80, -30);

describe('statistics of trades', () => {
  const measured = profitStatistics(profits);

  it('expectancy of 100, 200, 50, -150, 300, -100, 80, -30 is 56.25, its ratio .6026785714285712', () => {
    expect(measured.expectancyUsd.value, 'reference collection, 3.3').toBe(56.25);
    expect(measured.expectancyRatio.value).toBeCloseTo(0.6026785714285712, 12);
  });

  it('the other figures of these trades follow their definitions', () => {
    expect(measured.profitFactor.value, '730 won over 280 lost').toBeCloseTo(730 / 280, 12);
    expect(measured.winRate.value).toBe(5 / 8);
    expect(measured.kelly.value, 'p - q / payoff with payoff 146 / 93.33').toBeCloseTo(
      5 / 8 - (3 / 8) * (280 / 3 / 146),
      12,
    );
    expect([measured.averageWinUsd.value, measured.averageLossUsd.value]).toEqual([146, -280 / 3]);
    expect([measured.bestTradeUsd.value, measured.worstTradeUsd.value]).toEqual([300, -150]);
    expect([measured.consecutiveWins.value, measured.consecutiveLosses.value]).toEqual([3, 1]);
    expect(measured.systemQuality.value, 'sqrt(n) mean / sd').toBeCloseTo(
      (Math.sqrt(8) * mean(profits)) / sampleDeviation(profits),
      12,
    );
  });

  it('a trade that breaks even is neither won nor lost, and ends both runs', () => {
    const { winRate, consecutiveWins, consecutiveLosses, trades } = profitStatistics(
      Float64Array.of(1, 1, 0, 1, -1, -1, 0, -1),
    );
    expect([trades, winRate.value, consecutiveWins.value, consecutiveLosses.value]).toEqual([8, 3 / 8, 2, 2]);
  });

  it('long and short trades are counted apart', () => {
    const trades = [
      closedTrade({ direction: 'long', profitUsd: 10 }),
      closedTrade({ direction: 'short', profitUsd: -4 }),
      closedTrade({ direction: 'long', profitUsd: -5 }),
    ];
    expect(tradeStatistics(trades).expectancyUsd.value).toBeCloseTo(1 / 3, 12);
    expect(tradeStatistics(trades, 'long').profitFactor.value).toBe(2);
    expect(tradeStatistics(trades, 'short').worstTradeUsd.value).toBe(-4);
  });

  it('without a trade nothing is known but their number', () => {
    const { trades, ...rest } = tradeStatistics([]);
    expect(trades).toBe(0);
    for (const figure of Object.values(rest)) expect(figure).toEqual({ value: null, reason: reasons.noTrade });
  });

  it('without a loss or without a win the ratios between them are undefined', () => {
    const won = profitStatistics(Float64Array.of(1, 2));
    for (const figure of [won.profitFactor, won.kelly, won.expectancyRatio, won.averageLossUsd]) {
      expect(figure).toEqual({ value: null, reason: reasons.noLoss });
    }
    const lost = profitStatistics(Float64Array.of(-1, -2));
    expect(lost.profitFactor, 'nothing won').toEqual({ value: 0 });
    for (const figure of [lost.kelly, lost.expectancyRatio, lost.averageWinUsd]) {
      expect(figure).toEqual({ value: null, reason: reasons.noWin });
    }
  });

  it('the quality number needs two trades that differ', () => {
    expect(profitStatistics(Float64Array.of(5)).systemQuality).toEqual({ value: null, reason: reasons.oneTrade });
    expect(profitStatistics(Float64Array.of(5, 5)).systemQuality).toEqual({
      value: null,
      reason: reasons.constantTrades,
    });
  });
});
