import { at } from '../at.ts';
import { here } from './here.ts';
import { defineKernel } from './kernel.ts';
import { quotient } from './pointwise.ts';
import { noParameters } from './rows-parameter.ts';

/**
 * The gap between the close before and the open, and how much of it the candle itself closed again: both as shares of the
 * close before, never negative.
 */
export const gapFillKernel = defineKernel({
  name: 'gap_fill',
  inputs: ['open', 'high', 'low', 'close'],
  outputs: ['size', 'filled'],
  schema: noParameters,
  lookback: () => 1,
  open:
    ({ inputs: { open, high, low, close }, outputs: { size, filled } }) =>
    (from, to) => {
      for (let i = from; i < to; i += 1) {
        const before = at(close, i - 1);
        const gap = here(open, i) - before;
        const back = gap > 0 ? here(open, i) - here(low, i) : here(high, i) - here(open, i);
        const missing = 0 * (here(high, i) + here(low, i) + here(close, i));
        size[i] = quotient(Math.abs(gap), Math.abs(before)) + missing;
        filled[i] = quotient(Math.min(Math.abs(gap), Math.max(back, 0)), Math.abs(before)) + missing;
      }
    },
});
