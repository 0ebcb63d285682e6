import { describe, expect, it } from 'vitest';
import type { Trade } from '../../../data/ledger-row.ts';
import { maxDrawdownOf, metricsOf, profitFactorOf, returnsOf, sharpeOf } from '../../../models/backtest/metrics.ts';

const trade = (profitUsd: number): Trade => ({
  symbol: 'SPX',
  direction: 'long',
  quantity: 1,
  entryPrice: 1,
  exitPrice: 1,
  openedAt: 0,
  closedAt: 0,
  commissionUsd: 0,
  profitUsd,
  exitReason: 'order',
});

const dayMs = 86_400_000;
const days = (count: number) => Float64Array.from({ length: count }, (_, i) => i * dayMs);

describe('statistics of a backtest', () => {
  it('Sharpe of [.01,-.02,.015,-.005,.025] with 252 periods is 4.48998886412873', () => {
    expect(
      sharpeOf(Float64Array.of(0.01, -0.02, 0.015, -0.005, 0.025), 252).value,
      'vector of the reference collection',
    ).toBeCloseTo(4.48998886412873, 11);
  });

  it('growth from 64,900 to 176,000 in three years of 365 days is 39.45 % a year', () => {
    const openAt = Float64Array.of(0, 3 * 365 * dayMs);
    const { cagr } = metricsOf({
      equityUsd: Float64Array.of(64_900, 176_000),
      openAt,
      exposed: new Uint8Array(2),
      trades: [],
      daysPerYear: 252,
    });
    expect(cagr.value, 'freqtrade vector .39451328828722776 per 365 days, carried to 365.25').toBeCloseTo(
      1.3945132882872278 ** (365.25 / 365) - 1,
      12,
    );
  });

  it('drawdown is measured on every value from the running peak', () => {
    expect(maxDrawdownOf(Float64Array.of(100, 120, 90, 130, 104))).toBeCloseTo(-0.25, 12);
    expect(maxDrawdownOf(Float64Array.of(1, 2, 3))).toBe(-0);
  });

  it('profit factor, win rate and exposure follow their definitions', () => {
    const trades = [100, 200, 50, -150, 300, -100, 80, -30].map(trade);
    expect(profitFactorOf(trades).value, '730 won over 280 lost').toBeCloseTo(730 / 280, 12);
    const equityUsd = Float64Array.of(100, 101, 102, 103);
    const metrics = metricsOf({
      equityUsd,
      openAt: days(4),
      exposed: Uint8Array.of(0, 1, 1, 0),
      trades,
      daysPerYear: 252,
    });
    expect(metrics.winRate.value).toBe(5 / 8);
    expect(metrics.exposure.value).toBe(0.5);
    expect(metrics.totalReturn.value).toBeCloseTo(0.03, 12);
  });

  it('simple returns are one fewer than values', () => {
    expect([...returnsOf(Float64Array.of(100, 110, 99))].map(value => Number(value.toFixed(12)))).toEqual([0.1, -0.1]);
  });

  it('what is undefined is null with a reason, never zero or infinity', () => {
    const flat = metricsOf({
      equityUsd: Float64Array.of(100, 100, 100),
      openAt: days(3),
      exposed: new Uint8Array(3),
      trades: [],
      daysPerYear: 252,
    });
    expect(flat.sharpe).toEqual({ value: null, reason: 'returns never vary' });
    expect(flat.winRate).toEqual({ value: null, reason: 'no closed trade' });
    expect(flat.profitFactor).toEqual({ value: null, reason: 'no closed trade' });
    expect(flat.cagr).toEqual({ value: null, reason: 'fewer than 30 days' });
    expect(profitFactorOf([trade(5)])).toEqual({ value: null, reason: 'no losing trade' });
    const ruined = metricsOf({
      equityUsd: Float64Array.of(100, -5),
      openAt: days(2),
      exposed: new Uint8Array(2),
      trades: [],
      daysPerYear: 252,
    });
    expect(ruined.cagr).toEqual({ value: null, reason: 'equity fell to zero' });
    expect(ruined.sharpe).toEqual({ value: null, reason: 'fewer than 2 returns' });
    expect(ruined.volatility).toEqual({ value: null, reason: 'fewer than 2 returns' });
  });
});
