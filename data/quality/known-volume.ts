import { at } from '../at.ts';
import type { Repaired } from './check.ts';
import { findingsOfRows } from './findings-of-rows.ts';
import type { RawCandles } from './raw-candles.ts';
import { rowsWhere } from './rows-where.ts';
import { withoutRows } from './with-rows.ts';

/** Drops candles whose volume is missing, negative or infinite: a candle has a volume, and zero would be made up. */
export function knownVolume(raw: RawCandles): Repaired {
  const { volume } = raw;
  const bad = rowsWhere(raw.length, row => !(at(volume, row) >= 0 && at(volume, row) < Number.POSITIVE_INFINITY));
  const findings = findingsOfRows(bad, raw.openAt, {
    fault: 'bad-volume',
    remedy: 'dropped',
    detail: row =>
      `volume ${at(volume, row)}${Number.isNaN(at(volume, row)) ? ' (missing)' : ''} is not a volume of zero or more`,
  });
  return { raw: withoutRows(raw, bad), findings };
}
