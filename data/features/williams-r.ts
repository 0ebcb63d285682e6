import { here } from './here.ts';
import { defineKernel } from './kernel.ts';
import { openPriceRange } from './price-range.ts';
import { periodOf } from './rows-parameter.ts';

/**
 * Williams %R, -100 to 0: how far the close lies below the highest high, in percent of the range of the last rows; 0 in a
 * range without width. First value at row period - 1 (TA-Lib WILLR).
 */
export const williamsRKernel = defineKernel({
  name: 'williams_r',
  inputs: ['high', 'low', 'close'],
  outputs: ['value'],
  schema: periodOf(14),
  lookback: ({ period }) => period - 1,
  open({ inputs: { high, low, close }, outputs: { value }, parameters: { period }, scratch }) {
    const [highest, lowest] = [scratch(), scratch()];
    const range = openPriceRange([high, low, close], highest, lowest, period);
    return (from, to) => {
      range(from, to);
      for (let i = from; i < to; i += 1) {
        const width = here(highest, i) - here(lowest, i);
        value[i] = width === 0 ? 0 : (-100 * (here(highest, i) - here(close, i))) / width;
      }
    };
  },
});
