import { atrKernel } from './atr.ts';
import { here } from './here.ts';
import { defineKernel, wilderForgotten } from './kernel.ts';
import { quotient } from './pointwise.ts';
import { periodOf } from './rows-parameter.ts';

/** Average true range in percent of the close (TA-Lib NATR). First value at row `period`. */
export const natrKernel = defineKernel({
  name: 'natr',
  inputs: ['high', 'low', 'close'],
  outputs: ['value'],
  schema: periodOf(14),
  lookback: () => 1,
  warmUp: ({ period }) => period,
  forgets: ({ period }) => wilderForgotten(period),
  open({ inputs, outputs: { value }, parameters, scratch }) {
    const ranges = scratch();
    const range = atrKernel.open({ inputs, outputs: { value: ranges }, parameters, scratch });
    return (from, to) => {
      range(from, to);
      for (let i = from; i < to; i += 1) value[i] = 100 * quotient(here(ranges, i), here(inputs.close, i));
    };
  },
});
