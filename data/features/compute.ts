import type { CandleSeries } from '../candle.ts';
import { FeatureCatalogue } from './feature-catalogue.ts';
import { FeatureStream } from './feature-stream.ts';
import { here } from './here.ts';
import type { Columns } from './kernel.ts';

/** Features by name on shared memory, each of the length of the inputs. */
export type Features = {
  readonly length: number;
  /** Values; NaN where there is none. */
  readonly columns: Columns;
  /** 1 where the column of the same name has a value, else 0. */
  readonly available: Readonly<Record<string, Uint8Array>>;
  /** Features that have no value at all here, with the inputs that are not at hand. */
  readonly missing: ReadonlyMap<string, readonly string[]>;
};

/** Rows that are computed at one go: few enough for the processor's cache, and many to each move of the window. */
const portion = 2048;

/** The columns that a series of candles brings. */
export const candleColumns = ({ openAt, open, high, low, close, volume }: CandleSeries): Columns => ({
  open_at: openAt,
  open,
  high,
  low,
  close,
  volume,
});

/** A column on shared memory: worker threads see the same bytes. */
export const sharedColumn = (length: number): Float64Array =>
  new Float64Array(new SharedArrayBuffer(length * Float64Array.BYTES_PER_ELEMENT));
const sharedMask = (length: number): Uint8Array => new Uint8Array(new SharedArrayBuffer(length));

/**
 * Computes a set of features over whole columns.
 * @param set the name of a set, or names of features
 * @param inputs input columns of one length, oldest row first: `candleColumns` and whatever else is at hand
 * @throws QuaestorError `data.unknown-feature` that lists the sets and the nearest names
 */
export function compute(
  set: string | readonly string[],
  inputs: Columns,
  catalogue: FeatureCatalogue = FeatureCatalogue.open(),
): Features {
  const features = emptyFeatures(catalogue.namesOf(set), inputs);
  const missing = computeInto(features, inputs, catalogue);
  return { ...features, missing };
}

/** Columns and masks on shared memory, without values yet. */
export function emptyFeatures(names: readonly string[], inputs: Columns): Omit<Features, 'missing'> {
  const length = Math.max(0, ...Object.values(inputs).map(column => column.length));
  return {
    length,
    columns: Object.fromEntries(names.map(name => [name, sharedColumn(length)])),
    available: Object.fromEntries(names.map(name => [name, sharedMask(length)])),
  };
}

/** Fills the columns and masks of the features that it is handed, and gives those that are missing. */
export function computeInto(
  { length, columns, available }: Omit<Features, 'missing'>,
  inputs: Columns,
  catalogue: FeatureCatalogue,
): Features['missing'] {
  const plan = catalogue.plan(Object.keys(columns), Object.keys(inputs));
  for (const name of plan.missing.keys()) columns[name]?.fill(Number.NaN);
  const stream = new FeatureStream(plan, Math.min(portion, length));
  for (let from = 0; from < length; from += portion) {
    const rows = stream.push(inputs, from, Math.min(length, from + portion));
    for (const [name, values] of rows) {
      const [column, mask] = [columns[name], available[name]];
      if (column && mask) deliver(values, column, mask, from);
    }
  }
  return plan.missing;
}

/** Copies values to their rows and marks the finite ones; anything else is NaN and unmarked. */
function deliver(values: Float64Array, column: Float64Array, mask: Uint8Array, from: number): void {
  column.set(values, from);
  mask.fill(1, from, from + values.length);
  // Rows are looked at one by one only where the sum of eight is not finite, which is seldom.
  for (let first = 0; first < values.length; first += 8) {
    if (first + 8 <= values.length && Number.isFinite(sumOfEight(values, first))) continue;
    const end = Math.min(first + 8, values.length);
    for (let i = first; i < end; i += 1) {
      if (Number.isFinite(values[i])) continue;
      column[from + i] = Number.NaN;
      mask[from + i] = 0;
    }
  }
}

const sumOfEight = (values: Float64Array, i: number): number =>
  here(values, i) +
  here(values, i + 1) +
  (here(values, i + 2) + here(values, i + 3)) +
  (here(values, i + 4) + here(values, i + 5) + (here(values, i + 6) + here(values, i + 7)));
