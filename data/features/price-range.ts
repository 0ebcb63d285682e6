import { at } from '../at.ts';
import type { Advance } from './kernel.ts';
import { openRollingExtreme } from './rolling-extreme.ts';

/**
 * Highest high and lowest low of the last `period` rows; a row that lacks one of the given prices has
 * neither.
 */
export function openPriceRange(
  [high, low, close = high]: readonly [high: Float64Array, low: Float64Array, close?: Float64Array],
  highest: Float64Array,
  lowest: Float64Array,
  period: number,
  scratch: () => Float64Array,
): Advance {
  const [top, bottom] = [scratch(), scratch()];
  const stages = [openRollingExtreme(top, highest, period, 1), openRollingExtreme(bottom, lowest, period, -1)];
  return (from, to) => {
    for (let i = from; i < to; i += 1) {
      const missing = 0 * (at(high, i) + at(low, i) + at(close, i));
      top[i] = at(high, i) + missing;
      bottom[i] = at(low, i) + missing;
    }
    for (const stage of stages) stage(from, to);
  };
}
