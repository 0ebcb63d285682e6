import { at } from '../at.ts';
import { here } from './here.ts';
import { defineKernel } from './kernel.ts';
import { noParameters } from './rows-parameter.ts';

/**
 * How a candle stands to the one before, each 1 or 0: a higher high, a lower low, inside its range (both ends may touch),
 * outside its range (beyond both ends).
 */
export const barStructureKernel = defineKernel({
  name: 'bar_structure',
  inputs: ['high', 'low'],
  outputs: ['higherHigh', 'lowerLow', 'inside', 'outside'],
  schema: noParameters,
  lookback: () => 1,
  open:
    ({ inputs: { high, low }, outputs: { higherHigh, lowerLow, inside, outside } }) =>
    (from, to) => {
      for (let i = from; i < to; i += 1) {
        const up = here(high, i) - at(high, i - 1);
        const down = at(low, i - 1) - here(low, i);
        const missing = 0 * (up + down);
        const higher = Number(up > 0);
        const lower = Number(down > 0);
        higherHigh[i] = higher + missing;
        lowerLow[i] = lower + missing;
        inside[i] = (1 - higher) * (1 - lower) + missing;
        outside[i] = higher * lower + missing;
      }
    },
});
