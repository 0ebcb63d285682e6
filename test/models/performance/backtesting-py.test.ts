import { describe, expect, it } from 'vitest';
import { backtestingPyStatistics } from '../../../models/performance/backtesting-py.ts';
import { reasons } from '../../../models/performance/statistic.ts';
import { hasReferenceData, referenceCandles } from '../../kit/reference-data.ts';
import { published } from './goog-statistics.ts';
import { playSmaCross } from './sma-cross-ledger.ts';

describe('statistics by the definitions of backtesting.py', () => {
  const dayMs = 86_400_000;
  const small = {
    openAt: Float64Array.of(0, dayMs, 2 * dayMs, 3 * dayMs),
    equityUsd: Float64Array.of(100, 90, 100, 95),
    close: Float64Array.of(10, 9, 10, 9.5),
    trades: [],
    warmUp: 0,
    daysPerYear: 252,
    timeframe: '1d' as const,
  };

  it('a fall on the last candle alone is no drawdown spell', () => {
    const { averageDrawdownPercent, maxDrawdownDays, beta } = backtestingPyStatistics(small);
    expect(averageDrawdownPercent?.value, 'the spell of 10 %, without the 5 % of the last candle').toBeCloseTo(-10, 12);
    expect(maxDrawdownDays).toEqual({ value: 2 });
    expect(beta?.value, 'equity moves as the close does').toBeCloseTo(1, 12);
  });

  it('without a trade the figures of trades are null with a reason', () => {
    const { trades, winRatePercent, bestTradePercent, kelly, exposurePercent } = backtestingPyStatistics(small);
    expect([trades, exposurePercent]).toEqual([{ value: 0 }, { value: 0 }]);
    for (const one of [winRatePercent, bestTradePercent, kelly]) {
      expect(one).toEqual({ value: null, reason: reasons.notANumber });
    }
  });

  it.skipIf(!hasReferenceData)('the 31 published figures of the SMA cross 10/30 on GOOG agree to 1e-8', () => {
    const series = referenceCandles('goog-daily.csv', 'GOOG');
    const { equityUsd, trades } = playSmaCross(series, 10, 30, 10_000);
    const measured = backtestingPyStatistics({
      openAt: series.openAt,
      close: series.close,
      equityUsd,
      trades,
      warmUp: 29,
      daysPerYear: 252,
      timeframe: '1d',
    });
    const off = (name: string, value: number) => Math.abs((measured[name]?.value ?? Number.NaN) / value - 1);
    expect(Object.keys(measured).sort(), 'the same 31 names').toEqual(Object.keys(published).sort());
    expect(Object.keys(published)).toHaveLength(31);
    expect(
      Object.entries(published).filter(([name, value]) => !(off(name, value) < 1e-8)),
      'figures off by more than 1e-8 of themselves',
    ).toEqual([]);
  });
});
