import { at } from '../at.ts';
import type { Repaired } from './check.ts';
import { findingsOfRows } from './findings-of-rows.ts';
import type { RawCandles } from './raw-candles.ts';
import { withoutRows } from './with-rows.ts';

const values = ['open', 'high', 'low', 'close', 'volume'] as const;

/**
 * Leaves one candle an instant. An identical second one is dropped. Of two that differ nothing says which is right, and a
 * series can hold only one: the first that was given stays, as it does when a stored history is appended to, and the
 * finding keeps the other for a person to judge.
 */
export function duplicates(raw: RawCandles): Repaired {
  const identical: number[] = [];
  const conflicting: number[] = [];
  let kept = 0;
  for (let row = 1; row < raw.length; row += 1) {
    if (at(raw.openAt, row) !== at(raw.openAt, kept)) kept = row;
    else if (values.every(name => at(raw[name], row) === at(raw[name], kept))) identical.push(row);
    else conflicting.push(row);
  }
  const close = (row: number) => `close ${at(raw.close, row)} with volume ${at(raw.volume, row)}`;
  const bad = [...identical, ...conflicting].sort((a, b) => a - b);
  return {
    raw: withoutRows(raw, bad),
    findings: [
      ...findingsOfRows(identical, raw.openAt, {
        fault: 'duplicate',
        remedy: 'dropped',
        detail: (_, count) => `${count} rows repeat the candle before them`,
      }),
      ...findingsOfRows(conflicting, raw.openAt, {
        fault: 'duplicate',
        remedy: 'reported',
        detail: row => `two candles of one instant differ: the first given stays, the other has ${close(row)}`,
      }),
    ],
  };
}
