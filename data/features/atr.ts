import { trueRange } from './true-range.ts';
import { wilder } from './wilder.ts';

/**
 * Average true range in price units: the mean of the first `period` true ranges, then Wilder's smoothing.
 * First value at row `period` (TA-Lib ATR). A row with a price that is not finite is NaN and restarts the warm-up.
 * Source: Wilder, "New Concepts in Technical Trading Systems", 1978.
 */
export const atr = (high: Float64Array, low: Float64Array, close: Float64Array, period: number): Float64Array =>
  wilder(trueRange(high, low, close), period);
