/**
 * French as it is printed: the articles of proper names, their contractions and elisions, the spaces that keep a sign
 * on its line, and the minus. Texts are written plainly ("de S&P 500 : -2 %") and pass through here once.
 * Source: Imprimerie nationale, "Lexique des règles typographiques", 2002; CLDR, locale fr (U+202F in numbers).
 */

/** `false`: a name without article, of which only the vowel at its beginning matters. */
type Article = 'le' | "l'" | false;

/** Names of instruments as French speaks of them. A common noun loses its capital after the article. */
const articles: ReadonlyMap<string, Article> = new Map<string, Article>([
  ['S&P 500', 'le'],
  ['ETF SPDR S&P 500', "l'"],
  ['Or (SPDR Gold Shares)', "l'"],
  ['Bitcoin', 'le'],
  ['Bitcoin en Tether', 'le'],
  ['Ether', "l'"],
  ['Ether en Tether', "l'"],
  ['Indice de volatilité VIX', "l'"],
  ['Euro contre dollar américain', "l'"],
  ['CAC 40', 'le'],
  ['Taux américain à dix ans', 'le'],
  ['Indice du dollar américain', "l'"],
  ['Contrat à terme E-mini S&P 500', 'le'],
  ['Contrat à terme E-mini Nasdaq-100', 'le'],
  ['Contrat à terme pétrole brut (WTI)', 'le'],
  ["Contrat à terme sur l'or", 'le'],
  ['Apple', false],
  ['Alphabet', false],
  ['Amazon', false],
  ['AMD', false],
]);

const commonNoun = /^(?:Or|Indice|Euro|Taux|Contrat|Ether)(?= )/;

const escaped = (name: string): string => name.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
const anyName = [...articles.keys()]
  .sort((a, b) => b.length - a.length)
  .map(escaped)
  .join('|');

/** Words after which a name is spoken of, so that it takes its article. */
const leading =
  'de|à|pour|sur|dans|avec|contre|par|que|et|ou|comme|entre|selon|avant|après|depuis|acheter|vendre|découvert';
/** What follows a name that is the subject of its sentence; a name by itself is a label and stays bare. */
const verbs = 'a|est|était|ressemblait|vaut|valait|ne|se|va|peut|reste|le';

const spoken = new RegExp(`(?<!\\p{L})(${leading}) (${anyName})(?![\\p{L}\\d])`, 'gu');
const subject = new RegExp(`(^|[.!?…]\\s|, )(${anyName})(?= (?:${verbs}) )`, 'gu');

const vowel = /^[AEIOUÉÈÊ]/;

/** "le S&P 500", "l'or (SPDR Gold Shares)". */
function withArticle(name: string, article: 'le' | "l'"): string {
  const lower = name.replace(commonNoun, word => word.toLowerCase());
  return article === 'le' ? `le ${lower}` : `l'${lower}`;
}

/** "de" and "le" make "du", "à" and "le" make "au"; what is bought or sold is a part of it. */
function after(word: string, name: string): string {
  const article = articles.get(name);
  if (!article)
    return vowel.test(name) && /^(?:de|que)$/.test(word) ? `${word.slice(0, -1)}'${name}` : `${word} ${name}`;
  const named = withArticle(name, article);
  const partitive = /^(?:acheter|vendre|découvert)$/.test(word);
  const [verb, preposition] = partitive ? [`${word} `, 'de'] : ['', word];
  if (article === 'le' && preposition === 'de') return `${verb}du ${named.slice(3)}`;
  if (article === 'le' && preposition === 'à') return `au ${named.slice(3)}`;
  return `${verb}${preposition} ${named}`;
}

/** The subject of a sentence, with a capital where it begins it. */
function asSubject(before: string, name: string): string {
  const article = articles.get(name);
  if (!article) return `${before}${name}`;
  const named = withArticle(name, article);
  return before === ', ' ? `${before}${named}` : `${before}L${named.slice(1)}`;
}

const named = (text: string): string =>
  text
    .replace(spoken, (_, word: string, name: string) => after(word, name))
    .replace(subject, (_, before: string, name: string) => asSubject(before, name));

const spaced = (text: string): string =>
  text
    // A sign that was put right behind its word, as other languages do.
    .replace(/(?<=[\p{L}\d)»%$])(?=[:;!?](?:\s|$))/gu, '\u202F')
    .replace(/[ \u00A0](?=[:;!?])/g, '\u202F')
    .replace(/ (?=[%$»])/g, '\u00A0')
    .replace(/« /g, '«\u00A0');

const signed = (text: string): string => text.replace(/(?<=^|[\s(«[=±])-(?=\d)/g, '\u2212');

/** A French text as it is printed. Doing it twice changes nothing. */
export const inFrench = (text: string): string => signed(spaced(named(text)));
