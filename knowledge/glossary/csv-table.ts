import { QuaestorError } from '../../config/errors.ts';

/** Signs that stand between cells, the usual one first. */
const separators = [',', ';', '\t'] as const;
type Separator = (typeof separators)[number];

/** One cell with the sign that ends it: quoted (RFC 4180, a doubled quote is a quote) or plain. */
const cells: Readonly<Record<Separator, RegExp>> = {
  ',': /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|\n|\r|$)/y,
  ';': /(?:"((?:[^"]|"")*)"|([^";\r\n]*))(;|\r\n|\n|\r|$)/y,
  '\t': /(?:"((?:[^"]|"")*)"|([^"\t\r\n]*))(\t|\r\n|\n|\r|$)/y,
};

/** The separator that the first line has most of, outside quotes. */
function separatorOf(text: string): Separator {
  const [first = ''] = text.replace(/"(?:[^"]|"")*"/g, '').split(/\r\n|\n|\r/, 1);
  const count = (sign: Separator): number => first.split(sign).length;
  return separators.reduce((best, sign) => (count(sign) > count(best) ? sign : best));
}

/**
 * The rows of a CSV text as cells: quotes, line breaks and separators in quotes, a byte order mark; empty lines are passed
 * over. Semicolons and tabs, which spreadsheets write where a comma parts decimals, are told by the first line.
 * Source: RFC 4180.
 * @throws QuaestorError `data.bad-file` naming the line where a quote is never closed or stands inside a plain cell
 */
export function parseCsv(text: string, file = 'CSV'): string[][] {
  const clean = text.replace(/^\uFEFF/, '');
  const separator = separatorOf(clean);
  const cell = cells[separator];
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
    if (end === separator) continue;
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
