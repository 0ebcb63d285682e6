import { readFileSync } from 'node:fs';
import type { Candle } from './candle.ts';
import { cellFault, notAnInstant, notAPrice, notAVolume, type Place, readIso } from './candle-store/csv-cell.ts';
import { layoutOf } from './candle-store/csv-layout.ts';
import { readCsvRows } from './candle-store/csv-rows.ts';
import { readCsvFrame } from './candle-store/polars.ts';
import type { RawCandles } from './quality/raw-candles.ts';

const header = ['time', 'open', 'high', 'low', 'close', 'volume'] as const;

/** As `readIso`, and epoch seconds or milliseconds. */
function readInstant(text: string): number {
  if (/^\d{13}$/.test(text)) return Number(text);
  return /^\d{10}$/.test(text) ? Number(text) * 1000 : readIso(text);
}

function readPrice(cell: string, place: Place): number {
  const value = cell.trim() === '' ? Number.NaN : Number(cell);
  if (!(Number.isFinite(value) && value > 0)) {
    throw cellFault(place, notAPrice);
  }
  return value;
}

function readVolume(cell: string, place: Place): number {
  const value = cell.trim() === '' ? 0 : Number(cell);
  if (!(Number.isFinite(value) && value >= 0)) {
    throw cellFault(place, notAVolume);
  }
  return value;
}

function readRow(cells: readonly string[], file: string, line: number): Candle {
  const place = (column: (typeof header)[number]): Place => ({
    file,
    line,
    column,
    value: cells[header.indexOf(column)] ?? '',
  });
  const price = (column: 'open' | 'high' | 'low' | 'close') => readPrice(place(column).value, place(column));
  const openAt = readInstant(place('time').value.trim());
  if (!Number.isFinite(openAt)) {
    throw cellFault(place('time'), notAnInstant);
  }
  const [open, high, low, close] = [price('open'), price('high'), price('low'), price('close')];
  if (high < low)
    throw cellFault(place('high'), { en: `is below the low "${low}".`, fr: `est sous le bas « ${low} ».` });
  if (open > high || open < low) {
    throw cellFault(place('open'), { en: 'lies outside low and high.', fr: 'est hors du bas et du haut.' });
  }
  if (close > high || close < low) {
    throw cellFault(place('close'), { en: 'lies outside low and high.', fr: 'est hors du bas et du haut.' });
  }
  return { openAt, open, high, low, close, volume: readVolume(place('volume').value, place('volume')) };
}

function checkHeader(line: string, file: string): void {
  const given = line.split(',').map(name => name.trim().toLowerCase());
  if (['', 'date', 'timestamp'].includes(given[0] ?? '')) given[0] = 'time';
  if (header.every((name, i) => given[i] === name)) return;
  throw cellFault(
    { file, line: 1, column: 'header', value: line },
    { en: `is not the header "${header.join(',')}".`, fr: `n'est pas l'en-tête « ${header.join(',')} ».` },
  );
}

function readLine(row: string, file: string, line: number, after: number): Candle {
  const cells = row.split(',');
  if (cells.length < header.length) {
    throw cellFault(
      { file, line, column: header[cells.length] ?? 'volume', value: row },
      {
        en: `has ${cells.length} of ${header.length} columns.`,
        fr: `a ${cells.length} colonnes sur ${header.length}.`,
      },
    );
  }
  const candle = readRow(cells, file, line);
  if (candle.openAt > after) return candle;
  throw cellFault(
    { file, line, column: 'time', value: cells[0] ?? '' },
    { en: 'is not later than the row before.', fr: "n'est pas postérieur à la ligne précédente." },
  );
}

/**
 * Parses `time,open,high,low,close,volume` with a header line (any case), oldest first.
 * @throws QuaestorError `data.bad-candle` that names file, line, column and value; nothing is repaired silently.
 */
export function parseCandles(text: string, file: string): Candle[] {
  const [first = '', ...lines] = text.replace(/^\uFEFF/, '').split(/\r?\n/);
  checkHeader(first, file);
  const candles: Candle[] = [];
  for (const [i, row] of lines.entries()) {
    if (row.trim() !== '') candles.push(readLine(row, file, i + 2, candles.at(-1)?.openAt ?? Number.NEGATIVE_INFINITY));
  }
  return candles;
}

/** The same format back; instants at midnight UTC are written as days. */
export function formatCandles(candles: readonly Candle[]): string {
  const time = (at: number) => {
    const iso = new Date(at).toISOString();
    return iso.endsWith('T00:00:00.000Z') ? iso.slice(0, 10) : iso;
  };
  const rows = candles.map(c => `${time(c.openAt)},${c.open},${c.high},${c.low},${c.close},${c.volume}`);
  return `${[header.join(','), ...rows].join('\n')}\n`;
}

/**
 * Reads a file of candles as somebody else wrote it, for `inspect` to look through: columns in any order, under their
 * usual names, parted by commas, semicolons or tabs. Times may be days, ISO instants (UTC where they name no zone) or
 * numbers in any unit; an empty number is NaN.
 * @throws QuaestorError `data.bad-candle` that names file, line, column and value of the first cell that cannot be read
 */
export function readCandleFile(path: string, file = path): RawCandles {
  const content = readFileSync(path);
  const end = content.indexOf('\n');
  const header = content.toString('utf8', 0, end < 0 ? content.length : end).replace(/^\uFEFF|\r$/g, '');
  const layout = layoutOf(header, file);
  return readCsvFrame(content, layout) ?? readCsvRows(content.toString('utf8'), layout, file);
}
