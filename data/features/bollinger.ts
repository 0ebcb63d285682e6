import { z } from 'zod';
import { here } from './here.ts';
import { defineKernel, runKernel } from './kernel.ts';
import { period as checked } from './period.ts';
import { rows } from './rows-parameter.ts';
import { smaKernel } from './sma.ts';
import { standardDeviationKernel } from './standard-deviation.ts';

/**
 * Bollinger bands in the unit of the input: SMA(period) and `deviations` population standard deviations on each side.
 * First value at row period - 1 (TA-Lib BBANDS).
 */
export const bollingerKernel = defineKernel({
  name: 'bollinger',
  inputs: ['values'],
  outputs: ['upper', 'middle', 'lower'],
  schema: z.strictObject({ period: rows(20), deviations: z.number().positive().max(20).default(2) }),
  lookback: ({ period }) => period - 1,
  open({ inputs, outputs: { upper, middle, lower }, parameters: { period, deviations }, scratch }) {
    const spread = scratch();
    const mean = smaKernel.open({ inputs, outputs: { value: middle }, parameters: { period }, scratch });
    const deviation = standardDeviationKernel.open({
      inputs,
      outputs: { value: spread },
      parameters: { period },
      scratch,
    });
    return (from, to) => {
      mean(from, to);
      deviation(from, to);
      for (let i = from; i < to; i += 1) {
        const centre = here(middle, i);
        const reach = here(spread, i) * deviations;
        upper[i] = centre + reach;
        lower[i] = centre - reach;
      }
    };
  },
});

/** `bollingerKernel` over a whole column. */
export const bollinger = (values: Float64Array, period: number, deviations: number) =>
  runKernel(bollingerKernel, { values }, { period: checked(period), deviations });
