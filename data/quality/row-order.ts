import { at } from '../at.ts';
import type { Repaired } from './check.ts';
import type { RawCandles } from './raw-candles.ts';
import { withRows } from './with-rows.ts';

type Late = { count: number; from: number; to: number };

/** Rows that stand after a later one. */
function lateRows(openAt: Float64Array): Late {
  let latest = Number.NEGATIVE_INFINITY;
  const late: Late = { count: 0, from: Number.POSITIVE_INFINITY, to: Number.NEGATIVE_INFINITY };
  for (const time of openAt) {
    if (time >= latest) latest = time;
    else {
      late.count += 1;
      late.from = Math.min(late.from, time);
      late.to = Math.max(late.to, time);
    }
  }
  return late;
}

/** Sorts by time; rows of one instant keep the order in which they were given. Newest-first files are one finding. */
export function rowOrder(raw: RawCandles): Repaired {
  const late = lateRows(raw.openAt);
  if (late.count === 0) return { raw, findings: [] };
  const order = Uint32Array.from({ length: raw.length }, (_, row) => row);
  order.sort((a, b) => at(raw.openAt, a) - at(raw.openAt, b) || a - b);
  const detail = `${late.count} of ${raw.length} rows stood after a later one; all are sorted by time`;
  return {
    raw: withRows(raw, order),
    findings: [
      { fault: 'out-of-order', remedy: 'repaired', fromAt: late.from, toAt: late.to, count: late.count, detail },
    ],
  };
}
