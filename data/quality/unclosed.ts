import { at } from '../at.ts';
import { closedAt } from '../candle.ts';
import type { Expected, Repaired } from './check.ts';
import { findingsOfRows } from './findings-of-rows.ts';
import type { RawCandles } from './raw-candles.ts';
import { withoutRows } from './with-rows.ts';

/** Drops the candles at the end (the table is sorted) that are not over at `now`, or lie in the future. */
export function unclosed(raw: RawCandles, { timeframe, now }: Expected): Repaired {
  const bad: number[] = [];
  for (let row = raw.length - 1; row >= 0 && closedAt(at(raw.openAt, row), timeframe) > now; row -= 1) bad.push(row);
  bad.reverse();
  const begun = (row: number): boolean => at(raw.openAt, row) <= now;
  const findings = [
    ...findingsOfRows(bad.filter(begun), raw.openAt, {
      fault: 'unclosed',
      remedy: 'dropped',
      detail: (_, count) => `${count} candles were not over at ${new Date(now).toISOString()}`,
    }),
    ...findingsOfRows(
      bad.filter(row => !begun(row)),
      raw.openAt,
      {
        fault: 'future',
        remedy: 'dropped',
        detail: (_, count) => `${count} candles start after ${new Date(now).toISOString()}, when they were read`,
      },
    ),
  ];
  return { raw: withoutRows(raw, bad), findings };
}
