import { here } from './here.ts';
import { defineKernel } from './kernel.ts';
import { noParameters } from './rows-parameter.ts';

/** Balance of power, -1 to 1: (close - open) / (high - low); 0 in a candle without range (TA-Lib BOP). */
export const bopKernel = defineKernel({
  name: 'bop',
  inputs: ['open', 'high', 'low', 'close'],
  outputs: ['value'],
  schema: noParameters,
  open:
    ({ inputs: { open, high, low, close }, outputs: { value } }) =>
    (from, to) => {
      for (let i = from; i < to; i += 1) {
        const body = here(close, i) - here(open, i);
        const range = here(high, i) - here(low, i);
        value[i] = range === 0 ? 0 * body : body / range;
      }
    },
});
