import { contentWords, frenchStem, wordsOf } from './words.ts';

/** User text is never an expression of the search language: each token is quoted. Empty when nothing is left. */
const anyOf = (tokens: readonly string[]): string =>
  [...new Set(tokens)].map(token => `"${token.replaceAll('"', '')}"`).join(' OR ');

/** Words to look for: without small words where others remain. */
const searched = (text: string, lang: 'en' | 'fr'): string[] => {
  const content = contentWords(text, lang);
  return content.length > 0 ? content : wordsOf(text);
};

/** What looks a text up in the table of a language; French stems stand in a column of their own. */
export function matchExpression(text: string, lang: 'en' | 'fr'): string {
  const words = searched(text, lang);
  return lang === 'en' ? anyOf(words) : anyOf([...words, ...words.map(frenchStem)]);
}
