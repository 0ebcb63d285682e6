import { here } from './here.ts';
import { defineKernel } from './kernel.ts';
import { noParameters } from './rows-parameter.ts';

/**
 * Shannon entropy of three probabilities, as a share of its maximum ln 3: 0 where one is certain, 1 where all are equal.
 * NaN where one is negative.
 */
export const entropyKernel = defineKernel({
  name: 'entropy',
  inputs: ['first', 'second', 'third'],
  outputs: ['value'],
  schema: noParameters,
  open:
    ({ inputs: { first, second, third }, outputs: { value } }) =>
    (from, to) => {
      for (let i = from; i < to; i += 1) {
        value[i] = (surprise(here(first, i)) + surprise(here(second, i)) + surprise(here(third, i))) / Math.log(3);
      }
    },
});

/** -p ln p, which tends to 0 with p. */
const surprise = (p: number): number => (p === 0 ? 0 : -p * Math.log(p < Number.POSITIVE_INFINITY ? p : Number.NaN));
