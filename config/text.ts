import { inEnglish } from './english.ts';
import { inFrench } from './french.ts';
import type { Language } from './settings.ts';

/** One sentence in every language of the product. Values are already inside: texts are made where they are said. */
export type Text = Readonly<Record<Language, string>>;

/**
 * A count with its noun: none takes the plural in English, the singular in French.
 * @param shown the count as it is printed
 */
export const counted = (count: number, one: Text, several: Text, shown = String(count)): Text => ({
  en: `${shown} ${count === 1 ? one.en : several.en}`,
  fr: `${shown} ${Math.abs(count) < 2 ? one.fr : several.fr}`,
});

/** Chooses the reader's language and writes numbers and days its way. */
export interface Translate {
  (text: Text): string;
  readonly language: Language;
  /** A number with fixed decimals and the reader's separators. */
  number(value: number, decimals?: number): string;
  /** US dollars to the cent. */
  money(value: number): string;
  /** A share such as 0.0123 as "1.23 %". */
  percent(share: number, decimals?: number): string;
  /** Calendar day (UTC) of an instant, as YYYY-MM-DD in every language. */
  day(instant: number): string;
}

const locales: Record<Language, string> = { en: 'en-US', fr: 'fr-FR' };
const formats = new Map<string, Intl.NumberFormat>();

function formatOf(language: Language, decimals: number): Intl.NumberFormat {
  const key = `${language}${decimals}`;
  const known = formats.get(key);
  if (known) return known;
  const made = new Intl.NumberFormat(locales[language], {
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
  });
  formats.set(key, made);
  return made;
}

/** The sign of a negative number as each language prints it. */
const minus: Record<Language, string> = { en: '-', fr: '\u2212' };

/** A value that would print as "-0" or "-0.00" prints without its sign. */
const signed = (text: string, language: Language): string =>
  text.replace(/^-/, /[1-9]/.test(text) ? minus[language] : '');

export function translateTo(language: Language): Translate {
  const number = (value: number, decimals = 2): string =>
    Number.isFinite(value) ? signed(formatOf(language, decimals).format(value), language) : '–';
  const money = (value: number): string => {
    const text = number(Math.abs(value), 2);
    const sign = value < 0 && /[1-9]/.test(text) ? minus[language] : '';
    return language === 'fr' ? `${sign}${text}\u00A0$` : `${sign}$${text}`;
  };
  const percent = (share: number, decimals = 2): string =>
    language === 'fr' ? `${number(share * 100, decimals)}\u00A0%` : `${number(share * 100, decimals)}%`;
  const day = (instant: number): string => new Date(instant).toISOString().slice(0, 10);
  const said = language === 'fr' ? (text: Text) => inFrench(text.fr) : (text: Text) => inEnglish(text.en);
  return Object.assign(said, { language, number, money, percent, day });
}
