import type { GlossaryEntry } from '../glossary/entry.ts';
import type { ImportedEntry } from '../glossary/imported-entry.ts';
import type { Passage } from './passage.ts';

const ownId = (id: string, lang: Passage['lang']): string => `own/${id}/${lang}`;

/** The two wordings of one of our entries; each answers to the names of both. */
export const passagesOf = (entry: GlossaryEntry): Passage[] =>
  (['en', 'fr'] as const).map(lang => {
    const [own, other] = lang === 'en' ? [entry.en, entry.fr] : [entry.fr, entry.en];
    return {
      id: ownId(entry.id, lang),
      lang,
      term: own.term,
      aliases: [...own.aliases, other.term, ...other.aliases],
      body: [own.beginner, own.intermediate, own.example].join(' '),
    };
  });

/** The passage of an entry that a person brought. */
export const importedPassage = ({ id, lang, term, aliases, equivalents, definition }: ImportedEntry): Passage => ({
  id: `imported/${id}`,
  lang,
  term,
  aliases: [...aliases, ...equivalents],
  body: definition,
});

/** Whose passage an id names. */
export function ownerOf(passageId: string): { readonly kind: 'own' | 'imported'; readonly id: string } {
  return passageId.startsWith('imported/')
    ? { kind: 'imported', id: passageId.slice('imported/'.length) }
    : { kind: 'own', id: passageId.split('/')[1] ?? '' };
}
