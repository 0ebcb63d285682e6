import { here } from './here.ts';
import { defineKernel } from './kernel.ts';
import { quotient } from './pointwise.ts';
import { periodOf } from './rows-parameter.ts';
import { smaKernel } from './sma.ts';
import { standardDeviationKernel } from './standard-deviation.ts';

/** Distance from the mean of the last `period` rows in their population standard deviations; NaN for a flat window. */
export const zScoreKernel = defineKernel({
  name: 'z_score',
  inputs: ['values'],
  outputs: ['value'],
  schema: periodOf(63, 2),
  lookback: ({ period }) => period - 1,
  open({ inputs, outputs: { value }, parameters, scratch }) {
    const [mean, deviation] = [scratch(), scratch()];
    const average = smaKernel.open({ inputs, outputs: { value: mean }, parameters, scratch });
    const spread = standardDeviationKernel.open({ inputs, outputs: { value: deviation }, parameters, scratch });
    return (from, to) => {
      average(from, to);
      spread(from, to);
      for (let i = from; i < to; i += 1)
        value[i] = quotient(here(inputs.values, i) - here(mean, i), here(deviation, i));
    };
  },
});
