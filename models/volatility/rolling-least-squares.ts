import { QuaestorError } from '../../config/errors.ts';
import { cholesky, solveCholesky } from './cholesky.ts';

/** Explanatory variables by name, all of the length of the target. */
export type Design = Readonly<Record<string, Float64Array>>;

/** One fit. The arrays are reused: they hold until the next fit. */
export type RollingFit = {
  intercept: number;
  /** One for each column, in the order of the design. */
  slopes: Float64Array;
  residuals: Float64Array;
  /** Residual sum of squares / (rows - columns - 1). */
  residualVariance: number;
};

/** Share of a column's variance that the columns before it must leave unexplained. */
const leastOwnShare = 1e-10;
/** Sums are formed anew after this many moves of the window, so that rounding does not pile up. */
const movesBeforeRefresh = 250;
/** Below this deviation, relative to its mean, a column may be constant but for rounding: its sums are formed anew. */
const suspiciousDeviation = 1e-5;

const refuse = (message: string, column: string) => new QuaestorError('model.bad-data', message, { column });

/**
 * Ordinary least squares of a target on an intercept and columns over windows of rows that move along. The sums of
 * squares and products are kept around a fixed centre; a row that enters or leaves changes them by one rank, and they
 * are formed anew now and then. Solved by Cholesky of the correlation matrix: centring and scaling first keeps the
 * normal equations well conditioned.
 * Source: Golub and Van Loan, "Matrix Computations", 4th edition, sections 4.2, 5.3 and 6.5.
 */
export class RollingLeastSquares {
  readonly #names: readonly string[];
  /** Columns, then the target. */
  readonly #width: number;
  /** Row-major [rows x width]. */
  readonly #cells: Float64Array;
  readonly #centre: Float64Array;
  readonly #sums: Float64Array;
  /** Lower triangle, row-major [width x width]. */
  readonly #products: Float64Array;
  readonly #slopes: Float64Array;
  readonly #means: Float64Array;
  readonly #lengths: Float64Array;
  #residuals = new Float64Array(0);
  #from = 0;
  #to = 0;
  #moves = movesBeforeRefresh;

  constructor(design: Design, target: Float64Array) {
    this.#names = Object.keys(design);
    const columns = [...Object.values(design), target];
    this.#width = columns.length;
    this.#cells = new Float64Array(target.length * columns.length);
    for (const [j, column] of columns.entries()) {
      for (let i = 0; i < target.length; i += 1) this.#cells[i * this.#width + j] = column[i] ?? Number.NaN;
    }
    this.#centre = new Float64Array(this.#width);
    this.#sums = new Float64Array(this.#width);
    this.#products = new Float64Array(this.#width ** 2);
    this.#means = new Float64Array(this.#width);
    this.#lengths = new Float64Array(this.#width);
    this.#slopes = new Float64Array(this.#width - 1);
  }

