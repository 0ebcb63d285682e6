import { readFileSync } from 'node:fs';
import { QuaestorError } from '../../config/errors.ts';
import { instantOfDay } from '../candle.ts';
import { type CsvRow, csvFault, csvLines, csvRows } from '../csv-row.ts';
import { type MacroName, type MacroSeries, macroNames, macroSeriesOf } from './macro-series.ts';
import type { MacroReading, MacroSource } from './macro-source.ts';
import { type YieldUnit, yieldInPercent } from './yield-unit.ts';

/** The column names of a header: "time", then the series in any order; a file may lack some of them. */
function columnsOf(header: string, file: string): string[] {
  const columns = header
    .toLowerCase()
    .split(',')
    .map(name => name.trim());
  if (columns[0] === 'time' && macroNames.some(name => columns.includes(name.toLowerCase()))) return columns;
  throw csvFault(
    { file, line: 1, column: 'header', value: header },
    {
      en: 'is not "time" followed by one or more of vix, tnx, dxy.',
      fr: "n'est pas « time » suivi d'une ou plusieurs colonnes parmi vix, tnx, dxy.",
    },
  );
}

function dayAfter(row: CsvRow, before: string): string {
  const day = row.text('time');
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day) || Number.isNaN(instantOfDay(day)))
    throw row.refuse('time', { en: 'is not a day (YYYY-MM-DD).', fr: "n'est pas un jour (AAAA-MM-JJ)." });
  if (day > before) return day;
  throw row.refuse('time', {
    en: 'is not later than the row before.',
    fr: "n'est pas postérieur à la ligne précédente.",
  });
}

/** The days on which a series has a value; an empty cell is no row. */
const valuesOf = (name: MacroName, rows: readonly CsvRow[]): { day: string; value: number }[] => {
  const column = name.toLowerCase();
  return rows
    .filter(row => row.text(column) !== '')
    .map(row => ({ day: row.text('time'), value: row.positive(column) }));
};

/**
 * Parses `time,vix,tnx,dxy` (days, oldest first). An empty cell is a day without a value; nothing is filled in.
 * @returns the series that the header names, the yield in percent
 * @throws QuaestorError `data.bad-file` that names file, line, column and value
 */
export function parseMacro(text: string, file: string, unit?: YieldUnit): MacroSeries[] {
  const { header, lines } = csvLines(text);
  const columns = columnsOf(header, file);
  const rows = csvRows(lines, { file, columns });
  let before = '';
  for (const row of rows) before = dayAfter(row, before);
  return macroNames
    .filter(name => columns.includes(name.toLowerCase()))
    .map(name => {
      const series = macroSeriesOf(name, valuesOf(name, rows));
      return name === 'TNX' ? { ...series, values: yieldInPercent(series.values, file, unit) } : series;
    });
}

/** Macro series from a file. */
export class MacroCsv implements MacroSource {
  readonly name = 'csv';
  readonly #path: string;
  readonly #unit: YieldUnit | undefined;

  constructor(path: string, unit?: YieldUnit) {
    this.#path = path;
    this.#unit = unit;
  }

  /** @throws QuaestorError `data.bad-file` when the file cannot be read */
  async read(): Promise<MacroReading> {
    return { series: parseMacro(this.#text(), this.#path, this.#unit), faults: [] };
  }

  #text(): string {
    try {
      return readFileSync(this.#path, 'utf8');
    } catch (cause) {
      throw new QuaestorError(
        'data.bad-file',
        {
          en: `The macro file "${this.#path}" cannot be read. Put its path into outside.macro.csvFile.`,
          fr: `Le fichier macro « ${this.#path} » est illisible. Indiquez son chemin dans outside.macro.csvFile.`,
        },
        { path: this.#path },
        cause,
      );
    }
  }
}
