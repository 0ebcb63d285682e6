/**
 * English as it is printed: instruments that are spoken of with an article get it ("the S&P 500"). Texts are written
 * plainly ("Volatility of S&P 500") and pass through here once; a name by itself is a label and stays bare.
 */

/** Names of instruments that take the article. A company, a coin and a pair have none. */
const names: readonly string[] = [
  'S&P 500',
  'SPDR S&P 500 ETF',
  'VIX volatility index',
  'CAC 40',
  'US ten-year Treasury yield',
  'US dollar index',
  'E-mini S&P 500 future',
  'E-mini Nasdaq-100 future',
  'Crude oil future (WTI)',
  'Gold future',
];

const anyName = names
  .toSorted((a, b) => b.length - a.length)
  .map(name => name.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&'))
  .join('|');

/** Words after which a name is spoken of. */
const leading =
  'of|for|on|at|to|with|against|than|by|from|about|into|over|and|or|between|like|expect|holding|that|when|while';
/** What follows a name that is the subject of its sentence. */
const verbs =
  'closed|is|was|has|had|went|stands|stood|does|did|looked|looks|rose|fell|now|may|can|could|will|would|shows';

const spoken = new RegExp(`(?<![\\p{L}\\d])(${leading}) (${anyName})(?![\\p{L}\\d])`, 'giu');
const subject = new RegExp(`(^|[.!?…]\\s|[,:]\\s)(${anyName})(?= (?:${verbs})(?!\\p{L}))`, 'gu');

/** An English text as it is printed. Doing it twice changes nothing. */
export const inEnglish = (text: string): string =>
  text
    .replace(spoken, '$1 the $2')
    .replace(subject, (_, before: string, name: string) => `${before}${before === ', ' ? 'the' : 'The'} ${name}`);
