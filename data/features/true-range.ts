/**
 * True range in price units: max(high - low, |high - close before|, |low - close before|).
 * First value at row 1 (TA-Lib TRANGE); NaN where one of the four prices is not finite.
 */
export function trueRange(high: Float64Array, low: Float64Array, close: Float64Array): Float64Array {
  const out = new Float64Array(close.length).fill(Number.NaN);
  for (let i = 1; i < close.length; i += 1) {
    const top = high[i] ?? Number.NaN;
    const bottom = low[i] ?? Number.NaN;
    const before = close[i - 1] ?? Number.NaN;
    if (!Number.isFinite(close[i])) continue;
    const range = Math.max(top - bottom, Math.abs(top - before), Math.abs(bottom - before));
    if (Number.isFinite(range)) out[i] = range;
  }
  return out;
}
