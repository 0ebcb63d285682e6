import { QuaestorError } from '../../config/errors.ts';

/** One cell with the sign that ends it: quoted (RFC 4180, a doubled quote is a quote) or plain. */
const cell = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|\n|\r|$)/y;

/**
 * The rows of a CSV text as cells: quotes, line breaks and separators in quotes, a byte order mark; empty lines are passed over.
 * Source: RFC 4180.
 * @throws QuaestorError `data.bad-file` naming the line where a quote is never closed or stands inside a plain cell
 */
export function parseCsv(text: string, file = 'CSV'): string[][] {
  const clean = text.replace(/^\uFEFF/, '');
  const rows: string[][] = [];
  let row: string[] = [];
  let at = 0;
  while (at < clean.length || row.length > 0) {
    cell.lastIndex = at;
    const found = cell.exec(clean);
    if (!found) throw brokenQuote(file, clean.slice(0, at).split('\n').length);
    const [whole, quoted, plain = '', end] = found;
    row.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    at += whole.length;
    if (end === ',') continue;
    if (row.length > 1 || row[0] !== '') rows.push(row);
    row = [];
  }
  return rows;
}

const brokenQuote = (file: string, line: number): QuaestorError =>
  new QuaestorError(
    'data.bad-file',
    {
      en: `"${file}", line ${line}: a quotation mark stands in a cell or is never closed. Quote the whole cell, and double the marks in it.`,
      fr: `« ${file} », ligne ${line} : un guillemet est au milieu d'une cellule ou n'est jamais fermé. Mettez la cellule entière entre guillemets, et doublez ceux qu'elle contient.`,
    },
    { file, line },
  );
