import { z } from 'zod';
import { at } from '../at.ts';
import { here } from './here.ts';
import { defineKernel } from './kernel.ts';
import { logOf } from './log-of.ts';
import { noParameters, periodOf } from './rows-parameter.ts';

/** A quotient; NaN when the divisor is 0, because nothing is known then. */
export const quotient = (numerator: number, divisor: number): number =>
  divisor === 0 ? Number.NaN : numerator / divisor;

/** left / right; NaN where right is 0. */
const ratio = defineKernel({
  name: 'ratio',
  inputs: ['left', 'right'],
  outputs: ['value'],
  schema: noParameters,
  open:
    ({ inputs: { left, right }, outputs: { value } }) =>
    (from, to) => {
      for (let i = from; i < to; i += 1) value[i] = quotient(here(left, i), here(right, i));
    },
});

/** left / right - 1: how far left stands from right, as a share of right. */
const distance = defineKernel({
  name: 'distance',
  inputs: ['left', 'right'],
  outputs: ['value'],
  schema: noParameters,
  open:
    ({ inputs: { left, right }, outputs: { value } }) =>
    (from, to) => {
      for (let i = from; i < to; i += 1) value[i] = quotient(here(left, i), here(right, i)) - 1;
    },
});

/** left - right. */
const difference = defineKernel({
  name: 'difference',
  inputs: ['left', 'right'],
  outputs: ['value'],
  schema: noParameters,
  open:
    ({ inputs: { left, right }, outputs: { value } }) =>
    (from, to) => {
      for (let i = from; i < to; i += 1) value[i] = here(left, i) - here(right, i);
    },
});

/** left x right. */
const product = defineKernel({
  name: 'product',
  inputs: ['left', 'right'],
  outputs: ['value'],
  schema: noParameters,
  open:
    ({ inputs: { left, right }, outputs: { value } }) =>
    (from, to) => {
      for (let i = from; i < to; i += 1) value[i] = here(left, i) * here(right, i);
    },
});

/** Natural logarithm; NaN where the value is not above 0. */
const log = defineKernel({
  name: 'log',
  inputs: ['values'],
  outputs: ['value'],
  schema: noParameters,
  open:
    ({ inputs: { values }, outputs: { value } }) =>
    (from, to) => {
      for (let i = from; i < to; i += 1) value[i] = here(values, i) > 0 ? Math.log(here(values, i)) : Number.NaN;
    },
});

/** Logarithmic change over `period` rows: ln(x / x before); NaN unless both are above 0. */
const logChange = defineKernel({
  name: 'log_change',
  inputs: ['values'],
  outputs: ['value'],
  schema: periodOf(1),
  lookback: ({ period }) => period,
  open:
    ({ inputs: { values }, outputs: { value }, parameters: { period } }) =>
    (from, to) => {
      for (let i = from; i < to; i += 1) value[i] = logOf(here(values, i), at(values, i - period));
    },
});

/** Change over `period` rows: x - x before (TA-Lib MOM). */
export const change = defineKernel({
  name: 'change',
  inputs: ['values'],
  outputs: ['value'],
  schema: periodOf(1),
  lookback: ({ period }) => period,
  open:
    ({ inputs: { values }, outputs: { value }, parameters: { period } }) =>
    (from, to) => {
      for (let i = from; i < to; i += 1) value[i] = here(values, i) - at(values, i - period);
    },
});

/** The value `period` rows before. */
const lag = defineKernel({
  name: 'lag',
  inputs: ['values'],
  outputs: ['value'],
  schema: periodOf(1),
  lookback: ({ period }) => period,
  open:
    ({ inputs: { values }, outputs: { value }, parameters: { period } }) =>
    (from, to) => {
      for (let i = from; i < to; i += 1) value[i] = at(values, i - period);
    },
});

/** factor x value + offset. */
const linear = defineKernel({
  name: 'linear',
  inputs: ['values'],
  outputs: ['value'],
  schema: z.strictObject({ factor: z.number().default(1), offset: z.number().default(0) }),
  open:
    ({ inputs: { values }, outputs: { value }, parameters: { factor, offset } }) =>
    (from, to) => {
      for (let i = from; i < to; i += 1) value[i] = factor * here(values, i) + offset;
    },
});

/** Arithmetic on single rows, and on a row and one before it. */
export const pointwiseKernels = [ratio, distance, difference, product, log, logChange, change, lag, linear] as const;
