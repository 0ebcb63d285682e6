import { z } from 'zod';
import { QuaestorError } from '../../config/errors.ts';
import { mean, sampleDeviation, skewnessOf } from '../performance/moments.ts';

/** Standardised values beyond this many deviations are cut to it. */
export const mostDeviations = 5;

/** What a fold taught of each column. `log` says that mean and deviation are those of the column's logarithm. */
export const Standard = z.object({
  columns: z.array(
    z.object({ name: z.string(), log: z.boolean(), mean: z.number(), deviation: z.number().positive() }),
  ),
});
export type Standard = z.infer<typeof Standard>;
type ColumnStandard = Standard['columns'][number];

export type Standardised = {
  /** Row-major, within -5 and 5; 0, the fold's mean, where a value is missing. */
  readonly values: Float32Array;
  /** For each row how many values were missing, and how many were cut to 5 deviations. */
  readonly missing: Uint16Array;
  readonly clipped: Uint16Array;
};

/**
 * Mean and deviation of each column over the training rows. A column that is positive on all of them and less skewed as
 * a logarithm is taken as one.
 * @param values row-major [any number of rows x names]
 * @throws QuaestorError `model.bad-data` that names a column which is constant or has a missing value in those rows
 */
export function learnStandard(names: readonly string[], values: Float32Array, rows: Int32Array): Standard {
  if (rows.length < 2) {
    throw new QuaestorError('model.bad-data', `Standardising needs at least 2 training rows, got ${rows.length}.`);
  }
  const columnOf = (k: number) => Float64Array.from(rows, row => values[row * names.length + k] ?? Number.NaN);
  return { columns: names.map((name, k) => learnColumn(name, columnOf(k))) };
}

/** Under the rolling normalisation nothing is learned: places from 0 to 1 become -1 to 1. */
export const rollingStandard = (names: readonly string[]): Standard => ({
  columns: names.map(name => ({ name, log: false, mean: 0.5, deviation: 0.5 })),
});

function learnColumn(name: string, column: Float64Array): ColumnStandard {
  const absent = column.reduce((count, value) => count + (Number.isFinite(value) ? 0 : 1), 0);
  if (absent > 0) throw refuse(name, `is missing in ${absent} of ${column.length} training rows`);
  if (!(sampleDeviation(column) > 1e-12 * Math.abs(mean(column)))) {
    throw refuse(name, `is constant (${column[0]}) on all ${column.length} training rows`);
  }
  const logarithms = column.every(value => value > 0) ? column.map(Math.log) : undefined;
  const log = logarithms !== undefined && Math.abs(skewnessOf(logarithms)) < Math.abs(skewnessOf(column));
  const taken = log ? logarithms : column;
  return { name, log, mean: mean(taken), deviation: sampleDeviation(taken) };
}

const refuse = (name: string, fault: string) =>
  new QuaestorError('model.bad-data', `Column "${name}" ${fault}: leave it out or bring its data.`, { column: name });

/** Deviations from the fold's mean; NaN where the value is missing. The logarithm of what is not positive is the least. */
export function deviationsFrom({ log, mean: centre, deviation }: ColumnStandard, value: number): number {
  if (Number.isNaN(value)) return Number.NaN;
  return ((log ? Math.log(Math.max(value, 0)) : value) - centre) / deviation;
}

/** A deviation as the network reads it: within -5 and 5, and at the fold's mean where it is missing. */
export const bounded = (distance: number): number => Math.min(Math.max(distance || 0, -mostDeviations), mostDeviations);

/** What was learned of the columns, applied to any rows. @param values row-major [rows x columns of the standard] */
export function standardise({ columns }: Standard, values: Float32Array): Standardised {
  const count = Math.floor(values.length / columns.length);
  const out = new Float32Array(values.length);
  const [missing, clipped] = [new Uint16Array(count), new Uint16Array(count)];
  for (let row = 0; row < count; row += 1) {
    const first = row * columns.length;
    const distances = columns.map((column, k) => deviationsFrom(column, values[first + k] ?? Number.NaN));
    out.set(distances.map(bounded), first);
    missing[row] = distances.filter(Number.isNaN).length;
    clipped[row] = distances.filter(distance => Math.abs(distance) > mostDeviations).length;
  }
  return { values: out, missing, clipped };
}
