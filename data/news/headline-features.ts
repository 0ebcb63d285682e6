import { fold } from '../../config/suggest.ts';

const offsetBasis = 0x811c9dc5;
const prime = 0x01000193;

/** FNV-1a over UTF-16 units, 32 bits. Source: Fowler, Noll and Vo, draft-eastlake-fnv. */
function hashOf(text: string): number {
  let hash = offsetBasis;
  for (let i = 0; i < text.length; i += 1) hash = Math.imul(hash ^ text.charCodeAt(i), prime);
  return hash >>> 0;
}

/** A number is a number, whatever it says: what counts is that there is one. */
const wordsOf = (headline: string): string[] =>
  (fold(headline).match(/[a-z]+(?:['&-][a-z]+)*|\d[\d.,]*%?/g) ?? []).map(word =>
    /^\d/.test(word) ? (word.endsWith('%') ? '#%' : '#') : word,
  );

/** The words and pairs of neighbouring words of a headline as 32-bit hashes, each once. */
export function headlineFeatures(headline: string): ReadonlySet<number> {
  const words = wordsOf(headline);
  const pairs = words.slice(1).map((word, i) => `${words[i]} ${word}`);
  return new Set([...words, ...pairs].map(hashOf));
}
