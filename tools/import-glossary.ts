import { basename, extname } from 'node:path';
import { z } from 'zod';
import { QuaestorError } from '../config/errors.ts';
import { fold } from '../config/suggest.ts';
import { counted } from '../config/text.ts';
import { TextEncoding } from '../knowledge/glossary/decode-text.ts';
import { importedEntries, type Provenance } from '../knowledge/glossary/imported-entry.ts';
import { formatAt, GlossaryFormat, knownProvenance, readGlossary } from '../knowledge/glossary/read-glossary.ts';
import { termKey } from '../knowledge/glossary/term-key.ts';
import { defineTool } from './tool.ts';

const Input = z.object({
  path: z.string().min(1).describe('Path of the file, or of the folder').meta({ slot: 'path', needed: true }),
  format: GlossaryFormat.optional()
    .describe(
      'finrad: its CSV | fibo: RDF/XML | franceterme: JSON or XML | csv: any CSV | markdown: headings are terms; told by the names of the files when left out',
    )
    .meta({
      slot: 'choice',
      words: {
        finrad: ['finrad'],
        fibo: ['fibo'],
        franceterme: ['franceterme', 'france terme'],
        csv: [],
        markdown: ['markdown'],
      },
    }),
  language: z.enum(['en', 'fr']).default('en').describe('Language of a csv or markdown glossary'),
  source: z.string().min(1).max(200).optional().describe('Who wrote a csv or markdown glossary'),
  sourceUrl: z.url().optional().describe('Where it is published'),
  licence: z.string().min(1).max(200).optional().describe('Under which terms it may be used'),
  termColumn: z.string().min(1).default('term').describe('For csv: column of the term'),
  definitionColumn: z.string().min(1).default('definition').describe('For csv: column of the definition'),
  aliasColumn: z.string().min(1).optional().describe('For csv: column of other names, ; between them'),
  equivalentColumn: z.string().min(1).optional().describe('For csv: column of names in the other language'),
  encoding: TextEncoding.optional().describe('utf8 when left out; latin1 for files of old programs (Windows-1252)'),
});
type Input = z.infer<typeof Input>;

const Output = z.strictObject({
  collection: z.string(),
  /** Rows, classes or headings that the files hold. */
  rows: z.int(),
  entries: z.int(),
  /** Different terms, in their compared form. */
  terms: z.int(),
  /** Entries with a name in the other language. */
  withEquivalent: z.int(),
  /** Entries of all imported glossaries. */
  stored: z.int(),
  source: z.string(),
  licence: z.string(),
});

const notStated = 'not stated';

const slugOf = (path: string): string =>
  fold(basename(path, extname(path)))
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '') || 'imported';

function provenanceOf(
  { path, source, sourceUrl, licence }: Input,
  format: GlossaryFormat,
  retrievedAt: number,
): Provenance {
  const known = knownProvenance(format);
  return {
    collection: known ? format : slugOf(path),
    source: source ?? known?.source ?? basename(path),
    sourceUrl: sourceUrl ?? known?.sourceUrl ?? null,
    licence: licence ?? known?.licence ?? notStated,
    retrievedAt,
  };
}

const nothingIn = (path: string, format: string): QuaestorError =>
  new QuaestorError('data.bad-file', {
    en: `"${path}" holds no term with a definition, read as ${format}. Formats: ${GlossaryFormat.options.join(', ')}.`,
    fr: `« ${path} » ne contient aucun terme avec une définition, lu comme ${format}. Formats : ${GlossaryFormat.options.join(', ')}.`,
  });

export const importGlossary = defineTool({
  name: 'import_glossary',
  description:
    'Brings a glossary of terms in from a file or folder: FinRAD, FIBO, FranceTerme, any CSV or Markdown. It is kept in the database with its source and licence, and never hides our own entries. Admins only.',
  examples: [
    'Import the glossary ./finrad.csv in the FinRAD format',
    'load the FIBO glossary from ./fibo/volatility.rdf',
    'import glossary terms from ./terms.csv',
    'import the markdown glossary in ./notes/',
    'Importe le glossaire ./franceterme.json au format FranceTerme',
    'charge le glossaire FIBO depuis ./fibo/',
    'importe les termes du glossaire ./termes.csv',
    'importe le glossaire markdown du dossier ./notes/',
  ],
  effect: 'admin',
  seconds: 600,
  input: Input,
  output: Output,
  async run(given, { library, wall }) {
    const { path, format = formatAt(path), language: lang, encoding } = given;
    const columns = {
      term: given.termColumn,
      definition: given.definitionColumn,
      aliases: given.aliasColumn,
      equivalents: given.equivalentColumn,
    };
    const raw = await readGlossary(path, format, { columns, lang, ...(encoding ? { encoding } : {}) });
    const provenance = provenanceOf(given, format, wall.now());
    const entries = importedEntries(raw, provenance);
    if (entries.length === 0) throw nothingIn(path, format);
    const stored = await library().bring(provenance.collection, entries);
    return {
      collection: provenance.collection,
      rows: raw.length,
      entries: entries.length,
      terms: new Set(entries.map(({ term }) => termKey(term))).size,
      withEquivalent: entries.filter(({ equivalents }) => equivalents.length > 0).length,
      stored,
      source: provenance.source,
      licence: provenance.licence,
    };
  },
  show({ collection, rows, entries, terms, withEquivalent, stored, source, licence }, t) {
    const came = counted(
      entries,
      { en: 'entry', fr: 'entrée' },
      { en: 'entries', fr: 'entrées' },
      t.number(entries, 0),
    );
    const read = counted(rows, { en: 'row', fr: 'ligne' }, { en: 'rows', fr: 'lignes' }, t.number(rows, 0));
    const named = counted(terms, { en: 'term', fr: 'terme' }, { en: 'terms', fr: 'termes' }, t.number(terms, 0));
    const [all, both] = [t.number(stored, 0), t.number(withEquivalent, 0)];
    const stated = licence === notStated ? t({ en: 'not stated', fr: 'non indiquée' }) : licence;
    return {
      title: t({ en: `Glossary "${collection}" imported`, fr: `Glossaire « ${collection} » importé` }),
      lead: t({
        en: `${came.en} of ${read.en} came in: ${named.en}, ${both} with a name in the other language. Imported entries now: ${all}.`,
        fr: `Importé : ${came.fr} sur ${read.fr}, soit ${named.fr}, dont ${both} avec un nom dans l'autre langue. Entrées importées à présent : ${all}.`,
      }),
      lines: [
        t({
          en: 'They answer only to names that our own glossary does not have, and are shown with their source.',
          fr: 'Elles ne répondent qu’aux noms absents de notre glossaire, et sont montrées avec leur source.',
        }),
      ],
      sources: [t({ en: `${source}; licence: ${stated}`, fr: `${source} ; licence : ${stated}` })],
    };
  },
});
