import { here } from './here.ts';
import { type Advance, defineKernel } from './kernel.ts';
import { openBlocks } from './rolling-blocks.ts';
import { periodOf } from './rows-parameter.ts';

/**
 * Highest (`sign` 1) or lowest (`sign` -1) of the last `period` rows, in O(n), by
 * `openBlocks`.
 */
export function openRollingExtreme(values: Float64Array, value: Float64Array, period: number, sign: 1 | -1): Advance {
  const tails = new Float64Array(period + 1).fill(Number.NaN);
  tails[period] = Number.NEGATIVE_INFINITY;
  let carriedHead = Number.NEGATIVE_INFINITY;
  return openBlocks(period, {
    grow(from, to, place) {
      const ahead = place + 1 - from;
      let head = carriedHead;
      let i = from;
      for (; i < to; i += 1) {
        const x = here(values, i) * sign;
        if (!Number.isFinite(x)) break;
        head = Math.max(head, x);
        value[i] = Math.max(head, here(tails, ahead + i)) * sign;
      }
      carriedHead = head;
      return i;
    },
    close(first) {
      extremeTails(values, first, tails, sign);
      carriedHead = Number.NEGATIVE_INFINITY;
    },
    restart(row) {
      value[row] = Number.NaN;
      tails.fill(Number.NaN, 0, period);
      carriedHead = Number.NEGATIVE_INFINITY;
    },
  });
}

/** Extremes of the block that starts at row `first` from its k-th row to its end, for every k but the first. */
function extremeTails(values: Float64Array, first: number, tails: Float64Array, sign: 1 | -1): void {
  let tail = Number.NEGATIVE_INFINITY;
  for (let k = tails.length - 2; k > 0; k -= 1) {
    tail = Math.max(tail, here(values, first + k) * sign);
    tails[k] = tail;
  }
}

const extreme = <const Name extends string>(name: Name, sign: 1 | -1) =>
  defineKernel({
    name,
    inputs: ['values'],
    outputs: ['value'],
    schema: periodOf(20),
    lookback: ({ period }) => period - 1,
    open: ({ inputs: { values }, outputs: { value }, parameters: { period } }) =>
      openRollingExtreme(values, value, period, sign),
  });

/** Highest of the last `period` rows (TA-Lib MAX). */
export const highestKernel = extreme('highest', 1);

/** Lowest of the last `period` rows (TA-Lib MIN). */
export const lowestKernel = extreme('lowest', -1);
