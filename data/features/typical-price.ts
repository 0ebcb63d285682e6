import { at } from '../at.ts';

/** (high + low + close) / 3. */
export const typicalPrice = (high: Float64Array, low: Float64Array, close: Float64Array, row: number): number =>
  (at(high, row) + at(low, row) + at(close, row)) / 3;
