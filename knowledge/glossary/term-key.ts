import { fold } from '../../config/suggest.ts';

/** The form in which terms are compared: no case, accents, brackets or punctuation; `&` and `%` kept as letters are. */
export const termKey = (text: string): string =>
  fold(text)
    .replace(/\([^)]*\)/g, ' ')
    .replace(/[^a-z0-9&%/]+/g, ' ')
    .trim()
    .replace(/^(?:(?:the|an?|le|la|les|une?|des?|du|l|d) )+(?=.)/, '');

/** The same for a name that may stand in brackets as a whole: `(CUSIP)`. */
export const nameKey = (name: string): string => termKey(name) || termKey(name.replace(/[()]/g, ' '));

/** Light stem of each word, so that a plural finds its singular in both languages. */
export const stemKey = (key: string): string =>
  key
    .split(' ')
    .map(word =>
      word.length > 3 ? word.replace(/(?<=[a-z]{3})ies$/, 'y').replace(/(?<=[a-rt-z][a-rt-z])(?:s|x)$/, '') : word,
    )
    .join(' ');
