import { QuaestorError } from '../config/errors.ts';
import type { Text } from '../config/text.ts';

/** The columns of a CSV file and where it lies. */
export type CsvFile = { readonly file: string; readonly columns: readonly string[] };

/** What is wrong with a place of a file, in both languages: `data.bad-file` with file, line, column and value. */
export function csvFault(
  place: { file: string; line: number; column: string; value: string },
  why: Text,
): QuaestorError {
  const { file, line, column, value } = place;
  return new QuaestorError(
    'data.bad-file',
    {
      en: `"${file}", line ${line}, column "${column}": "${value}" ${why.en}`,
      fr: `« ${file} », ligne ${line}, colonne « ${column} » : « ${value} » ${why.fr}`,
    },
    place,
  );
}

/** One line of a CSV file without quoted cells, read by column name. What cannot be read is refused by its place. */
export class CsvRow {
  readonly #cells: readonly string[];
  readonly #file: CsvFile;
  readonly #line: number;

  constructor(text: string, file: CsvFile, line: number) {
    this.#cells = text.split(',').map(cell => cell.trim());
    this.#file = file;
    this.#line = line;
  }

  text(column: string): string {
    return this.#cells[this.#file.columns.indexOf(column)] ?? '';
  }

  refuse(column: string, why: Text): QuaestorError {
    return csvFault({ file: this.#file.file, line: this.#line, column, value: this.text(column) }, why);
  }

  /** A number above zero. */
  positive(column: string): number {
    const value = Number(this.text(column));
    if (Number.isFinite(value) && value > 0) return value;
    throw this.refuse(column, { en: 'is not a positive number.', fr: "n'est pas un nombre positif." });
  }

  /** A number of zero or more; NaN where the cell is empty. */
  number(column: string): number {
    const cell = this.text(column);
    const value = cell === '' ? Number.NaN : Number(cell);
    if (cell === '' || (Number.isFinite(value) && value >= 0)) return value;
    throw this.refuse(column, { en: 'is not a number of zero or more.', fr: "n'est pas un nombre positif ou nul." });
  }
}

/** The lines of a file below its header as rows; empty lines are passed over. */
export const csvRows = (lines: readonly string[], file: CsvFile): CsvRow[] =>
  lines.flatMap((line, i) => (line.trim() === '' ? [] : [new CsvRow(line, file, i + 2)]));

/** Splits a text into its header, without a byte order mark, and the lines below it. */
export function csvLines(text: string): { header: string; lines: string[] } {
  const [header = '', ...lines] = text.replace(/^\uFEFF/, '').split(/\r?\n/);
  return { header, lines };
}
