/** Rows of a lower triangle: row j has j + 1 entries. */
export type LowerTriangle = readonly (readonly number[])[];

const entry = (matrix: LowerTriangle, row: number, column: number): number => matrix[row]?.[column] ?? 0;

/** Sum of a[k] b[k] for k below `end`. */
function partialDot(a: readonly number[], b: readonly number[], end: number): number {
  let sum = 0;
  for (let k = 0; k < end; k += 1) sum += (a[k] ?? 0) * (b[k] ?? 0);
  return sum;
}

/**
 * Lower factor L of a symmetric matrix A = L L', of which the lower triangle is given.
 * `dependent` is the first row whose pivot is not above `leastPivot`: with a correlation matrix, the share of that
 * variable which the variables before it leave unexplained. The factor is then incomplete.
 * Source: Golub and Van Loan, "Matrix Computations", 4th edition, section 4.2.
 */
export function cholesky(matrix: LowerTriangle, leastPivot: number): { factor: LowerTriangle; dependent?: number } {
  const factor: number[][] = [];
  for (let j = 0; j < matrix.length; j += 1) {
    const row: number[] = [];
    for (let k = 0; k < j; k += 1) {
      row.push((entry(matrix, j, k) - partialDot(row, factor[k] ?? [], k)) / entry(factor, k, k));
    }
    const pivot = entry(matrix, j, j) - partialDot(row, row, j);
    if (!(pivot > leastPivot)) return { factor, dependent: j };
    row.push(Math.sqrt(pivot));
    factor.push(row);
  }
  return { factor };
}

/** Solves L L' x = `right` by forward and back substitution. */
export function solveCholesky(factor: LowerTriangle, right: readonly number[]): number[] {
  const solution: number[] = [];
  for (let j = 0; j < factor.length; j += 1) {
    solution.push(((right[j] ?? 0) - partialDot(factor[j] ?? [], solution, j)) / entry(factor, j, j));
  }
  for (let j = factor.length - 1; j >= 0; j -= 1) {
    let rest = solution[j] ?? 0;
    for (let k = j + 1; k < factor.length; k += 1) rest -= entry(factor, k, j) * (solution[k] ?? 0);
    solution[j] = rest / entry(factor, j, j);
  }
  return solution;
}
