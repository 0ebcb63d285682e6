import { z } from 'zod';
import { at } from '../at.ts';
import { openEma } from './ema.ts';
import { here } from './here.ts';
import { type Advance, defineKernel, emaForgotten } from './kernel.ts';
import { quotient } from './pointwise.ts';
import { periodOf, rows } from './rows-parameter.ts';

/** Exponential averages of one another: the first of the values, each further one of the one before. */
function openChain(values: Float64Array, levels: readonly Float64Array[], period: number): Advance {
  const stages = levels.map((level, k) => openEma(levels[k - 1] ?? values, level, period));
  return (from, to) => {
    for (const stage of stages) stage(from, to);
  };
}

/**
 * Double exponential moving average: 2 e1 - e2. First value at row 2 (period - 1) (TA-Lib DEMA).
 * Source: Mulloy, Technical Analysis of Stocks & Commodities, January 1994.
 */
export const demaKernel = defineKernel({
  name: 'dema',
  inputs: ['values'],
  outputs: ['value'],
  schema: periodOf(20),
  warmUp: ({ period }) => 2 * (period - 1),
  forgets: ({ period }) => 2 * emaForgotten(period),
  open({ inputs: { values }, outputs: { value }, parameters: { period }, scratch }) {
    const [once, twice] = [scratch(), scratch()];
    const chain = openChain(values, [once, twice], period);
    return (from, to) => {
      chain(from, to);
      for (let i = from; i < to; i += 1) value[i] = 2 * here(once, i) - here(twice, i);
    };
  },
});

/**
 * Triple exponential moving average: 3 e1 - 3 e2 + e3. First value at row 3 (period - 1) (TA-Lib TEMA).
 * Source: Mulloy, Technical Analysis of Stocks & Commodities, February 1994.
 */
export const temaKernel = defineKernel({
  name: 'tema',
  inputs: ['values'],
  outputs: ['value'],
  schema: periodOf(20),
  warmUp: ({ period }) => 3 * (period - 1),
  forgets: ({ period }) => 3 * emaForgotten(period),
  open({ inputs: { values }, outputs: { value }, parameters: { period }, scratch }) {
    const [once, twice, thrice] = [scratch(), scratch(), scratch()];
    const chain = openChain(values, [once, twice, thrice], period);
    return (from, to) => {
      chain(from, to);
      for (let i = from; i < to; i += 1) value[i] = 3 * here(once, i) - 3 * here(twice, i) + here(thrice, i);
    };
  },
});

/**
 * Tillson's T3: the generalised double average three times over, written out on six chained averages, with volume factor
 * v. First value at row 6 (period - 1) (TA-Lib T3).
 * Source: Tillson, Technical Analysis of Stocks & Commodities, January 1998.
 */
export const t3Kernel = defineKernel({
  name: 't3',
  inputs: ['values'],
  outputs: ['value'],
  schema: z.strictObject({ period: rows(5), factor: z.number().min(0).max(1).default(0.7) }),
  warmUp: ({ period }) => 6 * (period - 1),
  forgets: ({ period }) => 6 * emaForgotten(period),
  open({ inputs: { values }, outputs: { value }, parameters: { period, factor: v }, scratch }) {
    const [third, fourth, fifth, sixth] = [scratch(), scratch(), scratch(), scratch()];
    const chain = openChain(values, [scratch(), scratch(), third, fourth, fifth, sixth], period);
    const square = v * v;
    const cube = v * v * v;
    const weights = [-cube, 3 * square + 3 * cube, -6 * square - 3 * v - 3 * cube, 1 + 3 * v + cube + 3 * square];
    const [c1 = 0, c2 = 0, c3 = 0, c4 = 0] = weights;
    return (from, to) => {
      chain(from, to);
      for (let i = from; i < to; i += 1)
        value[i] = c1 * here(sixth, i) + c2 * here(fifth, i) + c3 * here(fourth, i) + c4 * here(third, i);
    };
  },
});

/** Change per row of the triple-smoothed average in percent. First value at row 3 (period - 1) + 1 (TA-Lib TRIX). */
export const trixKernel = defineKernel({
  name: 'trix',
  inputs: ['values'],
  outputs: ['value'],
  schema: periodOf(18),
  lookback: () => 1,
  warmUp: ({ period }) => 3 * (period - 1) + 1,
  forgets: ({ period }) => 3 * emaForgotten(period),
  open({ inputs: { values }, outputs: { value }, parameters: { period }, scratch }) {
    const thrice = scratch();
    const chain = openChain(values, [scratch(), scratch(), thrice], period);
    return (from, to) => {
      chain(from, to);
      for (let i = from; i < to; i += 1) value[i] = 100 * (quotient(here(thrice, i), at(thrice, i - 1)) - 1);
    };
  },
});
