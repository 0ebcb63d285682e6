import { at } from '../at.ts';
import { here } from './here.ts';
import { type Advance, defineKernel } from './kernel.ts';
import { periodOf } from './rows-parameter.ts';

/**
 * Rows since the highest (`sign` 1) or lowest (`sign` -1) of the last `period` rows, the latest of equals; in O(n) by the
 * two-block method of `openBlocks`. Ages in `ages` are counted from the end of their block.
 */
function openRowsSince(values: Float64Array, value: Float64Array, period: number, sign: 1 | -1): Advance {
  const tails = new Float64Array(period + 1).fill(Number.NaN);
  const ages = new Float64Array(period + 1).fill(Number.NaN, 0, period);
  let carriedPlace = 0;
  let carriedBest = Number.NEGATIVE_INFINITY;
  let carriedAge = 0;
  return (from, to) => {
    let place = carriedPlace;
    let best = carriedBest;
    let age = carriedAge;
    for (let i = from; i < to; i += 1) {
      const x = here(values, i) * sign;
      if (!Number.isFinite(x)) {
        place = -1;
        ages.fill(Number.NaN, 0, period);
        best = Number.NEGATIVE_INFINITY;
      } else {
        age = ageOf(best, x, age);
        best = Math.max(best, x);
      }
      place += 1;
      value[i] = youngest(at(tails, place) > best, at(ages, place) + place, age);
      if (place < period) continue;
      ageTails(values, i + 1 - period, tails, ages, sign);
      place = 0;
      best = Number.NEGATIVE_INFINITY;
    }
    carriedPlace = place;
    carriedBest = best;
    carriedAge = age;
  };
}

/** Age of the extreme of a head that x joins. */
const ageOf = (best: number, x: number, age: number): number => (best > x ? age + 1 : 0);

/** Age of the extreme of the window, which lies in its tail or in its head; NaN while there is no tail. */
const youngest = (inTail: boolean, tailAge: number, headAge: number): number =>
  inTail || Number.isNaN(tailAge) ? tailAge : headAge;

/** Extremes of the block that starts at row `first` from its k-th row to its end, and how long before its end they lie. */
function ageTails(values: Float64Array, first: number, tails: Float64Array, ages: Float64Array, sign: 1 | -1): void {
  const period = tails.length - 1;
  let best = Number.NEGATIVE_INFINITY;
  let age = 0;
  for (let k = period - 1; k > 0; k -= 1) {
    const x = at(values, first + k) * sign;
    if (x > best) [best, age] = [x, period - 1 - k];
    tails[k] = best;
    ages[k] = age;
  }
}

const rowsSince = <const Name extends string>(name: Name, sign: 1 | -1) =>
  defineKernel({
    name,
    inputs: ['values'],
    outputs: ['value'],
    schema: periodOf(63, 2),
    lookback: ({ period }) => period - 1,
    open: ({ inputs: { values }, outputs: { value }, parameters: { period } }) =>
      openRowsSince(values, value, period, sign),
  });

/** Ages of the extremes of a window: 0 where the newest row is the extreme. */
export const rowsSinceKernels = [rowsSince('rows_since_highest', 1), rowsSince('rows_since_lowest', -1)] as const;
