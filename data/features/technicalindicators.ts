import { createRequire } from 'node:module';

/** What is used of the package: each of its indicators takes arrays and gives numbers or records of numbers. */
type Library = Readonly<Record<string, { calculate(input: object): (number | Readonly<Record<string, number>>)[] }>>;
type Input = Readonly<Record<string, number | boolean | Float64Array>>;

const load = createRequire(import.meta.url);
let loaded: Library | undefined;

/** The package, read at its first use. */
function library(): Library {
  loaded ??= load('technicalindicators') as Library;
  return loaded;
}

/**
 * Columns of an indicator of the package `technicalindicators` 3.1.0, aligned to the end of the inputs and NaN before their
 * first value; an input row that is not finite gives NaN and begins the indicator anew, as the package does not.
 *
 * The package differs from TA-Lib in many places, which `technicalindicators.test.ts` lists: the catalogue takes from it
 * only what agrees.
 * @param indicator the package's name, such as `KST`
 * @param input its columns and parameters
 * @param outputs keys of its records; `value` where it gives plain numbers
 */
export function technicalIndicator<const Out extends string>(
  indicator: string,
  input: Input,
  outputs: readonly Out[],
): Record<Out, Float64Array> {
  const columns = Object.values(input).filter(value => value instanceof Float64Array);
  const length = Math.min(...columns.map(column => column.length));
  const result = Object.fromEntries(
    outputs.map(output => [output, new Float64Array(length).fill(Number.NaN)]),
  ) as Record<Out, Float64Array>;
  for (const [from, to] of stretches(columns, length)) {
    const rows = library()[indicator]?.calculate(cut(input, from, to)) ?? [];
    for (const output of outputs) align(rows, output, result[output].subarray(from, to));
  }
  return result;
}

/** Ranges of rows in which all columns are finite. */
function stretches(columns: readonly Float64Array[], length: number): [number, number][] {
  const found: [number, number][] = [];
  let from = 0;
  for (let i = 0; i <= length; i += 1) {
    if (i < length && columns.every(column => Number.isFinite(column[i]))) continue;
    if (i > from) found.push([from, i]);
    from = i + 1;
  }
  return found;
}

const cut = (input: Input, from: number, to: number): object =>
  Object.fromEntries(
    Object.entries(input).map(([name, value]) => [
      name,
      value instanceof Float64Array ? Array.from(value.subarray(from, to)) : value,
    ]),
  );

/** Puts the results at the end of the column; a result that is not finite stays NaN. */
function align(rows: readonly (number | Readonly<Record<string, number>>)[], output: string, column: Float64Array) {
  const missing = column.length - rows.length;
  for (const [k, row] of rows.entries()) {
    const value = typeof row === 'number' ? row : row[output];
    if (missing + k >= 0 && value !== undefined && Number.isFinite(value)) column[missing + k] = value;
  }
}
