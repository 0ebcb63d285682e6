import type { Language } from '../../config/settings.ts';
import { fold } from '../../config/suggest.ts';

const words: Record<Language, ReadonlySet<string>> = {
  en: new Set(
    'the of and to in on for with at by from as is are was were be has have had its it this that after before over under into about than will would could may says said new up down more less amid against between you your how what why who when not but or'.split(
      ' ',
    ),
  ),
  fr: new Set(
    'le la les un une des du de d l au aux et est sont ete a ont sur dans par pour avec sans en ce cette ces son sa ses leur leurs qui que quoi qu comment pourquoi apres avant contre entre plus moins se s n ne pas selon mais ou chez vers depuis face'.split(
      ' ',
    ),
  ),
};

/**
 * The language of a text by its small words, accents counting as French; undefined where they are too few to tell.
 */
export function detectLanguage(text: string): Language | undefined {
  const found = fold(text).match(/[a-z]+/g) ?? [];
  const count = (language: Language): number => found.filter(word => words[language].has(word)).length;
  const accents = (text.match(/[àâçéèêëîïôùûœ«»]/gi) ?? []).length;
  const lead = count('fr') + Math.min(accents, 2) - count('en');
  if (lead === 0) return undefined;
  return lead > 0 ? 'fr' : 'en';
}
