import { readdirSync, readFileSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { basename, extname, join, resolve } from 'node:path';
import { z } from 'zod';
import { attempt } from '../../config/attempt.ts';
import { QuaestorError } from '../../config/errors.ts';
import { type CsvColumns, readCsvGlossary } from './csv-glossary.ts';
import { decodeText, type TextEncoding } from './decode-text.ts';
import { readFibo } from './fibo.ts';
import { readFinrad } from './finrad.ts';
import { readFranceTerme } from './franceterme.ts';
import type { Provenance, RawEntry } from './imported-entry.ts';
import { readMarkdownGlossary } from './markdown-glossary.ts';

export const GlossaryFormat = z.enum(['finrad', 'fibo', 'franceterme', 'csv', 'markdown']);
export type GlossaryFormat = z.infer<typeof GlossaryFormat>;

type Reading = {
  readonly columns: CsvColumns;
  readonly lang: 'en' | 'fr';
  /** UTF-8 when left out. */
  readonly encoding?: TextEncoding;
};

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
    endings: ['.csv', '.tsv', '.txt'],
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

const placeOf = (given: string): string => resolve(given.replace(/^~(?=\/)/, homedir()));

/** The file itself, or those in the folder and below, without links. @throws QuaestorError `data.bad-file` for neither */
function everyFileAt(path: string): { readonly folder: boolean; readonly files: readonly string[] } {
  const kind = attempt(() => statSync(path));
  if (!kind) throw badPath(path, { en: 'is no file or folder.', fr: "n'est ni un fichier ni un dossier." });
  if (!kind.isDirectory()) return { folder: false, files: [path] };
  const files = readdirSync(path, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry => join(entry.parentPath, entry.name))
    .sort();
  return { folder: true, files };
}

const endsIn = (file: string, endings: readonly string[]): boolean => endings.includes(extname(file).toLowerCase());

/** The files of a format at a path. A file that was named is read whatever its name. */
function filesAt(path: string, endings: readonly string[]): readonly string[] {
  const { folder, files } = everyFileAt(path);
  const fitting = folder ? files.filter(file => endsIn(file, endings)) : files;
  if (fitting.length > 0) return fitting;
  const list = endings.join(', ');
  throw badPath(path, { en: `holds no file that ends in ${list}.`, fr: `ne contient aucun fichier en ${list}.` });
}

/** What names of files tell. FinRAD and the XML of FranceTerme look like others and have to be named. */
const told: Readonly<Record<string, GlossaryFormat>> = {
  '.csv': 'csv',
  '.tsv': 'csv',
  '.md': 'markdown',
  '.markdown': 'markdown',
  '.rdf': 'fibo',
  '.owl': 'fibo',
  '.json': 'franceterme',
};

/**
 * The format of a file or folder by the names of its files; CSV where they tell nothing.
 * @throws QuaestorError `data.bad-file` for a folder that holds several
 */
export function formatAt(given: string): GlossaryFormat {
  const { files } = everyFileAt(placeOf(given));
  const known = new Set(files.flatMap(file => told[extname(file).toLowerCase()] ?? []));
  const [only = 'csv', ...others] = known;
  if (others.length === 0) return only;
  const list = [only, ...others].join(', ');
  throw badPath(given, {
    en: `holds files of several formats: ${list}. Name one with format.`,
    fr: `contient des fichiers de plusieurs formats : ${list}. Nommez-en un avec format.`,
  });
}

/**
 * Reads a glossary of a format from a file, or from all files of a folder.
 * @throws QuaestorError `data.bad-file` naming the file and what is wrong with it
 */
export async function readGlossary(given: string, format: GlossaryFormat, how: Reading): Promise<RawEntry[]> {
  const { endings, read } = formats[format];
  const files = filesAt(placeOf(given), endings);
  if (files.reduce((sum, file) => sum + statSync(file).size, 0) > largestBytes)
    throw badPath(given, { en: 'is larger than 64 MiB.', fr: 'dépasse 64 Mio.' });
  const entries: RawEntry[] = [];
  for (const file of files) {
    const text = decodeText(readFileSync(file), basename(file), how.encoding);
    entries.push(...(await read(text, basename(file), how)));
  }
  return entries;
}
