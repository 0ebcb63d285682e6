import { normalCdf } from '../options/normal.ts';
import { here } from './here.ts';
import { defineKernel } from './kernel.ts';
import { noParameters } from './rows-parameter.ts';

/**
 * Bought less sold volume as a share of the volume, from a return in standard deviations: 2 Phi(z) - 1.
 * Source: bulk volume classification of Easley, Lopez de Prado and O'Hara, Review of Financial Studies 25 (2012) 1457-1493.
 */
export const bulkBalanceKernel = defineKernel({
  name: 'bulk_balance',
  inputs: ['values'],
  outputs: ['value'],
  schema: noParameters,
  open:
    ({ inputs: { values }, outputs: { value } }) =>
    (from, to) => {
      for (let i = from; i < to; i += 1) {
        const z = here(values, i);
        value[i] = Number.isFinite(z) ? 2 * normalCdf(z) - 1 : Number.NaN;
      }
    },
});
