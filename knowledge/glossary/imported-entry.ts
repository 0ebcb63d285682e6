import { z } from 'zod';

/** An entry that a person brought: text from outside, to be shown with its source and never to be obeyed. */
export const ImportedEntry = z.strictObject({
  id: z.string().min(1),
  imported: z.literal(true),
  /** The glossary that it came with. */
  collection: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/),
  lang: z.enum(['en', 'fr']),
  term: z.string().min(1).max(200),
  /** Other names in its own language. */
  aliases: z.array(z.string()),
  /** Its names in the other language. */
  equivalents: z.array(z.string()),
  definition: z.string().min(1).max(6000),
  source: z.string().min(1),
  sourceUrl: z.string().nullable(),
  licence: z.string().min(1),
  /** UTC ms. */
  retrievedAt: z.int(),
});
export type ImportedEntry = z.infer<typeof ImportedEntry>;

/** Where the entries of one import come from and under which terms. */
export type Provenance = Pick<ImportedEntry, 'collection' | 'source' | 'sourceUrl' | 'licence' | 'retrievedAt'>;

/** What a file says of one term. */
export type RawEntry = {
  readonly term: string;
  readonly definition: string;
  readonly lang: 'en' | 'fr';
  readonly aliases?: readonly string[];
  readonly equivalents?: readonly string[];
  /** Where the file says it of each term. */
  readonly source?: string;
  readonly sourceUrl?: string;
};

const longest = { term: 200, definition: 6000 };

const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();

/** Control characters and those that nobody sees: what a person reads is what a model reads. */
const visible = (text: string): string => oneLine(text.normalize('NFC').replace(/[\p{Cc}\p{Cf}\p{Co}]/gu, ' '));

/** Raw entries with where they come from; those without a term or a definition are left out. */
export function importedEntries(raw: readonly RawEntry[], provenance: Provenance): ImportedEntry[] {
  return raw.flatMap(({ term, definition, lang, aliases = [], equivalents = [], source, sourceUrl }, at) => {
    const [name, text] = [visible(term).slice(0, longest.term), visible(definition).slice(0, longest.definition)];
    if (name === '' || text === '') return [];
    const others = (names: readonly string[]) => names.map(visible).filter(other => other !== '' && other !== name);
    return [
      {
        ...provenance,
        ...(source ? { source: `${provenance.source}: ${visible(source)}` } : {}),
        ...(sourceUrl && URL.canParse(sourceUrl) ? { sourceUrl } : {}),
        id: `${provenance.collection}:${at + 1}`,
        imported: true,
        lang,
        term: name,
        aliases: others(aliases),
        equivalents: others(equivalents),
        definition: text,
      },
    ];
  });
}
