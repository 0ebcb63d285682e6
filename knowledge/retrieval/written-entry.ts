import { z } from 'zod';
import { GlossaryEntry, type Level } from '../glossary/entry.ts';
import { ImportedEntry } from '../glossary/imported-entry.ts';

/** What an answer may be taken from: an entry of ours, or one that a person brought. */
export const WrittenEntry = z.union([GlossaryEntry, ImportedEntry]);
export type WrittenEntry = z.infer<typeof WrittenEntry>;

type Lang = 'en' | 'fr';

const levels: readonly Level[] = ['beginner', 'intermediate', 'expert'];

export const isImported = (entry: WrittenEntry): entry is ImportedEntry => 'imported' in entry;

/** The name of an entry in a language; an imported one has its own alone. */
export const termOf = (entry: WrittenEntry, lang: Lang): string => (isImported(entry) ? entry.term : entry[lang].term);

/** Every name of an entry in a language. */
export const namesOf = (entry: WrittenEntry, lang: Lang): string[] =>
  isImported(entry) ? [entry.term, ...entry.aliases] : [entry[lang].term, ...entry[lang].aliases];

/** The texts that explain an entry in a language, the easiest first. */
export function textsOf(entry: WrittenEntry, lang: Lang): string[] {
  if (isImported(entry)) return [entry.definition];
  const wording = entry[lang];
  return [...levels.map(level => wording[level] ?? ''), wording.pitfalls];
}

/** The sentences of a text; a point inside a number or an abbreviation ends none. */
export const sentencesOf = (text: string): string[] =>
  (text.match(/[^.!?]+(?:[.!?](?!\s|$)[^.!?]*)*[.!?]+/g) ?? [text]).map(one => one.trim()).filter(one => one !== '');
