import { here } from './here.ts';
import { defineKernel } from './kernel.ts';
import { noParameters } from './rows-parameter.ts';

/**
 * Classic pivot points of a session that is over, in price units: pivot (H + L + C) / 3, first resistance 2 P - L, first
 * support 2 P - H. Source: Person, "Complete Guide to Technical Trading Tactics", 2004.
 */
export const pivotPointsKernel = defineKernel({
  name: 'pivot_points',
  inputs: ['high', 'low', 'close'],
  outputs: ['pivot', 'resistance', 'support'],
  schema: noParameters,
  open:
    ({ inputs: { high, low, close }, outputs: { pivot, resistance, support } }) =>
    (from, to) => {
      for (let i = from; i < to; i += 1) {
        const middle = (here(high, i) + here(low, i) + here(close, i)) / 3;
        pivot[i] = middle;
        resistance[i] = 2 * middle - here(low, i);
        support[i] = 2 * middle - here(high, i);
      }
    },
});
