import { at } from '../at.ts';
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
        const body = at(close, i) - at(open, i);
        const range = at(high, i) - at(low, i);
        value[i] = range === 0 ? 0 * body : body / range;
      }
    },
});
