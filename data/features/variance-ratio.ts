import { z } from 'zod';
import { at } from '../at.ts';
import { here } from './here.ts';
import { defineKernel } from './kernel.ts';
import { quotient } from './pointwise.ts';
import { rows } from './rows-parameter.ts';
import { openRollingVariance } from './standard-deviation.ts';

/**
 * Variance of the last `period` changes over `horizon` rows against `horizon` times that of changes over one row: 1 for a
 * random walk, above it for trends, below it for reversion.
 * Source: Lo and MacKinlay, Review of Financial Studies 1 (1988) 41-66.
 */
export const varianceRatioKernel = defineKernel({
  name: 'variance_ratio',
  inputs: ['values'],
  outputs: ['value'],
  schema: z.strictObject({ horizon: rows(4, 2), period: rows(63, 2) }),
  lookback: ({ horizon, period }) => Math.max(horizon, period - 1),
  warmUp: ({ horizon, period }) => horizon + period - 1,
  open({ inputs: { values }, outputs: { value }, parameters: { horizon, period }, scratch }) {
    const [short, long, single, many] = [scratch(), scratch(), scratch(), scratch()];
    const stages = [
      openRollingVariance(short, single, period, period, false),
      openRollingVariance(long, many, period, period, false),
    ];
    return (from, to) => {
      for (let i = from; i < to; i += 1) {
        short[i] = here(values, i) - at(values, i - 1);
        long[i] = here(values, i) - at(values, i - horizon);
      }
      for (const stage of stages) stage(from, to);
      for (let i = from; i < to; i += 1) value[i] = quotient(here(many, i), horizon * here(single, i));
    };
  },
});
