import { readCsvGlossary } from './csv-glossary.ts';
import type { RawEntry } from './imported-entry.ts';

/** Apostrophes that a wrong character set has turned into a trade mark sign, between letters. */
const mojibake = /(?<=\p{L})[™](?=s\b)/gu;

/** A word that a line of print has broken: `gener- ated`; `short- and long-term` keeps its hyphen. */
const brokenWord = /(\p{L}{2,})-\s+(?!(?:and|or|to)\b)(\p{L}+)/gu;

/** Sentences, and the cross reference at the end, that lost the space between them: `ASSETS.The higher`, `See alsoDEBT`. */
const lostSpace = /(?<=\p{L}[.;:])(?=\p{Lu}\p{Ll})|(?<=\b[Ss]ee also)(?=\p{Lu})/gu;

/** Mends what scanning and copying have done to a text; its words stay. */
export const mended = (text: string): string =>
  text.replace(mojibake, '’').replace(brokenWord, '$1$2').replace(lostSpace, ' ').replace(/\s+/g, ' ').trim();

/**
 * Reads the CSV of FinRAD. Source: Ghosh et al., "FinRAD: Financial Readability Assessment Dataset", FNP 2022.
 * @throws QuaestorError `data.bad-file` when it is another file
 */
export const readFinrad = (text: string, file: string): RawEntry[] =>
  readCsvGlossary(text, file, { term: 'terms', definition: 'definitions', source: 'source' }, 'en').map(entry => ({
    ...entry,
    term: mended(entry.term),
    definition: mended(entry.definition),
  }));
