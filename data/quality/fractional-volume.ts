import { at } from '../at.ts';
import type { Expected } from './check.ts';
import type { Finding } from './finding.ts';
import type { RawCandles } from './raw-candles.ts';
import { rowsWhere } from './rows-where.ts';

const wholeUnits: readonly string[] = ['NYSE', 'CME', 'EURONEXT'];

/** Shares and contracts come in whole numbers: reports, once, volumes that do not. */
export function fractionalVolume(raw: RawCandles, { calendar }: Expected): Finding[] {
  if (!wholeUnits.includes(calendar.name)) return [];
  const rows = rowsWhere(raw.length, row => !Number.isInteger(at(raw.volume, row)));
  const [first, last] = [rows[0], rows.at(-1)];
  if (first === undefined || last === undefined) return [];
  const count = rows.length;
  const detail = `${count} of ${raw.length} volumes are not whole numbers, such as ${at(raw.volume, first)}: adjusted, or not in units`;
  return [
    {
      fault: 'bad-volume',
      remedy: 'reported',
      fromAt: at(raw.openAt, first),
      toAt: at(raw.openAt, last),
      count,
      detail,
    },
  ];
}
