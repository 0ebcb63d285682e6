import type { Candle } from '../candle.ts';
import { cellFault } from './csv-cell.ts';

/** How a file of candles is laid out: where its columns are (from 0), and what the header calls them. */
export type CsvLayout = { separator: string; places: Record<keyof Candle, number>; names: readonly string[] };

const aliases: Record<keyof Candle, readonly string[]> = {
  openAt: ['timestamp', 'datetime', 'date time', 'open time', 'open_time', 'time', 'date', 'unix', 'ts', 't'],
  open: ['open', 'o'],
  high: ['high', 'h'],
  low: ['low', 'l'],
  close: ['close', 'c', 'last'],
  volume: ['volume', 'vol', 'vol.', 'v'],
};

const columns = ['openAt', 'open', 'high', 'low', 'close', 'volume'] as const;

const separators = [',', ';', '\t'] as const;

function separatorOf(header: string): string {
  const counted = separators.map(one => [one, header.split(one).length] as const);
  return counted.reduce((best, one) => (one[1] > best[1] ? one : best))[0];
}

/** The cells of a line; quotes about a cell are taken off, and a separator inside them parts nothing. */
export function cellsOf(line: string, separator: string): string[] {
  if (!line.includes('"')) return line.split(separator).map(cell => cell.trim());
  const cell = new RegExp(`(?:"([^"]*)"|([^${separator}]*))(?:${separator}|$)`, 'g');
  const cells = [...line.matchAll(cell)].map(match => (match[1] ?? match[2] ?? '').trim());
  return line.endsWith(separator) ? cells : cells.slice(0, -1);
}

/**
 * Reads a header: names in any case and by their usual short forms, in any order, among any others; a first column
 * without a name is the time.
 * @throws QuaestorError `data.bad-candle` when a column is missing. A missing volume is not taken for zero: somebody who
 * knows that the market has none can say so with a column of zeros.
 */
export function layoutOf(header: string, file: string): CsvLayout {
  const separator = separatorOf(header);
  const names = cellsOf(header, separator).map(name => name.toLowerCase());
  const placeOf = (column: keyof Candle): number => {
    const known = aliases[column].find(name => names.includes(name));
    if (known !== undefined) return names.indexOf(known);
    return column === 'openAt' && names.length > 1 && names[0] === '' ? 0 : -1;
  };
  const places = {
    openAt: placeOf('openAt'),
    open: placeOf('open'),
    high: placeOf('high'),
    low: placeOf('low'),
    close: placeOf('close'),
    volume: placeOf('volume'),
  };
  const missing = columns.filter(column => places[column] < 0).map(column => (column === 'openAt' ? 'time' : column));
  if (missing.length === 0) return { separator, places, names };
  const list = missing.join(', ');
  const noVolume = list === 'volume';
  throw cellFault(
    { file, line: 1, column: 'header', value: header },
    {
      en: `lacks ${list}: a header has the columns time, open, high, low, close and volume.${noVolume ? ' A market without volume has a column of zeros.' : ''}`,
      fr: `n'a pas ${list} : un en-tête a les colonnes time, open, high, low, close et volume.${noVolume ? ' Un marché sans volume a une colonne de zéros.' : ''}`,
    },
  );
}
