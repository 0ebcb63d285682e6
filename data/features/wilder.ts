import { here } from './here.ts';
import { defineKernel, runKernel, wilderForgotten } from './kernel.ts';
import { period as checked } from './period.ts';
import { periodOf } from './rows-parameter.ts';

/**
 * Wilder's smoothing: the mean of the first `period` rows, then x = (x (period - 1) + value) / period.
 * First value at the `period`-th finite row.
 * Source: Wilder, "New Concepts in Technical Trading Systems", 1978.
 */
export const wilderKernel = defineKernel({
  name: 'wilder',
  inputs: ['values'],
  outputs: ['value'],
  schema: periodOf(14),
  warmUp: ({ period }) => period - 1,
  forgets: ({ period }) => wilderForgotten(period),
  open({ inputs: { values }, outputs: { value }, parameters: { period } }) {
    let carriedRun = 0;
    let carriedLevel = 0;
    return (from, to) => {
      let run = carriedRun;
      let level = carriedLevel;
      for (let i = from; i < to; i += 1) {
        const x = here(values, i);
        run = Number.isFinite(x) ? run + 1 : 0;
        level = smoothed(level, x, run, period);
        value[i] = run >= period ? level : Number.NaN;
      }
      carriedRun = run;
      carriedLevel = level;
    };
  },
});

/** Wilder's next level at the `run`-th row: a sum until the seed, which is its mean, then Wilder's step. */
export function smoothed(level: number, x: number, run: number, period: number): number {
  if (run > period) return (level * (period - 1) + x) / period;
  if (run === 0) return 0;
  return run === period ? (level + x) / period : level + x;
}

/** `wilderKernel` over a whole column. */
export const wilder = (values: Float64Array, period: number): Float64Array =>
  runKernel(wilderKernel, { values }, { period: checked(period) }).value;
