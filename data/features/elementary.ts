import { here } from './here.ts';
import { defineKernel } from './kernel.ts';
import { logOf } from './log-of.ts';
import { noParameters } from './rows-parameter.ts';

/** The value itself; NaN unless it is finite. */
const finite = (x: number): number => (Number.isFinite(x) ? x : Number.NaN);

/** -1, 0 or 1. */
const sign = defineKernel({
  name: 'sign',
  inputs: ['values'],
  outputs: ['value'],
  schema: noParameters,
  open:
    ({ inputs: { values }, outputs: { value } }) =>
    (from, to) => {
      for (let i = from; i < to; i += 1) value[i] = Math.sign(finite(here(values, i)));
    },
});

const absolute = defineKernel({
  name: 'absolute',
  inputs: ['values'],
  outputs: ['value'],
  schema: noParameters,
  open:
    ({ inputs: { values }, outputs: { value } }) =>
    (from, to) => {
      for (let i = from; i < to; i += 1) value[i] = Math.abs(finite(here(values, i)));
    },
});

/** The value where it is above 0, else 0. */
const positivePart = defineKernel({
  name: 'positive_part',
  inputs: ['values'],
  outputs: ['value'],
  schema: noParameters,
  open:
    ({ inputs: { values }, outputs: { value } }) =>
    (from, to) => {
      for (let i = from; i < to; i += 1) value[i] = Math.max(0, finite(here(values, i)));
    },
});

const rootOf = (x: number): number => Math.sign(x) * Math.sqrt(Math.abs(x));

/** The square root of the size with the sign of the value: what is usually above 0 loses nothing where it is not. */
const signedRoot = defineKernel({
  name: 'signed_root',
  inputs: ['values'],
  outputs: ['value'],
  schema: noParameters,
  open:
    ({ inputs: { values }, outputs: { value } }) =>
    (from, to) => {
      for (let i = from; i < to; i += 1) value[i] = rootOf(finite(here(values, i)));
    },
});

/** left + right. */
const sum = defineKernel({
  name: 'sum',
  inputs: ['left', 'right'],
  outputs: ['value'],
  schema: noParameters,
  open:
    ({ inputs: { left, right }, outputs: { value } }) =>
    (from, to) => {
      for (let i = from; i < to; i += 1) value[i] = here(left, i) + here(right, i);
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
      for (let i = from; i < to; i += 1) value[i] = logOf(here(left, i), here(right, i));
    },
});

/** Elementary functions of single rows. */
export const elementaryKernels = [sign, absolute, positivePart, signedRoot, sum, logRatio] as const;
