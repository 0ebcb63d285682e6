import { at } from '../at.ts';
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
        const gap = at(open, i) - before;
        const back = gap > 0 ? at(open, i) - at(low, i) : at(high, i) - at(open, i);
        const missing = 0 * (at(high, i) + at(low, i) + at(close, i));
        size[i] = quotient(Math.abs(gap), Math.abs(before)) + missing;
        filled[i] = quotient(Math.min(Math.abs(gap), Math.max(back, 0)), Math.abs(before)) + missing;
      }
    },
});
