import { z } from 'zod';
import { at } from '../at.ts';
import { here } from './here.ts';
import { defineKernel } from './kernel.ts';
import { logOf } from './log-of.ts';
import { noParameters } from './rows-parameter.ts';

const closeShare = 2 * Math.LN2 - 1;

/**
 * Variance of one candle as a plain fraction.
 * Sources: Parkinson, Journal of Business 53 (1980) 61-65; Garman and Klass, Journal of Business 53 (1980) 67-78; Rogers
 * and Satchell, Annals of Applied Probability 1 (1991) 504-512.
 */
export const rangeVarianceKernel = defineKernel({
  name: 'range_variance',
  inputs: ['open', 'high', 'low', 'close'],
  outputs: ['parkinson', 'garman_klass', 'rogers_satchell'],
  schema: noParameters,
  open:
    ({ inputs: { open, high, low, close }, outputs }) =>
    (from, to) => {
      const { parkinson, garman_klass: garmanKlass, rogers_satchell: rogersSatchell } = outputs;
      for (let i = from; i < to; i += 1) {
        const start = here(open, i);
        const up = logOf(here(high, i), start);
        const down = logOf(here(low, i), start);
        const change = logOf(here(close, i), start);
        const range = up - down;
        parkinson[i] = (range * range) / (4 * Math.LN2);
        garmanKlass[i] = (range * range) / 2 - closeShare * change * change;
        rogersSatchell[i] = up * (up - change) + down * (down - change);
      }
    },
});

/**
 * Garman-Klass variance on the range widened to the close before, so that gaps count: ln(H'/L')^2 / 2 -
 * (2 ln 2 - 1) ln(C/C-1)^2 with H' = max(H, C-1) and L' = min(L, C-1), raised to `least` (as a plain fraction; a variance
 * of 0 has no logarithm).
 */
export const widenedVarianceKernel = defineKernel({
  name: 'widened_variance',
  inputs: ['high', 'low', 'close'],
  outputs: ['value'],
  schema: z.strictObject({ least: z.number().min(0).default(1e-8) }),
  lookback: () => 1,
  open:
    ({ inputs: { high, low, close }, outputs: { value }, parameters: { least } }) =>
    (from, to) => {
      for (let i = from; i < to; i += 1) {
        const before = at(close, i - 1);
        const range = logOf(Math.max(here(high, i), before), Math.min(here(low, i), before));
        const change = logOf(here(close, i), before);
        value[i] = Math.max((range * range) / 2 - closeShare * change * change, least);
      }
    },
});
