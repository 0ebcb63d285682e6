import { readdirSync, readFileSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { basename, extname, join, resolve } from 'node:path';
import { z } from 'zod';
import { attempt } from '../../config/attempt.ts';
import { QuaestorError } from '../../config/errors.ts';
import { type CsvColumns, readCsvGlossary } from './csv-glossary.ts';
import { readFibo } from './fibo.ts';
import { readFinrad } from './finrad.ts';
import { readFranceTerme } from './franceterme.ts';
import type { Provenance, RawEntry } from './imported-entry.ts';
import { readMarkdownGlossary } from './markdown-glossary.ts';

export const GlossaryFormat = z.enum(['finrad', 'fibo', 'franceterme', 'csv', 'markdown']);
export type GlossaryFormat = z.infer<typeof GlossaryFormat>;

type Reading = { readonly columns: CsvColumns; readonly lang: 'en' | 'fr' };

type Format = {
  readonly endings: readonly string[];
  readonly known?: Pick<Provenance, 'source' | 'sourceUrl' | 'licence'>;
  read(text: string, file: string, how: Reading): RawEntry[] | Promise<RawEntry[]>;
};

const formats: Readonly<Record<GlossaryFormat, Format>> = {
  finrad: {
    endings: ['.csv'],
    known: {
      source: 'FinRAD',
      sourceUrl: 'https://github.com/sohomghosh/FinRAD_Financial_Readability_Assessment_Dataset',
      licence: 'CC BY-NC-SA 4.0',
    },
    read: readFinrad,
  },
  fibo: {
    endings: ['.rdf', '.xml', '.owl'],
    known: { source: 'FIBO, EDM Council', sourceUrl: 'https://github.com/edmcouncil/fibo', licence: 'MIT' },
    read: readFibo,
  },
  franceterme: {
    endings: ['.json', '.xml'],
    known: {
      source: 'FranceTerme, Journal officiel',
      sourceUrl: 'https://www.culture.fr/franceterme',
      licence: 'Licence Ouverte (Etalab)',
    },
    read: readFranceTerme,
  },
  csv: {
    endings: ['.csv', '.txt'],
    read: (text, file, { columns, lang }) => readCsvGlossary(text, file, columns, lang),
  },
  markdown: {
    endings: ['.md', '.markdown'],
    read: (text, file, { lang }) => readMarkdownGlossary(text, basename(file, extname(file)), lang),
  },
};

/** Where a format comes from and under which terms, where that is known. */
export const knownProvenance = (format: GlossaryFormat): Format['known'] => formats[format].known;

const largestBytes = 64 * 1024 * 1024;

const badPath = (path: string, why: { en: string; fr: string }): QuaestorError =>
  new QuaestorError('data.bad-file', { en: `"${path}" ${why.en}`, fr: `« ${path} » ${why.fr}` }, { path });

/** The files of a format at a path: itself, or those in the folder and below, without links. */
function filesAt(path: string, endings: readonly string[]): string[] {
  const kind = attempt(() => statSync(path));
  if (!kind) throw badPath(path, { en: 'is no file or folder.', fr: "n'est ni un fichier ni un dossier." });
  if (!kind.isDirectory()) return [path];
  const files = readdirSync(path, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile() && endings.includes(extname(entry.name).toLowerCase()))
    .map(entry => join(entry.parentPath, entry.name))
    .sort();
  if (files.length > 0) return files;
  const list = endings.join(', ');
  throw badPath(path, { en: `holds no file that ends in ${list}.`, fr: `ne contient aucun fichier en ${list}.` });
}

/**
 * Reads a glossary of a format from a file, or from all files of a folder.
 * @throws QuaestorError `data.bad-file` naming the file and what is wrong with it
 */
export async function readGlossary(given: string, format: GlossaryFormat, how: Reading): Promise<RawEntry[]> {
  const path = resolve(given.replace(/^~(?=\/)/, homedir()));
  const { endings, read } = formats[format];
  const files = filesAt(path, endings);
  if (files.reduce((sum, file) => sum + statSync(file).size, 0) > largestBytes)
    throw badPath(given, { en: 'is larger than 64 MiB.', fr: 'dépasse 64 Mio.' });
  const entries: RawEntry[] = [];
  for (const file of files) entries.push(...(await read(readFileSync(file, 'utf8'), basename(file), how)));
  return entries;
}
