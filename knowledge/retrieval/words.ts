import { fold } from '../../config/suggest.ts';

/** Small words that say nothing of what a text is about, folded. */
const small = {
  en: `a about above after again against all also am an and any are as at be because been before being below between
    both but by can could did do does doing down during each few for from further had has have having he her here hers
    him his how i if in into is it its itself just like may me might more most must my no nor not of off on once only or
    other our out over own per same she should so some such than that the their them then there these they this those
    through to too under until up upon us very was we were what when where which while who whom why will with within
    without would you your`,
  fr: `a afin ai ainsi alors au aucun aussi autre aux avec car ce ceci cela celle celui ces cet cette ceux chaque ci comme
    comment d dans de des donc dont du elle elles en est et etait ete etre eux fait fois font il ils j je l la le les leur
    leurs lors lui m ma mais me meme mes moi mon n ne ni nos notre nous on ont ou par pas peu peut plus pour pourquoi qu
    quand que quel quelle qui quoi s sa sans se ses si soi son sont sous sur t ta te tes toi ton tous tout toute tres tu un
    une vers vos votre vous y`,
} as const;

const wordSet = (text: string): ReadonlySet<string> => new Set(text.split(/\s+/));
const smallWords = { en: wordSet(small.en), fr: wordSet(small.fr) };

/** Runs of letters and digits of a text, folded: lower case, no accents. */
export const wordsOf = (text: string): string[] => fold(text).match(/[a-z0-9]+/g) ?? [];

/** The words of a text that say what it is about, without the small words of its language, or of both. */
export function contentWords(text: string, lang?: 'en' | 'fr'): string[] {
  const isSmall = (word: string): boolean =>
    (lang !== 'fr' && smallWords.en.has(word)) || (lang !== 'en' && smallWords.fr.has(word));
  return wordsOf(text).filter(word => !isSmall(word));
}

/** Light English stem: plural, then -ing, -ed, -ly or -ment where more than three letters remain. */
export function englishStem(word: string): string {
  const singular = word.endsWith('ies') ? `${word.slice(0, -3)}y` : word.replace(/([^su])s$/, '$1');
  return singular.replace(/^(.{4,})(?:ing|ed|ly|ment)$/, '$1');
}

/** Light French stem of a folded word: plural, feminine, and the commonest endings, where at least four letters remain. */
export function frenchStem(word: string): string {
  if (word.length < 5) return word;
  return word
    .replace(/aux$/, 'al')
    .replace(/[sx]$/, '')
    .replace(/^(.{4,})(?:ements?|ment)$/, '$1')
    .replace(/^(.{4,})(?:ations?|ateur|atrice|euse|eur|ive|if)$/, '$1')
    .replace(/^(.{4,}?)(?:ee?|er|ir|ent)$/, '$1')
    .replace(/(.)\1$/, '$1');
}

/** Character n-grams of 3 to 5 signs inside each word, which has a space at both ends. */
export const charGrams = (words: readonly string[]): string[] =>
  words.flatMap(word => {
    const padded = ` ${word} `;
    return [3, 4, 5].flatMap(size =>
      Array.from({ length: Math.max(0, padded.length - size + 1) }, (_, at) => padded.slice(at, at + size)),
    );
  });
