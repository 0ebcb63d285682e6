import type { CandleSeries } from '../../../data/candle.ts';
import { sma } from '../../../data/features/sma.ts';
import type { BarTrade } from '../../../models/performance/backtesting-py.ts';

type Played = { equityUsd: Float64Array; trades: BarTrade[] };

/**
 * The SMA cross that backtesting.py ships as its example: always in the market after the first cross, close and reverse
 * on the next open, whole shares for all of the money, no costs, the last trade closed on the open of the last candle.
 */
export function playSmaCross(series: CandleSeries, fast: number, slow: number, cashUsd: number): Played {
  const [a, b] = [sma(series.close, fast), sma(series.close, slow)];
  const over = (i: number) => (a[i] ?? Number.NaN) > (b[i] ?? Number.NaN);
  const under = (i: number) => (a[i] ?? Number.NaN) < (b[i] ?? Number.NaN);
  const open = (i: number) => series.open[i] ?? Number.NaN;
  const equityUsd = new Float64Array(series.length);
  const trades: BarTrade[] = [];
  let cash = cashUsd;
  let held = { size: 0, entryBar: 0, entryPrice: 0 };
  const close = (exitBar: number) => {
    if (held.size === 0) return;
    const profitUsd = held.size * (open(exitBar) - held.entryPrice);
    const returnShare = Math.sign(held.size) * (open(exitBar) / held.entryPrice - 1);
    trades.push({ entryBar: held.entryBar, exitBar, profitUsd, returnShare });
    cash += profitUsd;
    held = { size: 0, entryBar: 0, entryPrice: 0 };
  };
  for (let i = 0; i < series.length; i += 1) {
    // The cross was seen on the candle before; the first one that may decide has both averages on the candle before it.
    const crossedUp = i > slow && under(i - 2) && over(i - 1);
    const crossedDown = i > slow && over(i - 2) && under(i - 1);
    if (crossedUp || crossedDown) {
      close(i);
      const size = Math.floor((cash * (1 - Number.EPSILON)) / open(i)) * (crossedUp ? 1 : -1);
      held = { size, entryBar: i, entryPrice: open(i) };
    }
    if (i === series.length - 1) close(i);
    equityUsd[i] = cash + held.size * ((series.close[i] ?? Number.NaN) - held.entryPrice);
  }
  return { equityUsd, trades };
}
