/**
 * The value of a row; NaN before the first row. The row is compared first because a typed array that is ever read outside
 * its bounds is compiled to slower code everywhere.
 */
export const at = (values: Float64Array, row: number): number => (row < 0 ? Number.NaN : (values[row] ?? Number.NaN));
