import { here } from './here.ts';
import { defineKernel } from './kernel.ts';
import { quotient } from './pointwise.ts';
import { noParameters } from './rows-parameter.ts';

/**
 * The parts of a candle as shares of its range: body (close - open, with its sign), the shadows above and below it, and
 * the close location value ((close - low) - (high - close)) / range. NaN for a candle without range.
 */
export const candleAnatomyKernel = defineKernel({
  name: 'candle_anatomy',
  inputs: ['open', 'high', 'low', 'close'],
  outputs: ['body', 'upper_shadow', 'lower_shadow', 'close_location'],
  schema: noParameters,
  open:
    ({ inputs: { open, high, low, close }, outputs }) =>
    (from, to) => {
      const { body, upper_shadow: upper, lower_shadow: lower, close_location: location } = outputs;
      for (let i = from; i < to; i += 1) {
        const start = here(open, i);
        const top = here(high, i);
        const bottom = here(low, i);
        const end = here(close, i);
        const range = top - bottom;
        body[i] = quotient(end - start, range);
        upper[i] = quotient(top - Math.max(start, end), range);
        lower[i] = quotient(Math.min(start, end) - bottom, range);
        location[i] = quotient(2 * end - top - bottom, range);
      }
    },
});
