import { wilder } from './wilder.ts';

/**
 * Relative strength index, 0 to 100: 100 g / (g + l) with Wilder averages of gains and losses; 0 when nothing moved.
 * First value at row `period` (TA-Lib RSI). A row that is not finite is NaN and restarts the warm-up.
 * Source: Wilder, "New Concepts in Technical Trading Systems", 1978.
 */
export function rsi(values: Float64Array, period: number): Float64Array {
  const gains = new Float64Array(values.length).fill(Number.NaN);
  const losses = gains.slice();
  for (let i = 1; i < values.length; i += 1) {
    const change = (values[i] ?? Number.NaN) - (values[i - 1] ?? Number.NaN);
    if (!Number.isFinite(change)) continue;
    gains[i] = Math.max(change, 0);
    losses[i] = Math.max(-change, 0);
  }
  const gain = wilder(gains, period);
  const loss = wilder(losses, period);
  for (let i = 0; i < gain.length; i += 1) {
    const up = gain[i] ?? Number.NaN;
    const moved = up + (loss[i] ?? Number.NaN);
    gain[i] = moved === 0 ? 0 : (100 * up) / moved;
  }
  return gain;
}
