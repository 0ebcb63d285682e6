import { rollingFold } from './rolling-fold.ts';
import { sma } from './sma.ts';

export type Stochastic = { slowK: Float64Array; slowD: Float64Array };

/**
 * Slow stochastic oscillator, 0 to 100: fast %K is the place of the close between the lowest low and the highest high
 * of `period` rows (0 when both are equal), slow %K its mean over `slowing` rows, slow %D the mean of slow %K over
 * `signal` rows. Both start at row period + slowing + signal - 3 (TA-Lib STOCH). A row with a price that is not finite
 * is NaN and restarts the warm-up.
 */
export function stochastic(
  high: Float64Array,
  low: Float64Array,
  close: Float64Array,
  period: number,
  slowing: number,
  signal: number,
): Stochastic {
  const range = completeRows(high, low, close);
  const highest = rollingFold(range.high, period, (left, right) => Math.max(left, right));
  const lowest = rollingFold(range.low, period, (left, right) => Math.min(left, right));
  const fastK = new Float64Array(close.length);
  for (let i = 0; i < fastK.length; i += 1) {
    const bottom = lowest[i] ?? Number.NaN;
    const width = (highest[i] ?? Number.NaN) - bottom;
    fastK[i] = width === 0 ? 0 : (100 * ((close[i] ?? Number.NaN) - bottom)) / width;
  }
  const slowK = sma(fastK, slowing);
  const slowD = sma(slowK, signal);
  for (let i = 0; i < slowK.length; i += 1) if (Number.isNaN(slowD[i])) slowK[i] = Number.NaN;
  return { slowK, slowD };
}

/** High and low, without those of rows that lack one of the three prices. */
function completeRows(high: Float64Array, low: Float64Array, close: Float64Array) {
  const complete = { high: high.slice(), low: low.slice() };
  for (let i = 0; i < close.length; i += 1) {
    const sum = (high[i] ?? Number.NaN) + (low[i] ?? Number.NaN) + (close[i] ?? Number.NaN);
    if (Number.isFinite(sum)) continue;
    complete.high[i] = Number.NaN;
    complete.low[i] = Number.NaN;
  }
  return complete;
}
