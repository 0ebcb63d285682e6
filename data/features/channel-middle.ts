import { here } from './here.ts';
import { defineKernel } from './kernel.ts';
import { openPriceRange } from './price-range.ts';
import { periodOf } from './rows-parameter.ts';

/** Middle between the highest and the lowest value of the last rows (TA-Lib MIDPOINT). */
export const midpointKernel = defineKernel({
  name: 'midpoint',
  inputs: ['values'],
  outputs: ['value'],
  schema: periodOf(14),
  lookback: ({ period }) => period - 1,
  open({ inputs: { values }, outputs: { value }, parameters: { period }, scratch }) {
    const [highest, lowest] = [scratch(), scratch()];
    const range = openPriceRange([values, values], highest, lowest, period);
    return (from, to) => {
      range(from, to);
      for (let i = from; i < to; i += 1) value[i] = (here(highest, i) + here(lowest, i)) / 2;
    };
  },
});

/** Middle between the highest high and the lowest low of the last rows (TA-Lib MIDPRICE). */
export const midpriceKernel = defineKernel({
  name: 'midprice',
  inputs: ['high', 'low'],
  outputs: ['value'],
  schema: periodOf(14),
  lookback: ({ period }) => period - 1,
  open({ inputs: { high, low }, outputs: { value }, parameters: { period }, scratch }) {
    const [highest, lowest] = [scratch(), scratch()];
    const range = openPriceRange([high, low], highest, lowest, period);
    return (from, to) => {
      range(from, to);
      for (let i = from; i < to; i += 1) value[i] = (here(highest, i) + here(lowest, i)) / 2;
    };
  },
});

/** Donchian channel in the unit of the prices: highest high, lowest low, and the middle between them. */
export const donchianKernel = defineKernel({
  name: 'donchian',
  inputs: ['high', 'low'],
  outputs: ['upper', 'middle', 'lower'],
  schema: periodOf(20),
  lookback: ({ period }) => period - 1,
  open({ inputs: { high, low }, outputs: { upper, middle, lower }, parameters: { period } }) {
    const range = openPriceRange([high, low], upper, lower, period);
    return (from, to) => {
      range(from, to);
      for (let i = from; i < to; i += 1) middle[i] = (here(upper, i) + here(lower, i)) / 2;
    };
  },
});
