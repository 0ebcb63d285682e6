import { attempt } from '../config/attempt.ts';
import { at } from '../data/at.ts';
import { type Candle, candleAt, closedAt, Timeframe, timeframeMs } from '../data/candle.ts';
import type { MarketData } from '../data/market/market-data.ts';
import type { BacktestInput } from '../models/backtest/engine.ts';

type Within = NonNullable<NonNullable<BacktestInput['fillRules']>['lowerCandles']>;

/** First row that opens at or after an instant. */
function firstFrom(openAt: Float64Array, instant: number): number {
  let [low, high] = [0, openAt.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (at(openAt, middle) < instant) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** True when shorter candles reach as high and as low as the candle that they are to explain: else they are of another source. */
function agree({ high, low }: Candle, parts: readonly Candle[]): boolean {
  const top = Math.max(...parts.map(part => part.high));
  const bottom = Math.min(...parts.map(part => part.low));
  return Math.abs(top / high - 1) < 1e-3 && Math.abs(bottom / low - 1) < 1e-3;
}

/**
 * The shortest stored candles inside a candle: what a drill-down plays where a candle does not
 * tell what came first. Undefined where no shorter ones are stored; none for a candle that they disagree with.
 */
export function lowerCandles(
  market: Pick<MarketData, 'candles'>,
  symbol: string,
  timeframe: Timeframe,
): { timeframe: Timeframe; within: Within } | undefined {
  const shorter = Timeframe.options.filter(one => timeframeMs[one] < timeframeMs[timeframe]);
  for (const length of shorter) {
    const series = attempt(() => market.candles(symbol, length));
    if (!series) continue;
    return {
      timeframe: length,
      within: (_symbol, whole) => {
        const from = firstFrom(series.openAt, whole.openAt);
        const rows = firstFrom(series.openAt, closedAt(whole.openAt, timeframe) + 1) - from;
        const parts = Array.from({ length: rows }, (_, i) => candleAt(series, from + i)).filter(
          one => one !== undefined,
        );
        return agree(whole, parts) ? parts : [];
      },
    };
  }
  return undefined;
}
