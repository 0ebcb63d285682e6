import { at } from '../at.ts';
import type { Finding } from './finding.ts';
import { findingsOfRows } from './findings-of-rows.ts';
import type { RawCandles } from './raw-candles.ts';
import { rowsWhere } from './rows-where.ts';

/** Candles before a spike that tell what range is usual: a trading month. */
const window = 22;
const leastWindow = 5;
/** A print this many usual ranges beyond both neighbours is reported. */
const farRanges = 5;

/** High over low, as a share. */
const rangeOf = (raw: RawCandles, row: number): number => at(raw.high, row) / at(raw.low, row) - 1;

/** How far (share of the price) the candle reaches beyond both neighbours, above or below: what came back at once. */
function excess({ high, low }: RawCandles, row: number): number {
  const above = at(high, row) / Math.max(at(high, row - 1), at(high, row + 1)) - 1;
  const below = 1 - at(low, row) / Math.min(at(low, row - 1), at(low, row + 1));
  return Math.max(above, below);
}

/** True where that is more than the smaller of the two ranges before. It costs no division. */
function mayBeSpike({ high, low, length }: RawCandles, row: number): boolean {
  if (row < leastWindow || row === length - 1) return false;
  const above = at(high, row) - Math.max(at(high, row - 1), at(high, row + 1));
  const below = Math.min(at(low, row - 1), at(low, row + 1)) - at(low, row);
  const before = Math.min(at(high, row - 1) - at(low, row - 1), at(high, row - 2) - at(low, row - 2));
  return above > before || below > before;
}

function usualRange(raw: RawCandles, row: number): number {
  const from = Math.max(0, row - window);
  const ranges = Float64Array.from({ length: row - from }, (_, i) => rangeOf(raw, from + i)).sort();
  return at(ranges, Math.floor(ranges.length / 2));
}

/** True where more than half of the ranges before are so small: the same as comparing with their median, without a sort. */
function isFar(raw: RawCandles, row: number): boolean {
  const usual = excess(raw, row) / farRanges;
  const from = Math.max(0, row - window);
  let below = 0;
  for (let before = from; before < row; before += 1) if (rangeOf(raw, before) < usual) below += 1;
  return below > (row - from) / 2;
}

/**
 * Reports candles whose high or low lies far beyond both neighbours, measured in the usual range of the candles before.
 * Most are false prints, some (2010-05-06) are history: nothing is removed.
 */
export function spikes(raw: RawCandles): Finding[] {
  const isSpike = (row: number) => mayBeSpike(raw, row) && isFar(raw, row);
  const rows = rowsWhere(raw.length, isSpike);
  return findingsOfRows(rows, raw.openAt, {
    fault: 'spike',
    remedy: 'reported',
    detail: row =>
      `high ${at(raw.high, row)}, low ${at(raw.low, row)}: ${(excess(raw, row) * 100).toFixed(1)} % beyond both neighbours, usual range ${(usualRange(raw, row) * 100).toFixed(2)} %`,
  });
}
