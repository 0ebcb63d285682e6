import { defineKernel, runKernel, wilderForgotten } from './kernel.ts';
import { period as checked } from './period.ts';
import { periodOf } from './rows-parameter.ts';
import { trueRangeKernel } from './true-range.ts';
import { wilderKernel } from './wilder.ts';

/**
 * Average true range in price units: the mean of the first `period` true ranges, then Wilder's smoothing.
 * First value at row `period` (TA-Lib ATR).
 * Source: Wilder, "New Concepts in Technical Trading Systems", 1978.
 */
export const atrKernel = defineKernel({
  name: 'atr',
  inputs: ['high', 'low', 'close'],
  outputs: ['value'],
  schema: periodOf(14),
  lookback: () => 1,
  warmUp: ({ period }) => period,
  forgets: ({ period }) => wilderForgotten(period),
  open({ inputs, outputs, parameters, scratch }) {
    const ranges = scratch();
    const range = trueRangeKernel.open({ inputs, outputs: { value: ranges }, parameters: {}, scratch });
    const smooth = wilderKernel.open({ inputs: { values: ranges }, outputs, parameters, scratch });
    return (from, to) => {
      range(from, to);
      smooth(from, to);
    };
  },
});

/** `atrKernel` over whole columns. */
export const atr = (high: Float64Array, low: Float64Array, close: Float64Array, period: number): Float64Array =>
  runKernel(atrKernel, { high, low, close }, { period: checked(period) }).value;
