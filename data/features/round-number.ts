import { here } from './here.ts';
import { defineKernel } from './kernel.ts';
import { noParameters } from './rows-parameter.ts';

/**
 * Where a price stands to the nearest round number, in steps from -0.5 (half a step below) to 0.5. A step is a unit of the
 * second digit: 10 for prices of three digits, 1000 for those of five. NaN unless the price is above 0.
 */
export const roundNumberKernel = defineKernel({
  name: 'round_number',
  inputs: ['values'],
  outputs: ['value'],
  schema: noParameters,
  open:
    ({ inputs: { values }, outputs: { value } }) =>
    (from, to) => {
      for (let i = from; i < to; i += 1) value[i] = fromRound(here(values, i));
    },
});

function fromRound(price: number): number {
  if (!(price > 0)) return Number.NaN;
  const steps = price / 10 ** (Math.floor(Math.log10(price)) - 1);
  return steps - Math.round(steps);
}
