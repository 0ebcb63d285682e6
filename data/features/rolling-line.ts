import { here } from './here.ts';
import type { Advance } from './kernel.ts';
import { openBlocks } from './rolling-blocks.ts';

/**
 * Sum of the last `period` rows, and the same with weights 1 (oldest) to `period` (newest), in O(n), by
 * `openBlocks`.
 */
export function openRollingLine(
  values: Float64Array,
  sum: Float64Array,
  weighted: Float64Array,
  period: number,
): Advance {
  const tails = {
    sums: new Float64Array(period + 1).fill(Number.NaN, 0, period),
    weighted: new Float64Array(period + 1),
  };
  let carriedHead = 0;
  let carriedSlope = 0;
  return openBlocks(period, {
    grow(from, to, place) {
      const ahead = place + 1 - from;
      let head = carriedHead;
      let slope = carriedSlope;
      let i = from;
      for (; i < to; i += 1) {
        const x = here(values, i);
        if (!Number.isFinite(x)) break;
        const count = ahead + i;
        head += x;
        slope += count * x;
        const tail = here(tails.sums, count);
        sum[i] = tail + head;
        weighted[i] = here(tails.weighted, count) + slope + (period - count) * head + 0 * tail;
      }
      carriedHead = head;
      carriedSlope = slope;
      return i;
    },
    close(first) {
      lineTails(values, first, tails);
      carriedHead = 0;
      carriedSlope = 0;
    },
    restart(row) {
      sum[row] = Number.NaN;
      weighted[row] = Number.NaN;
      tails.sums.fill(Number.NaN, 0, period);
      carriedHead = 0;
      carriedSlope = 0;
    },
  });
}

/** Both sums of the block that starts at row `first` from its k-th row to its end, for every k but the first. */
function lineTails(
  values: Float64Array,
  first: number,
  tails: { readonly sums: Float64Array; readonly weighted: Float64Array },
): void {
  let sum = 0;
  let weighted = 0;
  for (let k = tails.sums.length - 2; k > 0; k -= 1) {
    sum += here(values, first + k);
    weighted += sum;
    tails.sums[k] = sum;
    tails.weighted[k] = weighted;
  }
}
