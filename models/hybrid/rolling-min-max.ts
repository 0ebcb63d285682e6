/** Candles that a value is placed among. */
export const rollingWindow = 100;

/**
 * Place of each value between the least and the most of its column over the last `window` rows, itself included: 0 to 1,
 * and 1/2 where they are all equal. NaN until the window is full and where it holds a missing value. The alternative to
 * a fold's statistics: it needs no training and drifts with the market.
 * @param values row-major [rows x columns]
 */
export function rollingMinMax(values: Float32Array, columns: number, window = rollingWindow): Float32Array {
  const out = new Float32Array(values.length).fill(Number.NaN);
  for (let i = (window - 1) * columns; i < values.length; i += 1) {
    const [least, most] = extremes(values, i - (window - 1) * columns, i, columns);
    const value = values[i] ?? Number.NaN;
    out[i] = most > least ? (value - least) / (most - least) : value - least + 0.5;
  }
  return out;
}

/** Least and most of every `step`-th value from `from` to `to`; NaN where one is missing. */
function extremes(values: Float32Array, from: number, to: number, step: number): [least: number, most: number] {
  let least = Number.POSITIVE_INFINITY;
  let most = Number.NEGATIVE_INFINITY;
  for (let i = from; i <= to; i += step) {
    const value = values[i] ?? Number.NaN;
    least = Math.min(least, value);
    most = Math.max(most, value);
  }
  return [least, most];
}
