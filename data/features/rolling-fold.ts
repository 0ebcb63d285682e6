import { period as checked } from './period.ts';

/**
 * Folds the last `period` rows of every row with an associative function (sum, maximum, minimum), in O(n).
 *
 * Nothing is ever taken out of a running total, so sums cannot drift and a spike leaves no trace once it has left the
 * window: a window is the tail of the block before it plus the head of its own block.
 * Source: van Herk, Pattern Recognition Letters 13 (1992) 517-521; Gil and Werman, IEEE PAMI 15 (1993) 504-507.
 *
 * @returns input length; NaN until `period` finite rows in succession, and again from each row that is not finite
 */
export function rollingFold(
  values: Float64Array,
  period: number,
  combine: (left: number, right: number) => number,
): Float64Array {
  const out = new Float64Array(values.length).fill(Number.NaN);
  if (checked(period) > values.length) return out;
  const tails = new Float64Array(period);
  let run = 0;
  let head = 0;
  for (let i = 0; i < values.length; i += 1) {
    const value = values[i] ?? Number.NaN;
    if (!Number.isFinite(value)) {
      run = 0;
      continue;
    }
    const place = run % period;
    head = place === 0 ? value : combine(head, value);
    run += 1;
    if (place === period - 1) {
      out[i] = head;
      foldTails(values.subarray(i + 1 - period, i + 1), tails, combine);
    } else if (run > period) {
      out[i] = combine(tails[place + 1] ?? Number.NaN, head);
    }
  }
  return out;
}

function foldTails(block: Float64Array, tails: Float64Array, combine: (left: number, right: number) => number): void {
  let tail = block[block.length - 1] ?? Number.NaN;
  tails[block.length - 1] = tail;
  for (let k = block.length - 2; k >= 0; k -= 1) {
    tail = combine(block[k] ?? Number.NaN, tail);
    tails[k] = tail;
  }
}
