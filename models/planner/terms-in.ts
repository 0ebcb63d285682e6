import { Sentence } from './sentence.ts';
import { wordPattern } from './word-pattern.ts';

const patterns = new WeakMap<() => readonly string[], RegExp>();

function patternOf(terms: () => readonly string[]): RegExp {
  const known = patterns.get(terms);
  if (known) return known;
  // Plurals are found by their singular; two letters say too little.
  const made = wordPattern(
    terms().filter(term => term.length > 2),
    '',
    '',
  );
  patterns.set(terms, made);
  return made;
}

/** Terms are written in the singular. */
export const singular = (text: string): string => text.replace(/(?<=\p{L}{3})s(?!\p{L})/gu, '');

/** Names of the glossary in a text, each once, in its order; `apart` are names of something else, such as instruments. */
export function termsIn(text: string, terms: () => readonly string[], apart: ReadonlyMap<string, string>): string[] {
  const folded = Sentence.of(text).text;
  const found = [...folded.matchAll(patternOf(terms))].map(([name]) => name);
  return [...new Set(found)].filter(name => !apart.has(name));
}
