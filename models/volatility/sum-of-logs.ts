/** Factors multiplied up before a logarithm is taken of them: one logarithm in 8 rows instead of each. */
const batch = 8;

const isSafe = (product: number): boolean => product > 1e-300 && product < 1e300;

/** Sum of the logs of positive values, `batch` at a time; a batch that leaves the range of doubles is taken one by one. */
export function sumOfLogs(values: Float64Array): number {
  let sum = 0;
  for (let from = 0; from < values.length; from += batch) {
    const to = Math.min(from + batch, values.length);
    let product = 1;
    for (let i = from; i < to; i += 1) product *= values[i] ?? Number.NaN;
    sum += isSafe(product) ? Math.log(product) : slowSum(values, from, to);
  }
  return sum;
}

function slowSum(values: Float64Array, from: number, to: number): number {
  let sum = 0;
  for (let i = from; i < to; i += 1) sum += Math.log(values[i] ?? Number.NaN);
  return sum;
}
