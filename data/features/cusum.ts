import { z } from 'zod';
import { at } from '../at.ts';
import { here } from './here.ts';
import { type Advance, defineKernel } from './kernel.ts';
import { rows } from './rows-parameter.ts';

/**
 * Largest sum of sign x value - drift over the newest rows, as many as suits it within the last `period`, and 0 for none;
 * in O(n) by the two-block method of `openBlocks`.
 */
function openCusum(values: Float64Array, value: Float64Array, period: number, drift: number, sign: 1 | -1): Advance {
  const tails = new Float64Array(period + 1).fill(Number.NaN, 0, period);
  let carriedPlace = 0;
  let carriedSum = 0;
  let carriedBest = 0;
  return (from, to) => {
    let place = carriedPlace;
    let sum = carriedSum;
    let best = carriedBest;
    for (let i = from; i < to; i += 1) {
      const x = here(values, i) * sign - drift;
      if (Number.isFinite(x)) {
        sum += x;
        best = Math.max(0, best + x);
      } else {
        place = -1;
        sum = 0;
        best = 0;
        tails.fill(Number.NaN, 0, period);
      }
      place += 1;
      value[i] = Math.max(best, sum + at(tails, place));
      if (place < period) continue;
      bestTails(values, i + 1 - period, tails, drift, sign);
      place = 0;
      sum = 0;
      best = 0;
    }
    carriedPlace = place;
    carriedSum = sum;
    carriedBest = best;
  };
}

/** For every k but the first: the largest sum up to its end of the newest rows of the block's tail from its k-th row. */
function bestTails(values: Float64Array, first: number, tails: Float64Array, drift: number, sign: 1 | -1): void {
  let sum = 0;
  let best = 0;
  for (let k = tails.length - 2; k > 0; k -= 1) {
    sum += at(values, first + k) * sign - drift;
    best = sum > best ? sum : best;
    tails[k] = best;
  }
}

/**
 * Page's cumulative sums of deviations upwards and downwards beyond `drift`, in the unit of the input, over at most the
 * last `period` rows. Source: Page, Biometrika 41 (1954) 100-115.
 */
export const cusumKernel = defineKernel({
  name: 'cusum',
  inputs: ['values'],
  outputs: ['up', 'down'],
  schema: z.strictObject({ period: rows(42), drift: z.number().min(0).default(0.5) }),
  lookback: ({ period }) => period - 1,
  open({ inputs: { values }, outputs: { up, down }, parameters: { period, drift } }) {
    const rising = openCusum(values, up, period, drift, 1);
    const falling = openCusum(values, down, period, drift, -1);
    return (from, to) => {
      rising(from, to);
      falling(from, to);
    };
  },
});
