import { at } from '../at.ts';
import { here } from './here.ts';
import { defineKernel } from './kernel.ts';
import { noParameters } from './rows-parameter.ts';

/**
 * Fair value gaps of three candles, each 1 or 0: `up` where the low stands above the high of two candles before, `down`
 * where the high stands below that candle's low.
 */
export const fairValueGapKernel = defineKernel({
  name: 'fair_value_gap',
  inputs: ['high', 'low'],
  outputs: ['up', 'down'],
  schema: noParameters,
  lookback: () => 2,
  open:
    ({ inputs: { high, low }, outputs: { up, down } }) =>
    (from, to) => {
      for (let i = from; i < to; i += 1) {
        const above = here(low, i) - at(high, i - 2);
        const below = at(low, i - 2) - here(high, i);
        const missing = 0 * (above + below + at(high, i - 1) + at(low, i - 1));
        up[i] = Number(above > 0) + missing;
        down[i] = Number(below > 0) + missing;
      }
    },
});
