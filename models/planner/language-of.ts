import type { Language } from '../../config/settings.ts';
import { fold } from '../../config/suggest.ts';

const french = new Set(
  'le la les un une des du de au aux et est sont suis quel quelle quels quelles combien mon ma mes moi je tu il elle nous vous que qui quoi comment pourquoi pour sur dans avec sans depuis entre jusque demain hier cours prix montre affiche achete vends explique veut dire ou en ce cette a'.split(
    ' ',
  ),
);
const english = new Set(
  'the a an of and is are am what which how much many my me i you he she we they that who why for on in with without since between until tomorrow yesterday price show buy sell explain mean where does do it to at'.split(
    ' ',
  ),
);

/** The language of a sentence by its small words and accents; undefined when nothing tells. */
export function languageOf(text: string): Language | undefined {
  const words = fold(text).match(/[a-z]+/g) ?? [];
  const accents = /[àâçéèêëîïôùûü«»]|\b[ldjmnsct]['’]|qu['’]/i.test(text) && !/\bn['’]t\b/i.test(text) ? 2 : 0;
  const score = words.reduce((sum, word) => sum + (french.has(word) ? 1 : 0) - (english.has(word) ? 1 : 0), accents);
  return score === 0 ? undefined : score > 0 ? 'fr' : 'en';
}
