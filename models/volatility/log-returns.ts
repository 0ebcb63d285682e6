import { at } from '../../data/at.ts';
import type { CandleSeries } from '../../data/candle.ts';

/** Log returns of the close in %, NaN at row 0. */
export function logReturns({ close, length }: CandleSeries): Float64Array {
  const returns = new Float64Array(length).fill(Number.NaN);
  for (let i = 1; i < length; i += 1) returns[i] = 100 * Math.log(at(close, i) / at(close, i - 1));
  return returns;
}
