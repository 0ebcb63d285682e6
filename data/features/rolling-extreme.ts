import { at } from '../at.ts';
import { type Advance, defineKernel } from './kernel.ts';
import { periodOf } from './rows-parameter.ts';

/**
 * Highest (`sign` 1) or lowest (`sign` -1) of the last `period` rows, in O(n), by the two-block method of
 * `openRollingSum`.
 */
export function openRollingExtreme(values: Float64Array, value: Float64Array, period: number, sign: 1 | -1): Advance {
  const tails = new Float64Array(period + 1).fill(Number.NaN);
  tails[period] = Number.NEGATIVE_INFINITY;
  let carriedPlace = 0;
  let carriedHead = Number.NEGATIVE_INFINITY;
  return (from, to) => {
    let [place, head] = [carriedPlace, carriedHead];
    for (let i = from; i < to; i += 1) {
      const x = at(values, i) * sign;
      if (!Number.isFinite(x)) {
        place = -1;
        tails.fill(Number.NaN, 0, period);
        head = Number.NEGATIVE_INFINITY;
      } else head = greater(head, x);
      place += 1;
      const tail = at(tails, place);
      value[i] = (head > tail ? head : tail) * sign;
      if (place < period) continue;
      extremeTails(values, i + 1 - period, tails, sign);
      place = 0;
      head = Number.NEGATIVE_INFINITY;
    }
    [carriedPlace, carriedHead] = [place, head];
  };
}

const greater = (left: number, right: number): number => (left > right ? left : right);

/** Extremes of the block that starts at row `first` from its k-th row to its end, for every k but the first. */
function extremeTails(values: Float64Array, first: number, tails: Float64Array, sign: 1 | -1): void {
  let tail = Number.NEGATIVE_INFINITY;
  for (let k = tails.length - 2; k > 0; k -= 1) {
    tail = greater(tail, at(values, first + k) * sign);
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
