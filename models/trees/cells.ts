import { QuaestorError } from '../../config/errors.ts';
import { didYouMean } from '../../config/suggest.ts';
import type { Columns } from '../../data/features/kernel.ts';

/** A table of numbers, row-major [rows x columns]: a walk down a tree reads one row. NaN is a missing value. */
export type Cells = { readonly values: Float64Array; readonly rows: number; readonly width: number };

const refuse = (message: string, column: string) => new QuaestorError('model.bad-data', message, { column });

/**
 * The named columns, in that order, as one table.
 * @throws QuaestorError `data.unknown-feature` for a column that is not given, `model.bad-data` that names a column of
 * another length than the first, or one that holds an infinite value
 */
export function cellsOf(columns: Columns, names: readonly string[]): Cells {
  const width = names.length;
  const rows = columns[names[0] ?? '']?.length ?? 0;
  const values = new Float64Array(rows * width);
  for (const [j, name] of names.entries()) {
    const column = columns[name];
    if (!column) {
      const near = didYouMean(name, Object.keys(columns));
      throw new QuaestorError('data.unknown-feature', `The trees need a column "${name}".${near}`, { name });
    }
    if (column.length !== rows)
      throw refuse(`Column "${name}" has ${column.length} rows, "${names[0]}" ${rows}.`, name);
    fillColumn(values, column, name, { from: j, step: width });
  }
  return { values, rows, width };
}

type Place = { readonly from: number; readonly step: number };

function fillColumn(values: Float64Array, column: Float64Array, name: string, { from, step }: Place): void {
  for (const [i, value] of column.entries()) {
    if (Math.abs(value) === Number.POSITIVE_INFINITY) {
      throw refuse(`Column "${name}" holds an infinite value in row ${i}: make it finite, or NaN for missing.`, name);
    }
    values[from + i * step] = value;
  }
}
