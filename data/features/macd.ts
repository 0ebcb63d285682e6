import { QuaestorError } from '../../config/errors.ts';
import { ema } from './ema.ts';

export type Macd = { line: Float64Array; signal: Float64Array; histogram: Float64Array };

/**
 * Moving average convergence divergence, in the unit of the input: EMA(fast) - EMA(slow), its EMA(signal), and the
 * difference of both. All three start at row slow + signal - 2 (TA-Lib MACD): the fast average is seeded on the rows
 * that end where the slow seed ends. A row that is not finite is NaN and restarts the warm-up.
 * @throws QuaestorError `bug.unexpected` when fast > slow
 */
export function macd(values: Float64Array, fast: number, slow: number, signal: number): Macd {
  if (fast > slow) throw new QuaestorError('bug.unexpected', `MACD needs fast <= slow, got ${fast} and ${slow}.`);
  const line = ema(values, fast, slow - fast);
  const slowAverage = ema(values, slow);
  for (let i = 0; i < line.length; i += 1) line[i] = (line[i] ?? Number.NaN) - (slowAverage[i] ?? Number.NaN);
  const signalLine = ema(line, signal);
  const histogram = new Float64Array(values.length);
  for (let i = 0; i < line.length; i += 1) {
    const smoothed = signalLine[i] ?? Number.NaN;
    if (Number.isNaN(smoothed)) line[i] = Number.NaN;
    histogram[i] = (line[i] ?? Number.NaN) - smoothed;
  }
  return { line, signal: signalLine, histogram };
}
