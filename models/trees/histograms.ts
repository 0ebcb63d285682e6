import { here } from '../../data/features/here.ts';
import type { BinnedTable } from './binned-table.ts';

/** Numbers kept for each bin: sum of gradients, sum of hessians, rows. */
export const binWidth = 3;

export type HistogramRows = {
  order: Int32Array;
  from: number;
  to: number;
  columns: readonly number[];
  derivatives: { gradient: Float64Array; hessian: Float64Array };
};

/** Sums of derivatives by bin of every column, for as many leaves as a tree may have. */
export class Histograms {
  readonly #table: BinnedTable;
  readonly #each: readonly Float64Array[];
  /** Place of the first bin of each column, and the end. */
  readonly #starts: Int32Array;
  readonly #gradient: Float64Array;
  readonly #hessian: Float64Array;

  constructor(table: BinnedTable, leaves: number) {
    this.#table = table;
    this.#starts = new Int32Array(table.edges.length + 1);
    for (const [j, edges] of table.edges.entries()) {
      this.#starts[j + 1] = (this.#starts[j] ?? 0) + binWidth * (edges.length + 2);
    }
    const length = this.#starts[table.edges.length] ?? 0;
    this.#each = Array.from({ length: leaves }, () => new Float64Array(length));
    this.#gradient = new Float64Array(table.rows);
    this.#hessian = new Float64Array(table.rows);
  }

  /** All sums of a leaf: `binWidth` numbers for each bin, column after column. */
  of(histogram: number): Float64Array {
    return this.#each[histogram] ?? new Float64Array(0);
  }

  /** Where the bins of a column begin; its last bin, before those of the next column, holds the missing values. */
  startOf(column: number): number {
    return this.#starts[column] ?? 0;
  }

  /** Sums rows [from, to) of an order. */
  fill(histogram: number, { order, from, to, columns, derivatives }: HistogramRows): void {
    const gradient = this.#gradient;
    const hessian = this.#hessian;
    for (let i = from; i < to; i += 1) {
      gradient[i - from] = here(derivatives.gradient, order[i] ?? 0);
      hessian[i - from] = here(derivatives.hessian, order[i] ?? 0);
    }
    const { codes, rows } = this.#table;
    const sums = this.of(histogram);
    for (const column of columns) {
      const first = this.startOf(column);
      const start = column * rows;
      sums.fill(0, first, this.startOf(column + 1));
      for (let i = from; i < to; i += 1) {
        const place = first + binWidth * (codes[start + (order[i] ?? 0)] ?? 0);
        sums[place] = here(sums, place) + here(gradient, i - from);
        sums[place + 1] = here(sums, place + 1) + here(hessian, i - from);
        sums[place + 2] = here(sums, place + 2) + 1;
      }
    }
  }

  /** Takes `other` away from `histogram`. */
  subtract(histogram: number, other: number, columns: readonly number[]): void {
    const sums = this.of(histogram);
    const less = this.of(other);
    for (const column of columns) {
      const end = this.startOf(column + 1);
      for (let i = this.startOf(column); i < end; i += 1) sums[i] = here(sums, i) - here(less, i);
    }
  }
}
