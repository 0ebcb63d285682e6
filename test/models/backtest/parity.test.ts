import { describe, expect, it } from 'vitest';
import { settingsFrom } from '../../../config/load-settings.ts';
import { runBacktest } from '../../../models/backtest/engine.ts';
import { backtestingPy } from '../../../models/backtest/fill-profile.ts';
import { smaCross } from '../../../models/backtest/sma-cross.ts';
import { backtestingPyStatistics } from '../../../models/performance/backtesting-py.ts';
import { Gate } from '../../../models/risk/gate.ts';
import { noCosts, spx } from '../../kit/candles.ts';
import { backtestOf } from '../../kit/lab-world.ts';
import { hasReferenceData, referenceCandles } from '../../kit/reference-data.ts';
import { published } from '../performance/goog-statistics.ts';

describe('the profile of backtesting.py', () => {
  it.skipIf(!hasReferenceData)(
    'the engine gives the 31 statistics that backtesting.py 0.6.6 prints for its SmaCross(10, 30) on GOOG, to 1e-8',
    async () => {
      const series = referenceCandles('goog-daily.csv', 'GOOG');
      const instrument = spx({ symbol: 'GOOG', lot: 1, tick: 1e-6 });
      const result = await runBacktest(
        backtestOf(
          smaCross,
          series,
          {
            parameters: { fast: 10, slow: 30, short: 1 },
            costs: noCosts,
            cashUsd: 10_000,
            investPercent: 100,
            profile: backtestingPy,
          },
          instrument,
        ),
      );
      const row = (at: number) => series.openAt.indexOf(at);
      const statistics = backtestingPyStatistics({
        openAt: result.openAt,
        equityUsd: result.equityUsd,
        close: series.close,
        trades: result.trades.map(trade => ({
          entryBar: row(trade.openedAt),
          exitBar: row(trade.closedAt),
          profitUsd: trade.profitUsd,
          returnShare: (trade.exitPrice / trade.entryPrice - 1) * (trade.direction === 'long' ? 1 : -1),
        })),
        warmUp: 29,
        daysPerYear: 252,
        timeframe: '1d',
      });
      expect(Object.keys(statistics).length).toBe(31);
      for (const [name, value] of Object.entries(published)) {
        const own = statistics[name]?.value ?? Number.NaN;
        expect(Math.abs(own - value) / Math.abs(value), `${name}: ${own} for ${value}`).toBeLessThan(1e-8);
      }
    },
  );

  it('names a gate of its own, which no account can be opened with', () => {
    expect(() => Gate.open(['quantity-step'])).toThrow('risk.rules may not leave out: kill-switch');
    expect(backtestingPy.gate).toBeDefined();
    expect(() => settingsFrom({ broker: { profile: 'backtesting.py' } })).toThrow('profile');
  });
});
