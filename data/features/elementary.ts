import { at } from '../at.ts';
import { defineKernel } from './kernel.ts';
import { noParameters } from './rows-parameter.ts';

/** A kernel that maps every row of one column by a function. */
const unary = <const Name extends string>(name: Name, map: (x: number) => number) =>
  defineKernel({
    name,
    inputs: ['values'],
    outputs: ['value'],
    schema: noParameters,
    open:
      ({ inputs: { values }, outputs: { value } }) =>
      (from, to) => {
        for (let i = from; i < to; i += 1) {
          const x = at(values, i);
          value[i] = Number.isFinite(x) ? map(x) : Number.NaN;
        }
      },
  });

/** -1, 0 or 1. */
const sign = unary('sign', Math.sign);

const absolute = unary('absolute', Math.abs);

/** The value where it is above 0, else 0. */
const positivePart = unary('positive_part', x => (x > 0 ? x : 0));

/** The square root of the size with the sign of the value: what is usually above 0 loses nothing where it is not. */
const signedRoot = unary('signed_root', x => Math.sign(x) * Math.sqrt(Math.abs(x)));

/** left + right. */
const sum = defineKernel({
  name: 'sum',
  inputs: ['left', 'right'],
  outputs: ['value'],
  schema: noParameters,
  open:
    ({ inputs: { left, right }, outputs: { value } }) =>
    (from, to) => {
      for (let i = from; i < to; i += 1) value[i] = at(left, i) + at(right, i);
    },
});

/** ln(left / right); NaN unless both are above 0. */
const logRatio = defineKernel({
  name: 'log_ratio',
  inputs: ['left', 'right'],
  outputs: ['value'],
  schema: noParameters,
  open:
    ({ inputs: { left, right }, outputs: { value } }) =>
    (from, to) => {
      for (let i = from; i < to; i += 1) {
        const [above, below] = [at(left, i), at(right, i)];
        value[i] = above > 0 && below > 0 ? Math.log(above / below) : Number.NaN;
      }
    },
});

/** Elementary functions of single rows. */
export const elementaryKernels = [sign, absolute, positivePart, signedRoot, sum, logRatio] as const;
