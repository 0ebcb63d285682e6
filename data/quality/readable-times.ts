import { at } from '../at.ts';
import type { Repaired } from './check.ts';
import type { Finding } from './finding.ts';
import type { RawCandles } from './raw-candles.ts';
import { rowsWhere } from './rows-where.ts';
import { withoutRows } from './with-rows.ts';

/** A row without an instant cannot be placed: it is dropped, and reported at its nearest readable neighbour. */
export function readableTimes(raw: RawCandles): Repaired {
  const bad = rowsWhere(raw.length, row => !Number.isFinite(at(raw.openAt, row)));
  const kept = withoutRows(raw, bad);
  const [first] = bad;
  if (first === undefined) return { raw: kept, findings: [] };
  const place = kept.length === 0 ? 0 : at(kept.openAt, Math.max(0, first - 1));
  const finding: Finding = {
    fault: 'bad-time',
    remedy: 'dropped',
    fromAt: place,
    toAt: place,
    count: bad.length,
    detail: `${bad.length} of ${raw.length} rows have no readable time; the first is row ${first + 1}`,
  };
  return { raw: kept, findings: [finding] };
}
