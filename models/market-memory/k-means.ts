import { seededRandom } from '../performance/seeded-random.ts';
import type { Rows } from '../regime/jump-model.ts';
import { drawIndex } from '../search/draw-index.ts';

export type Clusters = {
  /** Row-major [clusters x width]; the cluster with the most rows first. */
  readonly centres: Float64Array;
  /** Rows in each cluster. */
  readonly sizes: readonly number[];
  /** Cluster of each row. */
  readonly labels: Uint8Array;
  /** Sum of squared distances of rows to their centres. */
  readonly inertia: number;
};

export type KMeansOptions = {
  /** At most 255. */
  readonly clusters: number;
  /** Random starts, of which the best is kept. */
  readonly starts?: number;
  readonly seed?: number;
};

type Assignment = { readonly labels: Uint8Array; readonly squares: Float64Array };

const mostIterations = 300;

/** The nearest centre of each row, the first of equals, and its squared distance. */
function assign({ values, width }: Rows, centres: Float64Array): Assignment {
  const labels = new Uint8Array(values.length / width);
  const squares = new Float64Array(labels.length).fill(Number.POSITIVE_INFINITY);
  for (let row = 0; row < labels.length; row += 1) {
    let best = Number.POSITIVE_INFINITY;
    for (let k = 0; k * width < centres.length; k += 1) {
      let sum = 0;
      for (let j = 0; j < width && sum < best; j += 1) {
        const gap = (values[row * width + j] ?? Number.NaN) - (centres[k * width + j] ?? Number.NaN);
        sum += gap * gap;
      }
      if (sum < best) {
        best = sum;
        labels[row] = k;
      }
    }
    squares[row] = best;
  }
  return { labels, squares };
}

/** k-means++: the first centre is any row, each next one a row drawn by its squared distance to the nearest so far. */
function begin(rows: Rows, clusters: number, random: () => number): Float64Array {
  const { values, width } = rows;
  const centres = new Float64Array(clusters * width);
  let chosen = Math.floor((random() * values.length) / width);
  for (let k = 0; k < clusters; k += 1) {
    centres.set(values.subarray(chosen * width, (chosen + 1) * width), k * width);
    chosen = drawIndex(assign(rows, centres.subarray(0, (k + 1) * width)).squares, random());
  }
  return centres;
}

function sizesOf(labels: Uint8Array, clusters: number): number[] {
  const sizes = Array<number>(clusters).fill(0);
  for (const label of labels) sizes[label] = (sizes[label] ?? 0) + 1;
  return sizes;
}

/** Means of the rows of each cluster; a centre without rows stays. */
function meansOf({ values, width }: Rows, labels: Uint8Array, before: Float64Array): Float64Array {
  const sizes = sizesOf(labels, before.length / width);
  const centres = before.map((value, i) => (sizes[Math.floor(i / width)] === 0 ? value : 0));
  for (const [row, label] of labels.entries()) {
    for (let j = 0; j < width; j += 1) {
      const share = (values[row * width + j] ?? Number.NaN) / (sizes[label] ?? 1);
      centres[label * width + j] = (centres[label * width + j] ?? 0) + share;
    }
  }
  return centres;
}

/** Alternates assignment with means until no row changes its cluster. */
function descend(rows: Rows, start: Float64Array): Omit<Clusters, 'sizes'> {
  let centres = start;
  let { labels, squares } = assign(rows, centres);
  for (let iteration = 1; iteration < mostIterations; iteration += 1) {
    centres = meansOf(rows, labels, centres);
    const next = assign(rows, centres);
    const settled = next.labels.every((label, row) => label === labels[row]);
    ({ labels, squares } = next);
    if (settled) break;
  }
  return { centres, labels, inertia: squares.reduce((sum, square) => sum + square, 0) };
}

/**
 * k-means by Lloyd's iterations from k-means++ starts. Deterministic for a seed.
 * Sources: Lloyd, IEEE Transactions on Information Theory 28 (1982) 129-137; Arthur and Vassilvitskii, "k-means++", SODA 2007.
 */
export function kMeans(rows: Rows, { clusters, starts = 5, seed = 1 }: KMeansOptions): Clusters {
  const random = seededRandom(seed);
  let best = descend(rows, begin(rows, clusters, random));
  for (let start = 1; start < starts; start += 1) {
    const other = descend(rows, begin(rows, clusters, random));
    if (other.inertia < best.inertia) best = other;
  }
  const sizes = sizesOf(best.labels, clusters);
  const order = [...sizes.keys()].sort((a, b) => (sizes[b] ?? 0) - (sizes[a] ?? 0) || a - b);
  const { width } = rows;
  const centres = new Float64Array(best.centres.length);
  for (const [rank, old] of order.entries()) {
    centres.set(best.centres.subarray(old * width, (old + 1) * width), rank * width);
  }
  return {
    centres,
    sizes: order.map(old => sizes[old] ?? 0),
    labels: best.labels.map(old => order.indexOf(old)),
    inertia: best.inertia,
  };
}
