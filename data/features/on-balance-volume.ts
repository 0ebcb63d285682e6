import { at } from '../at.ts';
import { here } from './here.ts';
import { defineKernel } from './kernel.ts';
import { noParameters } from './rows-parameter.ts';

/**
 * On-balance volume, anchored at the first row, where it is that row's volume; then volume counts with the sign of the
 * change of the close (TA-Lib OBV). A row that is not finite has none and adds nothing, and neither does the row after it.
 * Source: Granville, "New Key to Stock Market Profits", 1963.
 */
export const obvKernel = defineKernel({
  name: 'obv',
  inputs: ['close', 'volume'],
  outputs: ['value'],
  schema: noParameters,
  lookback: () => 1,
  warmUp: () => 0,
  anchored: true,
  open({ inputs: { close, volume }, outputs: { value } }) {
    let carriedTotal = Number.NaN;
    return (from, to) => {
      let total = carriedTotal;
      for (let i = from; i < to; i += 1) {
        const traded = here(volume, i);
        const known = Number.isFinite(here(close, i) + traded);
        if (known) total = Number.isNaN(total) ? traded : total + signOf(here(close, i) - at(close, i - 1)) * traded;
        value[i] = known ? total : Number.NaN;
      }
      carriedTotal = total;
    };
  },
});

const signOf = (change: number): number => (Number.isFinite(change) ? Math.sign(change) : 0);
