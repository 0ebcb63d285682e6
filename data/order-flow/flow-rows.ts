import { type CsvRow, csvFault, csvLines, csvRows } from '../csv-row.ts';

const isoInstant = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})$/;

function readInstant(text: string): number {
  if (/^\d{12,14}$/.test(text)) return Number(text);
  return isoInstant.test(text) ? Date.parse(text) : Number.NaN;
}

/** The column `time` in UTC ms, not earlier than the row before. */
export function flowInstant(row: CsvRow, before: number): number {
  const at = readInstant(row.text('time'));
  if (Number.isNaN(at)) {
    throw row.refuse('time', {
      en: 'is neither UTC milliseconds nor an ISO instant with its offset.',
      fr: "n'est ni un nombre de millisecondes UTC ni un instant ISO avec son décalage.",
    });
  }
  if (at >= before) return at;
  throw row.refuse('time', { en: 'is earlier than the row before.', fr: 'est antérieur à la ligne précédente.' });
}

/**
 * The lines of a CSV file whose header is exactly `columns`.
 * @throws QuaestorError `data.bad-file` where the header is another
 */
export function flowRows(text: string, file: string, columns: readonly string[]): CsvRow[] {
  const { header, lines } = csvLines(text);
  const wanted = columns.join(',');
  if (header.toLowerCase().replaceAll(' ', '') === wanted) return csvRows(lines, { file, columns });
  throw csvFault(
    { file, line: 1, column: 'header', value: header },
    { en: `is not the header "${wanted}".`, fr: `n'est pas l'en-tête « ${wanted} ».` },
  );
}