  /**
   * Fits rows [from, to). Cheap when the window has moved on by one row since the last fit.
   * @throws QuaestorError `model.bad-data` that names a column which is constant, not finite or a combination of those
   * before it, or when there are not more rows than coefficients
   */
  fit(from: number, to: number): RollingFit {
    const free = to - from - this.#width;
    if (free < 1) {
      const needed = this.#width + 1;
      throw refuse(`${this.#width} coefficients need ${needed} rows, got ${to - from}.`, this.#names.join(', '));
    }
    this.#moveTo(from, to);
    if (!this.#measure()) {
      this.#refresh(from, to);
      this.#measure();
      this.#refuseUseless();
    }
    const intercept = this.#solve();
    return { intercept, slopes: this.#slopes, ...this.#leave(from, to, free) };
  }

  #moveTo(from: number, to: number): void {
    const next = to === this.#to + 1 && (from === this.#from || from === this.#from + 1);
    if (!next || this.#moves >= movesBeforeRefresh) {
      this.#refresh(from, to);
      return;
    }
    this.#add(this.#to, 1);
    if (from > this.#from) this.#add(this.#from, -1);
    this.#moves += 1;
    this.#from = from;
    this.#to = to;
  }

  #refresh(from: number, to: number): void {
    this.#from = from;
    this.#to = to;
    this.#moves = 0;
    this.#centre.fill(0);
    this.#sums.fill(0);
    for (let i = from; i < to; i += 1) {
      for (let j = 0; j < this.#width; j += 1) this.#sums[j] = (this.#sums[j] ?? Number.NaN) + this.#cell(i, j);
    }
    for (let j = 0; j < this.#width; j += 1) this.#centre[j] = (this.#sums[j] ?? Number.NaN) / (to - from);
    this.#sums.fill(0);
    this.#products.fill(0);
    for (let i = from; i < to; i += 1) this.#add(i, 1);
  }

  #cell(row: number, column: number): number {
    return this.#cells[row * this.#width + column] ?? Number.NaN;
  }

  #add(row: number, sign: 1 | -1): void {
    const width = this.#width;
    const start = row * width;
    for (let j = 0; j < width; j += 1) {
      const apart = sign * ((this.#cells[start + j] ?? Number.NaN) - (this.#centre[j] ?? Number.NaN));
      this.#sums[j] = (this.#sums[j] ?? Number.NaN) + apart;
      const line = j * width;
      for (let k = 0; k <= j; k += 1) {
        const other = (this.#cells[start + k] ?? Number.NaN) - (this.#centre[k] ?? Number.NaN);
        this.#products[line + k] = (this.#products[line + k] ?? Number.NaN) + apart * other;
      }
    }
  }

  /** Sum of products around the means of the window. */
  #product(j: number, k: number): number {
    const rows = this.#to - this.#from;
    return (
      (this.#products[j * this.#width + k] ?? Number.NaN) -
      ((this.#sums[j] ?? Number.NaN) * (this.#sums[k] ?? Number.NaN)) / rows
    );
  }

  /** Means and lengths of all columns; false when one may be without information. */
  #measure(): boolean {
    const rows = this.#to - this.#from;
    let sound = true;
    for (let j = 0; j < this.#width; j += 1) {
      const mean = (this.#centre[j] ?? Number.NaN) + (this.#sums[j] ?? Number.NaN) / rows;
      const length = Math.sqrt(Math.max(this.#product(j, j), 0));
      this.#means[j] = mean;
      this.#lengths[j] = length;
      if (!(length > suspiciousDeviation * Math.abs(mean) * Math.sqrt(rows) && length > 0)) sound = false;
    }
    return sound;
  }

  #refuseUseless(): void {
    const rows = this.#to - this.#from;
    for (const [j, name] of [...this.#names, 'target'].entries()) {
      const mean = this.#means[j] ?? Number.NaN;
      if (!Number.isFinite(mean)) throw refuse(`Column "${name}" holds a value that is not finite.`, name);
      const constant = !((this.#lengths[j] ?? Number.NaN) > 1e-12 * Math.abs(mean) * Math.sqrt(rows));
      if (constant && j < this.#names.length) {
        throw refuse(`Column "${name}" is constant, so it explains nothing.`, name);
      }
    }
  }

  /** Writes the slopes and gives the intercept. */
  #solve(): number {
    const target = this.#width - 1;
    const correlation = this.#names.map((_, j) =>
      Array.from({ length: j + 1 }, (_, k) =>
        k === j ? 1 : this.#product(j, k) / ((this.#lengths[j] ?? Number.NaN) * (this.#lengths[k] ?? Number.NaN)),
      ),
    );
    const { factor, dependent } = cholesky(correlation, leastOwnShare);
    if (dependent !== undefined) {
      const name = this.#names[dependent] ?? '';
      throw refuse(`Column "${name}" follows from the columns before it.`, name);
    }
    const right = this.#names.map((_, j) => this.#product(target, j) / (this.#lengths[j] ?? Number.NaN));
    let intercept = this.#means[target] ?? Number.NaN;
    for (const [j, scaled] of solveCholesky(factor, right).entries()) {
      const slope = scaled / (this.#lengths[j] ?? Number.NaN);
      this.#slopes[j] = slope;
      intercept -= slope * (this.#means[j] ?? Number.NaN);
    }
    return intercept;
  }

  #leave(from: number, to: number, free: number): Pick<RollingFit, 'residuals' | 'residualVariance'> {
    if (this.#residuals.length !== to - from) this.#residuals = new Float64Array(to - from);
    const residuals = this.#residuals;
    const [cells, means, slopes, target] = [this.#cells, this.#means, this.#slopes, this.#width - 1];
    let squares = 0;
    for (let i = from; i < to; i += 1) {
      const start = i * this.#width;
      let residual = (cells[start + target] ?? Number.NaN) - (means[target] ?? Number.NaN);
      for (let j = 0; j < target; j += 1)
        residual -= (slopes[j] ?? Number.NaN) * ((cells[start + j] ?? Number.NaN) - (means[j] ?? Number.NaN));
      residuals[i - from] = residual;
      squares += residual * residual;
    }
    return { residuals, residualVariance: squares / free };
  }
}
