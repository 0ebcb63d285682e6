import { QuaestorError } from '../config/errors.ts';
import type { Text } from '../config/text.ts';
import { type Candle, instantOfDay } from './candle.ts';

const header = ['time', 'open', 'high', 'low', 'close', 'volume'] as const;

type Place = { file: string; line: number; column: string; value: string };

function fault(place: Place, why: Text): QuaestorError {
  const { file, line, column, value } = place;
  return new QuaestorError(
    'data.bad-candle',
    {
      en: `"${file}", line ${line}, column "${column}": "${value}" ${why.en}`,
      fr: `« ${file} », ligne ${line}, colonne « ${column} » : « ${value} » ${why.fr}`,
    },
    place,
  );
}

/** A calendar day, an ISO instant, or epoch seconds or milliseconds; days and naive instants are read as UTC. */
function readInstant(text: string): number {
  if (/^\d{13}$/.test(text)) return Number(text);
  if (/^\d{10}$/.test(text)) return Number(text) * 1000;
  if (/^\d{4}-\d{2}-\d{2}$/.test(text)) return instantOfDay(text);
  const iso = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?$/;
  if (!iso.test(text) || Number.isNaN(instantOfDay(text.slice(0, 10)))) return Number.NaN;
  const withT = text.replace(' ', 'T');
  return Date.parse(/(Z|[+-]\d{2}:?\d{2})$/.test(withT) ? withT : `${withT}Z`);
}

function readPrice(cell: string, place: Place): number {
  const value = cell.trim() === '' ? Number.NaN : Number(cell);
  if (!(Number.isFinite(value) && value > 0)) {
    throw fault(place, { en: 'is not a positive price.', fr: "n'est pas un prix positif." });
  }
  return value;
}

function readVolume(cell: string, place: Place): number {
  const value = cell.trim() === '' ? 0 : Number(cell);
  if (!(Number.isFinite(value) && value >= 0)) {
    throw fault(place, { en: 'is not a volume of zero or more.', fr: "n'est pas un volume nul ou positif." });
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
    throw fault(place('time'), {
      en: 'is not a date (YYYY-MM-DD), an ISO instant or epoch seconds or milliseconds.',
      fr: "n'est ni une date (AAAA-MM-JJ), ni un instant ISO, ni un temps Unix en secondes ou millisecondes.",
    });
  }
  const [open, high, low, close] = [price('open'), price('high'), price('low'), price('close')];
  if (high < low) throw fault(place('high'), { en: `is below the low "${low}".`, fr: `est sous le bas « ${low} ».` });
  if (open > high || open < low) {
    throw fault(place('open'), { en: 'lies outside low and high.', fr: 'est hors du bas et du haut.' });
  }
  if (close > high || close < low) {
    throw fault(place('close'), { en: 'lies outside low and high.', fr: 'est hors du bas et du haut.' });
  }
  return { openAt, open, high, low, close, volume: readVolume(place('volume').value, place('volume')) };
}

function checkHeader(line: string, file: string): void {
  const given = line.split(',').map(name => name.trim().toLowerCase());
  if (['', 'date', 'timestamp'].includes(given[0] ?? '')) given[0] = 'time';
  if (header.every((name, i) => given[i] === name)) return;
  throw fault(
    { file, line: 1, column: 'header', value: line },
    { en: `is not the header "${header.join(',')}".`, fr: `n'est pas l'en-tête « ${header.join(',')} ».` },
  );
}

function readLine(row: string, file: string, line: number, after: number): Candle {
  const cells = row.split(',');
  if (cells.length < header.length) {
    throw fault(
      { file, line, column: header[cells.length] ?? 'volume', value: row },
      {
        en: `has ${cells.length} of ${header.length} columns.`,
        fr: `a ${cells.length} colonnes sur ${header.length}.`,
      },
    );
  }
  const candle = readRow(cells, file, line);
  if (candle.openAt > after) return candle;
  throw fault(
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
