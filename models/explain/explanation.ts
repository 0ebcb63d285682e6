/**
 * How much each feature moved each output away from the mean: `base` plus the row's `phi` is the output. Row-major
 * [rows x players]; a player is a column, which may stand for more than one number.
 */
export type Explanation = {
  /** Mean output over the background. */
  readonly base: number;
  readonly phi: Float64Array;
  readonly rows: number;
  readonly players: number;
};

/** Any model: tables of some columns, row-major, to one output for each row. */
export type Model = (cells: Float64Array, rows: number) => ArrayLike<number> | Promise<ArrayLike<number>>;
