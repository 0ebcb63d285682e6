import { at } from '../at.ts';
import type { Finding } from './finding.ts';
import { findingsOfRows } from './findings-of-rows.ts';
import type { RawCandles } from './raw-candles.ts';
import { rowsWhere } from './rows-where.ts';

/** Shorter stretches without a trade are usual in a quiet market. */
const shortestRun = 5;

/** Reports runs of candles without volume. */
export function zeroVolumeRuns(raw: RawCandles): Finding[] {
  const rows = rowsWhere(raw.length, row => at(raw.volume, row) === 0);
  return findingsOfRows(rows, raw.openAt, {
    fault: 'zero-volume-run',
    remedy: 'reported',
    detail: (_, count) => `${count} candles in a row have no volume`,
  }).filter(finding => finding.count >= shortestRun);
}
