import { FeatureCatalogue } from '../../data/features/feature-catalogue.ts';
import type { Columns } from '../../data/features/kernel.ts';

/** Features of every candle of a series. */
export type RowFeatures = {
  readonly names: readonly string[];
  /** Rows before every feature can be trusted. */
  readonly warmUp: number;
  /** Row-major [candles x names]; NaN where a feature has no value. */
  readonly values: Float32Array;
};

/** Columns of features as rows, in the order of the columns. */
export function rowFeatures(rows: number, columns: Columns): RowFeatures {
  const names = Object.keys(columns);
  const values = new Float32Array(rows * names.length).fill(Number.NaN);
  for (const [k, name] of names.entries()) {
    const column = columns[name] ?? new Float64Array();
    for (let row = 0; row < column.length; row += 1) values[row * names.length + k] = column[row] ?? Number.NaN;
  }
  return { names, warmUp: warmUpOf(names), values };
}

/** Rows before features have forgotten where the history began (to a millionth). */
export function warmUpOf(names: readonly string[]): number {
  const wanted = new Set(names);
  return Math.max(...FeatureCatalogue.open().features.map(({ name, warmUp }) => (wanted.has(name) ? warmUp : 0)));
}

/** Some columns of rows, in the order of `wanted`. @param values row-major [rows x names] */
export function pickColumns(names: readonly string[], values: Float32Array, wanted: readonly string[]): Float32Array {
  const places = wanted.map(name => names.indexOf(name));
  const rows = values.length / names.length;
  const picked = new Float32Array(rows * wanted.length);
  for (let row = 0; row < rows; row += 1) {
    for (const [k, place] of places.entries()) {
      picked[row * wanted.length + k] = values[row * names.length + place] ?? Number.NaN;
    }
  }
  return picked;
}
