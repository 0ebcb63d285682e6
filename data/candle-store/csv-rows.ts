import type { Text } from '../../config/text.ts';
import type { Candle } from '../candle.ts';
import type { RawCandles } from '../quality/raw-candles.ts';
import { cellFault, notAnInstant, notAPrice, notAVolume, type Place, readTime } from './csv-cell.ts';
import { type CsvLayout, cellsOf } from './csv-layout.ts';

const columns = ['openAt', 'open', 'high', 'low', 'close', 'volume'] as const;

type Row = Omit<Place, 'column' | 'value'>;

function checkWidth(layout: CsvLayout, cells: readonly string[], row: Row, text: string): void {
  const needed = Math.max(...Object.values(layout.places)) + 1;
  if (cells.length >= needed) return;
  throw cellFault(
    { ...row, column: layout.names[cells.length] ?? 'volume', value: text },
    {
      en: `has ${cells.length} of ${layout.names.length} columns.`,
      fr: `a ${cells.length} colonnes sur ${layout.names.length}.`,
    },
  );
}

/** An empty cell is a missing number (NaN). */
const isReadable = (column: keyof Candle, text: string, value: number): boolean =>
  Number.isFinite(value) || (column !== 'openAt' && text === '');

const whyNot = (column: keyof Candle): Text => {
  if (column === 'openAt') return notAnInstant;
  return column === 'volume' ? notAVolume : notAPrice;
};

/** The six numbers of a line, in the order of `columns`. */
function readRow(line: string, layout: CsvLayout, row: Row): number[] {
  const cells = cellsOf(line, layout.separator);
  checkWidth(layout, cells, row, line);
  return columns.map(column => {
    const place = layout.places[column];
    const text = cells[place] ?? '';
    const number = text === '' ? Number.NaN : Number(text);
    const value = column === 'openAt' ? readTime(text) : number;
    if (isReadable(column, text, value)) return value;
    throw cellFault({ ...row, column: layout.names[place] || 'time', value: text }, whyNot(column));
  });
}

/**
 * Reads the rows of a file one by one: slower than `readCsvFrame`, and exact about what it cannot read. Numbers as times
 * stay in the unit in which they are given.
 * @throws QuaestorError `data.bad-candle` that names file, line, column and value
 */
export function readCsvRows(text: string, layout: CsvLayout, file: string): RawCandles {
  const rows: number[][] = [];
  for (const [i, line] of text.split(/\r?\n/).entries()) {
    if (i > 0 && line.trim() !== '') rows.push(readRow(line, layout, { file, line: i + 1 }));
  }
  const column = (name: keyof Candle) => Float64Array.from(rows, row => row[columns.indexOf(name)] ?? Number.NaN);
  return {
    length: rows.length,
    openAt: column('openAt'),
    open: column('open'),
    high: column('high'),
    low: column('low'),
    close: column('close'),
    volume: column('volume'),
  };
}
