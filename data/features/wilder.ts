import { period as checked } from './period.ts';

/**
 * Wilder's smoothing: the mean of the first `period` rows, then x = (x (period - 1) + value) / period.
 * First value at the `period`-th finite row. A row that is not finite is NaN and restarts the warm-up.
 * Source: Wilder, "New Concepts in Technical Trading Systems", 1978.
 */
export function wilder(values: Float64Array, period: number): Float64Array {
  checked(period);
  const out = new Float64Array(values.length).fill(Number.NaN);
  let run = 0;
  let level = 0;
  for (let i = 0; i < values.length; i += 1) {
    const value = values[i] ?? Number.NaN;
    if (!Number.isFinite(value)) {
      run = 0;
      level = 0;
      continue;
    }
    run += 1;
    if (run > period) level = (level * (period - 1) + value) / period;
    else level += value;
    if (run === period) level /= period;
    if (run >= period) out[i] = level;
  }
  return out;
}
