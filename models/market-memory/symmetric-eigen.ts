import { here } from '../../data/features/here.ts';

/** Eigenvalues, the largest first, and unit eigenvectors as rows [n x n]; the largest entry of each is positive. */
export type SymmetricEigen = { readonly values: Float64Array; readonly vectors: Float64Array };

const mostSweeps = 60;

/** Turns rows and columns p and q of a [n x n] so that their common entry vanishes; the rows of v follow. */
function rotate(a: Float64Array, v: Float64Array, n: number, p: number, q: number): void {
  const apq = here(a, p * n + q);
  if (apq === 0) return;
  const theta = (here(a, q * n + q) - here(a, p * n + p)) / (2 * apq);
  const tangent = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
  const cosine = 1 / Math.sqrt(tangent * tangent + 1);
  const sine = tangent * cosine;
  for (let k = 0; k < n; k += 1) {
    const [kp, kq] = [here(a, k * n + p), here(a, k * n + q)];
    a[k * n + p] = cosine * kp - sine * kq;
    a[k * n + q] = sine * kp + cosine * kq;
  }
  turnRows(a, n, p, q, cosine, sine);
  turnRows(v, n, p, q, cosine, sine);
}

function turnRows(a: Float64Array, n: number, p: number, q: number, cosine: number, sine: number): void {
  for (let k = 0; k < n; k += 1) {
    const [pk, qk] = [here(a, p * n + k), here(a, q * n + k)];
    a[p * n + k] = cosine * pk - sine * qk;
    a[q * n + k] = sine * pk + cosine * qk;
  }
}

/** Sum of squares off the diagonal, and of all entries. */
function weightOf(a: Float64Array, n: number): { off: number; all: number } {
  let [off, all] = [0, 0];
  for (let i = 0; i < a.length; i += 1) {
    all += here(a, i) ** 2;
    if (i % (n + 1) !== 0) off += here(a, i) ** 2;
  }
  return { off, all };
}

/** A unit vector with the sign that makes its largest entry, the first of equals, positive. */
function signed(vector: Float64Array): Float64Array {
  let largest = 0;
  for (const entry of vector) if (Math.abs(entry) > Math.abs(largest) * (1 + 1e-12)) largest = entry;
  return largest < 0 ? vector.map(entry => 0 - entry) : vector;
}

/**
 * Eigenvalues and eigenvectors of a symmetric matrix by cyclic Jacobi rotations; the same matrix gives the same bits.
 * Source: Golub and Van Loan, "Matrix Computations", 4th edition, section 8.5.
 * @param matrix row-major [n x n], symmetric, finite
 */
export function symmetricEigen(matrix: Float64Array, n: number): SymmetricEigen {
  const a = matrix.slice();
  const v = Float64Array.from({ length: n * n }, (_, i) => (i % (n + 1) === 0 ? 1 : 0));
  for (let sweep = 0; sweep < mostSweeps; sweep += 1) {
    const { off, all } = weightOf(a, n);
    if (off <= 1e-30 * all) break;
    for (let p = 0; p < n - 1; p += 1) for (let q = p + 1; q < n; q += 1) rotate(a, v, n, p, q);
  }
  const order = Array.from({ length: n }, (_, i) => i).sort((i, j) => here(a, j * n + j) - here(a, i * n + i) || i - j);
  const vectors = new Float64Array(n * n);
  for (const [row, i] of order.entries()) vectors.set(signed(v.slice(i * n, (i + 1) * n)), row * n);
  return { values: Float64Array.from(order, i => here(a, i * n + i)), vectors };
}
