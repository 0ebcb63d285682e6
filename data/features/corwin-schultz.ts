import { at } from '../at.ts';
import { here } from './here.ts';
import { defineKernel } from './kernel.ts';
import { logOf } from './log-of.ts';
import { noParameters } from './rows-parameter.ts';

const root = 3 - 2 * Math.SQRT2;

/**
 * Bid-ask spread as a share of the price from the ranges of two neighbouring candles, by the high-low estimator of Corwin
 * and Schultz; a gap between them is taken out first, and what comes out below 0 counts as 0, as they do.
 * Source: Corwin and Schultz, Journal of Finance 67 (2012) 719-760.
 */
export const corwinSchultzKernel = defineKernel({
  name: 'corwin_schultz',
  inputs: ['high', 'low', 'close'],
  outputs: ['value'],
  schema: noParameters,
  lookback: () => 1,
  open:
    ({ inputs: { high, low, close }, outputs: { value } }) =>
    (from, to) => {
      for (let i = from; i < to; i += 1) {
        const gap = gapOf(at(close, i - 1), here(high, i), here(low, i));
        const top = here(high, i) - gap;
        const bottom = here(low, i) - gap;
        const today = logOf(top, bottom);
        const before = logOf(at(high, i - 1), at(low, i - 1));
        const both = logOf(Math.max(top, at(high, i - 1)), Math.min(bottom, at(low, i - 1)));
        value[i] = spread(today * today + before * before, both * both);
      }
    },
});

/** How far a candle lies above (or, below 0, under) the close before. */
function gapOf(before: number, top: number, bottom: number): number {
  if (before < bottom) return bottom - before;
  return before > top ? top - before : 0;
}

/** The spread from the squared ranges of single candles, summed, and of both together. */
function spread(single: number, both: number): number {
  const alpha = (Math.sqrt(2 * single) - Math.sqrt(single)) / root - Math.sqrt(both / root);
  return Math.max(0, 2 * Math.tanh(alpha / 2));
}
