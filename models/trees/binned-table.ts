import { QuaestorError } from '../../config/errors.ts';
import { here } from '../../data/features/here.ts';
import type { Cells } from './cells.ts';

/** Codes of one byte: at most this many bins of values, and one code after the last for a missing value. */
export const mostBins = 255;

/** Values replaced by the number of their bin. */
export type BinnedTable = {
  readonly rows: number;
  /** Column-major [columns x rows]: building a histogram reads one column. */
  readonly codes: Uint8Array;
  /** For each column the upper bounds of all bins but the last: a value at most `edges[b]` lies in bin b or before. */
  readonly edges: readonly Float64Array[];
};

/**
 * Cuts every column into at most 255 bins of about as many rows; bounds lie half way between neighbouring values, so a
 * column with few distinct values loses nothing. Code `edges.length + 1` stands for a missing value.
 * @throws QuaestorError `model.bad-data` that names a column whose values are all the same or all missing
 */
export function binTable({ values, rows, width }: Cells, names: readonly string[]): BinnedTable {
  const codes = new Uint8Array(rows * width);
  const column = new Float64Array(rows);
  const edges = names.map((name, j) => {
    for (let i = 0; i < rows; i += 1) column[i] = here(values, i * width + j);
    const cuts = cutsOf(column.filter(value => !Number.isNaN(value)).sort());
    if (cuts.length === 0) {
      throw new QuaestorError('model.bad-data', `Column "${name}" is constant, so it explains nothing.`, {
        column: name,
      });
    }
    for (let i = 0; i < rows; i += 1) codes[j * rows + i] = codeOf(cuts, here(column, i));
    return cuts;
  });
  return { rows, codes, edges };
}

/** Bounds between bins, rising. @param sorted values that are there, rising */
function cutsOf(sorted: Float64Array): Float64Array {
  const distinct = sorted.filter((value, i) => i === 0 || value > here(sorted, i - 1));
  if (distinct.length <= mostBins) return distinct.slice(1).map((value, k) => between(here(distinct, k), value));
  const cuts: number[] = [];
  for (let k = 1; k < mostBins; k += 1) {
    let rank = Math.floor((k * sorted.length) / mostBins);
    while (rank < sorted.length && here(sorted, rank) === here(sorted, rank - 1)) rank += 1;
    const cut = rank < sorted.length ? between(here(sorted, rank - 1), here(sorted, rank)) : Number.NaN;
    if (cut > (cuts.at(-1) ?? Number.NEGATIVE_INFINITY)) cuts.push(cut);
  }
  return Float64Array.from(cuts);
}

/** Half way, but below `above` even where rounding would reach it. */
function between(below: number, above: number): number {
  const middle = below / 2 + above / 2;
  return middle < above && middle >= below ? middle : below;
}

/** Number of bounds below the value; one past the last bin for a missing value. */
function codeOf(cuts: Float64Array, value: number): number {
  if (Number.isNaN(value)) return cuts.length + 1;
  let low = 0;
  let high = cuts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (here(cuts, middle) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
