import { fold } from '../../config/suggest.ts';
import type { GlossaryEntry } from '../glossary/entry.ts';
import { contentWords, wordsOf } from '../retrieval/words.ts';

/** What stands in place of a word of the term. */
export const blank = '____';

/** Letters of a word that its plural, feminine and derived forms share. */
const rootOf = (word: string): string => (word.length > 5 ? word.slice(0, Math.max(4, word.length - 2)) : word);

/** Whether a word of a text is a form of a word of the term. */
function gives(word: string, away: string): boolean {
  if (word === away || word === `${away}s` || `${word}s` === away) return true;
  return away.length > 5 && word.length > 4 && word.startsWith(rootOf(away));
}

/** An entry's first explanation without the words of its names, so that it does not give the term away. */
export function maskedDefinition(entry: GlossaryEntry, lang: 'en' | 'fr'): string {
  const { term, aliases, beginner } = entry[lang];
  const away = [term, ...aliases].flatMap(name => {
    const content = contentWords(name, lang);
    return content.length > 0 ? content : wordsOf(name);
  });
  const masked = beginner.replace(/[\p{L}\p{N}]+/gu, word => (away.some(one => gives(fold(word), one)) ? blank : word));
  return masked.replace(new RegExp(`${blank}(?:[ -]${blank})+`, 'g'), blank);
}
