/** Buckets of equal width from the least to the greatest value. */
const bucketCount = 512;

/** The bucket of each value, and where each bucket would start among the sorted values. */
type Buckets = { readonly of: Uint16Array; readonly starts: Int32Array };

function intoBuckets(values: Float64Array, least: number, most: number): Buckets {
  const scale = (bucketCount - 1) / (most - least);
  const of = new Uint16Array(values.length);
  const starts = new Int32Array(bucketCount + 1);
  for (let i = 0; i < values.length; i += 1) {
    const bucket = ((values[i] ?? 0) - least) * scale;
    of[i] = bucket;
    const next = Math.floor(bucket) + 1;
    starts[next] = (starts[next] ?? 0) + 1;
  }
  for (let k = 1; k <= bucketCount; k += 1) starts[k] = (starts[k] ?? 0) + (starts[k - 1] ?? 0);
  return { of, starts };
}

/** The bucket that holds a rank. */
function bucketOf(rank: number, starts: Int32Array): number {
  let [low, high] = [0, bucketCount - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= rank) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** The values of the wanted buckets, each bucket in rising order. */
function sortedBuckets(values: Float64Array, of: Uint16Array, wanted: readonly number[]): Map<number, number[]> {
  const found = new Map<number, number[]>(wanted.map(bucket => [bucket, []]));
  const isWanted = new Uint8Array(bucketCount);
  for (const bucket of wanted) isWanted[bucket] = 1;
  for (let i = 0; i < values.length; i += 1) {
    const bucket = of[i] ?? 0;
    if (isWanted[bucket] === 1) found.get(bucket)?.push(values[i] ?? Number.NaN);
  }
  for (const bucket of found.values()) bucket.sort((a, b) => a - b);
  return found;
}

/**
 * The values of some ranks, counted from 0 at the least. One pass into buckets, of which only those that hold a rank are
 * sorted: O(n), without the mispredicted branches of comparing.
 * Source: bucket sort, Knuth, "The Art of Computer Programming", volume 3, section 5.2.5.
 * @param values finite, at least one
 */
export function valuesOfRanks(values: Float64Array, ranks: readonly number[]): number[] {
  let least = values[0] ?? Number.NaN;
  let most = least;
  for (let i = 1; i < values.length; i += 1) {
    const value = values[i] ?? Number.NaN;
    if (value < least) least = value;
    if (value > most) most = value;
  }
  if (!(most > least)) return ranks.map(() => least);
  const { of, starts } = intoBuckets(values, least, most);
  const buckets = ranks.map(rank => bucketOf(rank, starts));
  const sorted = sortedBuckets(values, of, buckets);
  return ranks.map((rank, k) => {
    const bucket = buckets[k] ?? 0;
    return sorted.get(bucket)?.[rank - (starts[bucket] ?? 0)] ?? Number.NaN;
  });
}

/** Empirical quantiles: the values of rank floor(p (n - 1)). @param values finite, at least one */
export const empiricalQuantiles = (values: Float64Array, probabilities: readonly number[]): number[] =>
  valuesOfRanks(
    values,
    probabilities.map(p => Math.floor(p * (values.length - 1))),
  );
