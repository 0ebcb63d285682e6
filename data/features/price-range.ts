import { here } from './here.ts';
import type { Advance } from './kernel.ts';
import { openBlocks } from './rolling-blocks.ts';

/**
 * Highest high and lowest low of the last `period` rows, in O(n), by `openBlocks`; a row that
 * lacks one of the given prices has neither.
 */
export function openPriceRange(
  [high, low, close = high]: readonly [high: Float64Array, low: Float64Array, close?: Float64Array],
  highest: Float64Array,
  lowest: Float64Array,
  period: number,
): Advance {
  const tops = new Float64Array(period + 1).fill(Number.NaN);
  const bottoms = new Float64Array(period + 1).fill(Number.NaN);
  tops[period] = Number.NEGATIVE_INFINITY;
  bottoms[period] = Number.POSITIVE_INFINITY;
  let carriedTop = Number.NEGATIVE_INFINITY;
  let carriedBottom = Number.POSITIVE_INFINITY;
  return openBlocks(period, {
    grow(from, to, place) {
      const ahead = place + 1 - from;
      let top = carriedTop;
      let bottom = carriedBottom;
      let i = from;
      for (; i < to; i += 1) {
        const above = here(high, i);
        const below = here(low, i);
        if (!Number.isFinite(above + below + here(close, i))) break;
        const count = ahead + i;
        top = Math.max(top, above);
        bottom = Math.min(bottom, below);
        highest[i] = Math.max(top, here(tops, count));
        lowest[i] = Math.min(bottom, here(bottoms, count));
      }
      carriedTop = top;
      carriedBottom = bottom;
      return i;
    },
    close(first) {
      rangeTails(high, low, first, tops, bottoms);
      carriedTop = Number.NEGATIVE_INFINITY;
      carriedBottom = Number.POSITIVE_INFINITY;
    },
    restart(row) {
      for (const column of [highest, lowest]) column[row] = Number.NaN;
      for (const tails of [tops, bottoms]) tails.fill(Number.NaN, 0, period);
      carriedTop = Number.NEGATIVE_INFINITY;
      carriedBottom = Number.POSITIVE_INFINITY;
    },
  });
}

/** Extremes of the block that starts at row `first` from its k-th row to its end, for every k but the first. */
function rangeTails(
  high: Float64Array,
  low: Float64Array,
  first: number,
  tops: Float64Array,
  bottoms: Float64Array,
): void {
  let top = Number.NEGATIVE_INFINITY;
  let bottom = Number.POSITIVE_INFINITY;
  for (let k = tops.length - 2; k > 0; k -= 1) {
    top = Math.max(top, here(high, first + k));
    bottom = Math.min(bottom, here(low, first + k));
    tops[k] = top;
    bottoms[k] = bottom;
  }
}
