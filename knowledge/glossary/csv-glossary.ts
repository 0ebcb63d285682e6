import { QuaestorError } from '../../config/errors.ts';
import { parseCsv } from './csv-table.ts';
import type { RawEntry } from './imported-entry.ts';

/** Which columns of a CSV file hold what. */
export type CsvColumns = {
  readonly term: string;
  readonly definition: string;
  /** Other names in the same language, `;` between them. */
  readonly aliases?: string | undefined;
  /** Names in the other language, `;` between them. */
  readonly equivalents?: string | undefined;
  readonly source?: string | undefined;
  readonly url?: string | undefined;
};

const namesIn = (cell: string): string[] =>
  cell
    .split(/[;|]/)
    .map(name => name.trim())
    .filter(name => name !== '');

/** Characters of the names of columns that a message lists. */
const longestList = 200;

function positions(header: readonly string[], columns: CsvColumns, file: string): (name: keyof CsvColumns) => number {
  const named = header.map(cell => cell.trim());
  const missing = Object.values(columns).filter(column => column !== undefined && !named.includes(column));
  if (missing.length > 0) {
    const [lost, list] = [missing.map(one => `"${one}"`).join(', '), named.join(', ').slice(0, longestList)];
    throw new QuaestorError('data.bad-file', {
      en: `"${file}" has no column ${lost}. It has: ${list}. Name the columns with termColumn and definitionColumn.`,
      fr: `« ${file} » n'a pas de colonne ${lost}. Il a : ${list}. Nommez les colonnes avec termColumn et definitionColumn.`,
    });
  }
  return name => named.indexOf(columns[name] ?? '');
}

/** Reads a glossary from any CSV text with a header. @throws QuaestorError `data.bad-file` naming what is missing */
export function readCsvGlossary(text: string, file: string, columns: CsvColumns, lang: 'en' | 'fr'): RawEntry[] {
  const [header = [], ...rows] = parseCsv(text, file);
  const at = positions(header, columns, file);
  return rows.map(row => {
    const cell = (name: keyof CsvColumns): string => row[at(name)] ?? '';
    return {
      term: cell('term'),
      definition: cell('definition'),
      lang,
      aliases: namesIn(cell('aliases')),
      equivalents: namesIn(cell('equivalents')),
      source: cell('source'),
      sourceUrl: cell('url'),
    };
  });
}
