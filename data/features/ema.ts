import { z } from 'zod';
import { here } from './here.ts';
import { type Advance, defineKernel, emaForgotten, runKernel } from './kernel.ts';
import { period as checked } from './period.ts';
import { rows } from './rows-parameter.ts';

/**
 * Exponential moving average with weight 2 / (period + 1), in the unit of the input.
 * The seed is the mean of the first `period` rows, so the first value stands at row skip + period - 1 (TA-Lib EMA).
 * `skip` leaves out rows before the seed; MACD aligns its two averages with it.
 */
export const emaKernel = defineKernel({
  name: 'ema',
  inputs: ['values'],
  outputs: ['value'],
  schema: z.strictObject({ period: rows(20), skip: rows(0, 0) }),
  warmUp: ({ period, skip }) => skip + period - 1,
  forgets: ({ period }) => emaForgotten(period),
  open: ({ inputs: { values }, outputs: { value }, parameters: { period, skip } }) =>
    openEma(values, value, period, { skip }),
});

/** An exponential average of any weight, seeded with the mean of the `period` rows after `skip`. */
export function openEma(
  values: Float64Array,
  value: Float64Array,
  period: number,
  { skip = 0, weight = 2 / (period + 1) }: { skip?: number; weight?: number } = {},
): Advance {
  const seededAt = skip + period;
  let carriedRun = 0;
  let carriedLevel = 0;
  return (from, to) => {
    let run = carriedRun;
    let level = carriedLevel;
    for (let i = from; i < to; i += 1) {
      const x = here(values, i);
      run = Number.isFinite(x) ? run + 1 : 0;
      level = run > seededAt ? level + (x - level) * weight : seedLevel(level, x, run, skip, period);
      value[i] = run >= seededAt ? level : Number.NaN;
    }
    carriedRun = run;
    carriedLevel = level;
  };
}

/** The sum of the rows after `skip`, and at the `period`-th of them their mean. */
function seedLevel(level: number, x: number, run: number, skip: number, period: number): number {
  if (run <= skip) return 0;
  const sum = level + x;
  return run === skip + period ? sum / period : sum;
}

/** `emaKernel` over a whole column. */
export const ema = (values: Float64Array, period: number, skip = 0): Float64Array =>
  runKernel(emaKernel, { values }, { period: checked(period), skip }).value;
