import { type Candle, Timeframe, timeframeMs } from './candle.ts';

/** The timeframe whose length is the usual distance between candles; undefined when it is none of ours or unknown. */
export function timeframeOf(candles: readonly Candle[]): Timeframe | undefined {
  const steps = candles.slice(1).map((candle, i) => candle.openAt - (candles[i]?.openAt ?? Number.NaN));
  const median = steps.sort((a, b) => a - b)[Math.floor(steps.length / 2)];
  return Timeframe.options.find(one => timeframeMs[one] === median);
}
