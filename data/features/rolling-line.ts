import { at } from '../at.ts';
import type { Advance } from './kernel.ts';

/**
 * Sum of the last `period` rows, and the same with weights 1 (oldest) to `period` (newest), in O(n), by the two-block
 * method of `openRollingSum`.
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
  let carriedPlace = 0;
  let carriedHead = 0;
  let carriedSlope = 0;
  return (from, to) => {
    let [place, head, slope] = [carriedPlace, carriedHead, carriedSlope];
    for (let i = from; i < to; i += 1) {
      const x = at(values, i);
      place += 1;
      if (Number.isFinite(x)) {
        head += x;
        slope += place * x;
      } else {
        tails.sums.fill(Number.NaN, 0, period);
        [place, head, slope] = [0, 0, 0];
      }
      sum[i] = at(tails.sums, place) + head;
      weighted[i] = at(tails.weighted, place) + slope + (period - place) * head + 0 * at(tails.sums, place);
      if (place < period) continue;
      lineTails(values, i + 1 - period, tails);
      [place, head, slope] = [0, 0, 0];
    }
    [carriedPlace, carriedHead, carriedSlope] = [place, head, slope];
  };
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
    sum += at(values, first + k);
    weighted += sum;
    tails.sums[k] = sum;
    tails.weighted[k] = weighted;
  }
}
