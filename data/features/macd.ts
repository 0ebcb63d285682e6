import { z } from 'zod';
import { QuaestorError } from '../../config/errors.ts';
import { openEma } from './ema.ts';
import { here } from './here.ts';
import { type Advance, defineKernel, emaForgotten, forgotten, runKernel } from './kernel.ts';
import { rows } from './rows-parameter.ts';

/**
 * Moving average convergence divergence, in the unit of the input: EMA(fast) - EMA(slow), its EMA(signal), and the
 * difference of both. All three start at row slow + signal - 2 (TA-Lib MACD): the fast average is seeded on the rows
 * that end where the slow seed ends.
 */
export const macdKernel = defineKernel({
  name: 'macd',
  inputs: ['values'],
  outputs: ['line', 'signal', 'histogram'],
  schema: z
    .strictObject({ fast: rows(12), slow: rows(26), signal: rows(9) })
    .refine(({ fast, slow }) => fast < slow, 'fast is not below slow'),
  warmUp: ({ slow, signal }) => slow + signal - 2,
  forgets: ({ slow, signal }) => emaForgotten(slow) + emaForgotten(signal),
  open: ({ inputs: { values }, outputs, parameters: { fast, slow, signal }, scratch }) =>
    openMacd(values, outputs, { fast, slow, signal }, { fast: weightOf(fast), slow: weightOf(slow) }, scratch),
});

/**
 * MACD of 12 and 26 rows with the fixed weights 0.15 and 0.075 of its author instead of 2 / (period + 1).
 * First value at row signal + 24 (TA-Lib MACDFIX).
 */
export const macdFixKernel = defineKernel({
  name: 'macd_fix',
  inputs: ['values'],
  outputs: ['line', 'signal', 'histogram'],
  schema: z.strictObject({ signal: rows(9) }),
  warmUp: ({ signal }) => signal + 24,
  forgets: ({ signal }) => forgotten(1 - 0.075) + emaForgotten(signal),
  open: ({ inputs: { values }, outputs, parameters: { signal }, scratch }) =>
    openMacd(values, outputs, { fast: 12, slow: 26, signal }, { fast: 0.15, slow: 0.075 }, scratch),
});

/** Both averages are seeded on rows that end together. */
function openMacd(
  values: Float64Array,
  { line, signal, histogram }: Macd,
  periods: { fast: number; slow: number; signal: number },
  weights: { fast: number; slow: number },
  scratch: () => Float64Array,
): Advance {
  const [quick, slow, gap] = [scratch(), scratch(), scratch()];
  const stages = [
    openEma(values, quick, periods.fast, { skip: periods.slow - periods.fast, weight: weights.fast }),
    openEma(values, slow, periods.slow, { weight: weights.slow }),
  ];
  const smooth = openEma(gap, signal, periods.signal);
  return (from, to) => {
    for (const stage of stages) stage(from, to);
    for (let i = from; i < to; i += 1) gap[i] = here(quick, i) - here(slow, i);
    smooth(from, to);
    for (let i = from; i < to; i += 1) {
      const smoothed = here(signal, i);
      line[i] = Number.isNaN(smoothed) ? Number.NaN : here(gap, i);
      histogram[i] = here(gap, i) - smoothed;
    }
  };
}

const weightOf = (period: number): number => 2 / (period + 1);

export type Macd = { line: Float64Array; signal: Float64Array; histogram: Float64Array };

/**
 * `macdKernel` over a whole column.
 * @throws QuaestorError `bug.unexpected` when fast > slow
 */
export function macd(values: Float64Array, fast: number, slow: number, signal: number): Macd {
  if (fast > slow) throw new QuaestorError('bug.unexpected', `MACD needs fast <= slow, got ${fast} and ${slow}.`);
  return runKernel(macdKernel, { values }, { fast, slow, signal });
}
