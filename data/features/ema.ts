import { period as checked } from './period.ts';

/**
 * Exponential moving average with weight 2 / (period + 1), in the unit of the input.
 * The seed is the mean of the first `period` rows, so the first value stands at row skip + period - 1 (TA-Lib EMA).
 * `skip` leaves out rows before the seed; MACD aligns its two averages with it.
 * A row that is not finite is NaN and restarts the warm-up.
 */
export function ema(values: Float64Array, period: number, skip = 0): Float64Array {
  const weight = 2 / (checked(period) + 1);
  const seededAt = skip + period;
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
    if (run > seededAt) level += (value - level) * weight;
    else if (run > skip) level += value;
    if (run === seededAt) level /= period;
    if (run >= seededAt) out[i] = level;
  }
  return out;
}
