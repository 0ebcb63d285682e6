import { at } from '../at.ts';
import type { Repaired } from './check.ts';
import type { Fault, Remedy } from './finding.ts';
import { findingsOfRows } from './findings-of-rows.ts';
import type { RawCandles } from './raw-candles.ts';
import { withColumns, withoutRows } from './with-rows.ts';

/** A close that is above its high by less than this share comes from rounding in an adjustment, not from a fault. */
const roundingShare = 1e-6;

type Faulty = { swapped: number[]; widened: number[]; inverted: number[]; outside: number[] };

const top = (raw: RawCandles, row: number): number => Math.max(at(raw.open, row), at(raw.close, row));
const bottom = (raw: RawCandles, row: number): number => Math.min(at(raw.open, row), at(raw.close, row));

function sort(raw: RawCandles, row: number, faulty: Faulty): void {
  const [high, low] = [at(raw.high, row), at(raw.low, row)];
  const [upper, lower] = [top(raw, row), bottom(raw, row)];
  if (high < low) (upper <= low && lower >= high ? faulty.swapped : faulty.inverted).push(row);
  else if (upper <= high * (1 + roundingShare) && lower >= low * (1 - roundingShare)) faulty.widened.push(row);
  else faulty.outside.push(row);
}

function faultyRows(raw: RawCandles): Faulty {
  const faulty: Faulty = { swapped: [], widened: [], inverted: [], outside: [] };
  const { open, high, low, close } = raw;
  for (let row = 0; row < raw.length; row += 1) {
    const [first, last, above, below] = [at(open, row), at(close, row), at(high, row), at(low, row)];
    if (first <= above && last <= above && first >= below && last >= below) continue;
    sort(raw, row, faulty);
  }
  return faulty;
}

function reshaped(raw: RawCandles, { swapped, widened }: Faulty): RawCandles {
  if (swapped.length + widened.length === 0) return raw;
  const [high, low] = [raw.high.slice(), raw.low.slice()];
  for (const row of swapped) {
    high[row] = at(raw.low, row);
    low[row] = at(raw.high, row);
  }
  for (const row of widened) {
    high[row] = Math.max(at(raw.high, row), top(raw, row));
    low[row] = Math.min(at(raw.low, row), bottom(raw, row));
  }
  return withColumns(raw, { high, low });
}

/**
 * Makes high the highest and low the lowest price of each candle. High and low change places where everything fits then,
 * and give way to rounding; any other candle that contradicts itself is dropped, since either price may be the wrong one.
 */
export function candleShape(raw: RawCandles): Repaired {
  const faulty = faultyRows(raw);
  const prices = (row: number) =>
    `open ${at(raw.open, row)}, high ${at(raw.high, row)}, low ${at(raw.low, row)}, close ${at(raw.close, row)}`;
  const found = (rows: readonly number[], fault: Fault, remedy: Remedy, why: string) =>
    findingsOfRows(rows, raw.openAt, { fault, remedy, detail: row => `${prices(row)}: ${why}` });
  const bad = [...faulty.inverted, ...faulty.outside].sort((a, b) => a - b);
  return {
    raw: withoutRows(reshaped(raw, faulty), bad),
    findings: [
      ...found(faulty.swapped, 'high-below-low', 'repaired', 'high and low stood in the place of each other'),
      ...found(faulty.inverted, 'high-below-low', 'dropped', 'the high is below the low'),
      ...found(faulty.widened, 'outside-range', 'repaired', 'open or close is outside high and low by rounding'),
      ...found(faulty.outside, 'outside-range', 'dropped', 'open or close is outside high and low'),
    ],
  };
}
