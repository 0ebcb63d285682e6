import { at } from '../at.ts';
import type { Finding } from './finding.ts';

type Seen = Pick<Finding, 'fault' | 'remedy'> & {
  /** Says what was seen, from the first of the rows and their number. */
  detail(firstRow: number, count: number): string;
};

/** One finding for each stretch of neighbouring rows (ascending row numbers). `openAt` of each row must be readable. */
export function findingsOfRows(rows: readonly number[], openAt: Float64Array, seen: Seen): Finding[] {
  const findings: Finding[] = [];
  let first = 0;
  for (let i = 1; i <= rows.length; i += 1) {
    if (rows[i] === (rows[i - 1] ?? Number.NaN) + 1) continue;
    const [firstRow = 0, lastRow = 0] = [rows[first], rows[i - 1]];
    findings.push({
      fault: seen.fault,
      remedy: seen.remedy,
      fromAt: at(openAt, firstRow),
      toAt: at(openAt, lastRow),
      count: i - first,
      detail: seen.detail(firstRow, i - first),
    });
    first = i;
  }
  return findings;
}
