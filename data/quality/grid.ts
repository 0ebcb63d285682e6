import { at } from '../at.ts';
import { type Timeframe, timeframeMs } from '../candle.ts';
import type { Expected } from './check.ts';
import type { Finding } from './finding.ts';
import { findingsOfRows } from './findings-of-rows.ts';
import type { RawCandles } from './raw-candles.ts';
import { rowsWhere } from './rows-where.ts';

const hourMs = 3_600_000;
const mondayMs = 4 * 24 * hourMs;

/** Milliseconds from the last whole multiple of a length since 1970 to an instant. */
export const phaseOf = (time: number, stepMs: number): number => time - Math.floor(time / stepMs) * stepMs;

/** Where days and weeks begin after a whole number of their length since 1970; undefined where any constant phase will do. */
export function fixedPhase(timeframe: Timeframe): number | undefined {
  if (timeframe === '1w') return mondayMs;
  return timeframe === '1d' ? 0 : undefined;
}

/**
 * Milliseconds by which most candles are off the whole multiples of their length. Hours of an exchange that opens at
 * 09:30 may all start at half past: that is their grid.
 */
export function gridPhase(openAt: Float64Array, timeframe: Timeframe): number {
  const stepMs = timeframeMs[timeframe];
  const first = phaseOf(at(openAt, 0), stepMs);
  if (openAt.every(time => phaseOf(time, stepMs) === first)) return first;
  const counts = new Map<number, number>();
  for (const time of openAt) {
    const phase = phaseOf(time, stepMs);
    counts.set(phase, (counts.get(phase) ?? 0) + 1);
  }
  return [...counts].reduce((best, one) => (one[1] > best[1] ? one : best))[0];
}

/** Two stamps of day that are an hour apart and change with the season: summer time was taken for the market's. */
function isSummerTime(rows: readonly number[], raw: RawCandles, stepMs: number): boolean {
  const phases = [...new Set(rows.map(row => phaseOf(at(raw.openAt, row), stepMs)))];
  const [first = 0, second = 0] = phases;
  return phases.length === 2 && Math.abs(first - second) === hourMs;
}

/** Reports candles that do not start where candles of their length start. */
export function grid(raw: RawCandles, { timeframe }: Expected): Finding[] {
  if (raw.length === 0) return [];
  const stepMs = timeframeMs[timeframe];
  const phase = fixedPhase(timeframe) ?? gridPhase(raw.openAt, timeframe);
  const rows = rowsWhere(raw.length, row => phaseOf(at(raw.openAt, row), stepMs) !== phase);
  const slips = timeframe === '1d' && isSummerTime(rows, raw, stepMs);
  return findingsOfRows(rows, raw.openAt, {
    fault: slips ? 'time-zone-slip' : 'off-grid',
    remedy: 'reported',
    detail: (row, count) =>
      `${count} ${timeframe} candles start ${(phaseOf(at(raw.openAt, row), stepMs) - phase) / 60_000} min off their grid${slips ? ', an hour apart in summer and winter' : ''}`,
  });
}
