import { at } from '../at.ts';
import { here } from './here.ts';
import { defineKernel } from './kernel.ts';
import { logOf } from './log-of.ts';
import { noParameters } from './rows-parameter.ts';

/**
 * Squared bid-ask spread, as a share of the price, that a close between two mid-ranges tells: 4 (c - m)(c - m') with the
 * logarithms of the close before, of the middle of its range and of the middle of the range now. A single value may lie
 * below 0; a mean over many rows estimates the square.
 * Source: Abdi and Ranaldo, Review of Financial Studies 30 (2017) 4437-4480.
 */
export const abdiRanaldoKernel = defineKernel({
  name: 'abdi_ranaldo',
  inputs: ['high', 'low', 'close'],
  outputs: ['value'],
  schema: noParameters,
  lookback: () => 1,
  open:
    ({ inputs: { high, low, close }, outputs: { value } }) =>
    (from, to) => {
      for (let i = from; i < to; i += 1) {
        const end = at(close, i - 1);
        const before = (logOf(end, at(high, i - 1)) + logOf(end, at(low, i - 1))) / 2;
        const now = (logOf(end, here(high, i)) + logOf(end, here(low, i))) / 2;
        value[i] = 4 * before * now;
      }
    },
});
