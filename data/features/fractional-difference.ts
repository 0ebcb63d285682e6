import { z } from 'zod';
import { at } from '../at.ts';
import { defineKernel } from './kernel.ts';
import { rows } from './rows-parameter.ts';

/** Weights of (1 - B)^order, newest row first. */
function weightsOf(order: number, period: number): Float64Array {
  const weights = new Float64Array(period).fill(1);
  for (let k = 1; k < period; k += 1) weights[k] = (at(weights, k - 1) * (k - 1 - order)) / k;
  return weights;
}

/**
 * Fractional difference of `order` over a window of fixed width, in the unit of the input: memory without a unit root.
 * Values are measured from the oldest row of the window, so that the level of the price drops out.
 * Source: Lopez de Prado, "Advances in Financial Machine Learning", 2018, ch. 5.
 */
export const fractionalDifferenceKernel = defineKernel({
  name: 'fractional_difference',
  inputs: ['values'],
  outputs: ['value'],
  schema: z.strictObject({ order: z.number().min(0).max(2).default(0.4), period: rows(42, 2) }),
  lookback: ({ period }) => period - 1,
  open({ inputs: { values }, outputs: { value }, parameters: { order, period } }) {
    const weights = weightsOf(order, period);
    return (from, to) => {
      for (let i = from; i < to; i += 1) value[i] = weighted(values, i, weights);
    };
  },
});

function weighted(values: Float64Array, row: number, weights: Float64Array): number {
  const oldest = at(values, row - weights.length + 1);
  let sum = 0;
  for (let k = 0; k < weights.length; k += 1) sum += at(weights, k) * (at(values, row - k) - oldest);
  return Number.isFinite(sum) ? sum : Number.NaN;
}
