/**
 * The class of the nearest training row, for each test row: a classifier that remembers everything, so that it finds
 * every leak between the two.
 * @param features row-major [rows x width]
 */
export function nearestNeighbour(
  features: Float32Array,
  width: number,
  labels: Int8Array,
  { train, test }: { train: Int32Array; test: Int32Array },
): Int8Array {
  const distance = (a: number, b: number, limit: number): number => {
    let sum = 0;
    for (let k = 0; k < width && sum < limit; k += 1) {
      sum += ((features[a * width + k] ?? 0) - (features[b * width + k] ?? 0)) ** 2;
    }
    return sum;
  };
  return Int8Array.from(test, row => {
    let nearest = { label: -1, apart: Number.POSITIVE_INFINITY };
    for (const other of train) {
      const apart = distance(row, other, nearest.apart);
      if (apart < nearest.apart) nearest = { label: labels[other] ?? -1, apart };
    }
    return nearest.label;
  });
}
