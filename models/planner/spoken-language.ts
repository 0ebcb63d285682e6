import type { Language } from '../../config/settings.ts';
import { fold } from '../../config/suggest.ts';
import { spellOut } from './spell-out.ts';

/** Small words that only one of the two languages has, and that no name of a strategy or an instrument is made of. */
const own: Readonly<Record<Language, ReadonlySet<string>>> = {
  en: new Set(
    `the is are am was were what which how much many my i you he she we they that this who why when where with from
     until since between without yesterday tomorrow today show give tell explain does did do can could would should will
     have has it its be been if and of to in for not`.split(/\s+/),
  ),
  fr: new Set(
    `le la les un une des du au aux et est sont suis es quel quelle quels quelles combien mon ma mes tes ses je tu il elle
     nous vous qui quoi comment pourquoi pour sur dans avec sans depuis entre demain hier aujourd hui montre affiche donne
     dis explique veut dire vaut ce cette ca cela en de que moi toi fais fait faire ai as peux veux pas si quand`.split(
      /\s+/,
    ),
  ),
};

const elision = /(?<!\p{L})(?:[ldjmnst]|qu)['’]\p{L}/iu;
const accent = /[àâçéèêëîïôûùœ«]/i;

/** Twice as many are clear; a foreign word or two may stand among them. */
const leastWords = 2;
const leastRatio = 3;

/** The language in which a sentence is clearly written; undefined where too little tells ("portfolio", "SPX 2008"). */
export function spokenLanguage(text: string): Language | undefined {
  const said = spellOut(text);
  const words = fold(said).match(/[a-z]+/g) ?? [];
  const count = (language: Language): number => words.filter(word => own[language].has(word)).length;
  const en = count('en');
  const fr = count('fr') + (elision.test(said) ? 1 : 0) + (accent.test(said) ? 1 : 0);
  if (en >= leastWords && en >= leastRatio * fr) return 'en';
  return fr >= leastWords && fr >= leastRatio * en ? 'fr' : undefined;
}
