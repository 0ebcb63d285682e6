import { at } from '../at.ts';
import { here } from './here.ts';
import { defineKernel, runKernel } from './kernel.ts';
import { noParameters } from './rows-parameter.ts';

/**
 * True range in price units: max(high - low, |high - close before|, |low - close before|).
 * First value at row 1 (TA-Lib TRANGE); NaN where one of the four prices is not finite.
 */
export const trueRangeKernel = defineKernel({
  name: 'true_range',
  inputs: ['high', 'low', 'close'],
  outputs: ['value'],
  schema: noParameters,
  lookback: () => 1,
  open:
    ({ inputs: { high, low, close }, outputs: { value } }) =>
    (from, to) => {
      for (let i = from; i < to; i += 1) {
        const top = here(high, i);
        const bottom = here(low, i);
        const before = at(close, i - 1);
        const range = Math.max(top - bottom, Math.abs(top - before), Math.abs(bottom - before));
        value[i] = Number.isFinite(range) && Number.isFinite(close[i]) ? range : Number.NaN;
      }
    },
});

/** `trueRangeKernel` over whole columns. */
export const trueRange = (high: Float64Array, low: Float64Array, close: Float64Array): Float64Array =>
  runKernel(trueRangeKernel, { high, low, close }, {}).value;
