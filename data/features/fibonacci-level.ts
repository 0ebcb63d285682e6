import { at } from '../at.ts';
import { here } from './here.ts';
import { defineKernel } from './kernel.ts';
import { noParameters } from './rows-parameter.ts';

/** Retracements of a range, in percent of its height. */
const levels = Float64Array.of(0, 23.6, 38.2, 50, 61.8, 78.6, 100);

/** How far a place in a range (percent) lies above (+) or below (-) the nearest Fibonacci retracement, in percent points. */
export const fibonacciLevelKernel = defineKernel({
  name: 'fibonacci_level',
  inputs: ['values'],
  outputs: ['value'],
  schema: noParameters,
  open:
    ({ inputs: { values }, outputs: { value } }) =>
    (from, to) => {
      for (let i = from; i < to; i += 1) value[i] = fromNearest(here(values, i));
    },
});

function fromNearest(place: number): number {
  let nearest = place - at(levels, 0);
  for (let k = 1; k < levels.length; k += 1) {
    const apart = place - at(levels, k);
    if (Math.abs(apart) < Math.abs(nearest)) nearest = apart;
  }
  return Number.isFinite(nearest) ? nearest : Number.NaN;
}
