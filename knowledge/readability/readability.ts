import type { Language } from '../../config/settings.ts';
import { syllables } from './syllables.ts';

/** What a text is made of: all that the formulas of readability look at. */
export type TextCounts = {
  readonly words: number;
  readonly sentences: number;
  readonly syllables: number;
  /** Letters and digits. */
  readonly letters: number;
  /** Words of three syllables or more. */
  readonly complexWords: number;
  /** Words of seven letters or more. */
  readonly longWords: number;
};

/** A word: letters and digits, joined by apostrophes, hyphens or the mark inside a number. */
const word = /[\p{L}\p{N}]+(?:['’.,-][\p{L}\p{N}]+)*/gu;

/** Where a sentence ends: a full stop inside a number ends none. */
const end = /[.!?…]+(?=\s|$)/g;

const lettersOf = (text: string): number => text.match(/[\p{L}\p{N}]/gu)?.length ?? 0;

/** Counts of a text; one that ends without a mark still has a sentence. */
export function countText(text: string, language: Language): TextCounts {
  const words = text.match(word) ?? [];
  const perWord = words.map(one => syllables(one, language));
  return {
    words: words.length,
    sentences: Math.max(1, text.match(end)?.length ?? 0),
    syllables: perWord.reduce((sum, count) => sum + count, 0),
    letters: words.reduce((sum, one) => sum + lettersOf(one), 0),
    complexWords: perWord.filter(count => count >= 3).length,
    longWords: words.filter(one => lettersOf(one) > 6).length,
  };
}

/** Flesch reading ease, for English: higher is easier, 60 and more is plain. Source: Flesch, 1948. */
export const fleschEase = ({ words, sentences, syllables: spoken }: TextCounts): number =>
  206.835 - 1.015 * (words / sentences) - 84.6 * (spoken / words);

/** School grade of an English text. Source: Kincaid and others, 1975. */
export const fleschKincaidGrade = ({ words, sentences, syllables: spoken }: TextCounts): number =>
  0.39 * (words / sentences) + 11.8 * (spoken / words) - 15.59;

/** Reading ease for French: Flesch with the weights of Kandel and Moles, 1958. */
export const kandelMolesEase = ({ words, sentences, syllables: spoken }: TextCounts): number =>
  207 - 1.015 * (words / sentences) - 73.6 * (spoken / words);

/** Fog index of English. Source: Gunning, 1952. */
export const gunningFog = ({ words, sentences, complexWords }: TextCounts): number =>
  0.4 * (words / sentences + (100 * complexWords) / words);

/** Grade of English by long words alone. Source: McLaughlin, 1969. */
export const smogGrade = ({ sentences, complexWords }: TextCounts): number =>
  1.043 * Math.sqrt((30 * complexWords) / sentences) + 3.1291;

/** Automated readability index, for English: by letters in place of syllables. Source: Smith and Senter, 1967. */
export const automatedReadability = ({ letters, words, sentences }: TextCounts): number =>
  4.71 * (letters / words) + 0.5 * (words / sentences) - 21.43;

/** Grade of English by letters and sentences per hundred words. Source: Coleman and Liau, 1975. */
export const colemanLiau = ({ letters, words, sentences }: TextCounts): number =>
  (5.88 * letters) / words - (29.6 * sentences) / words - 15.8;

/** Läsbarhetsindex, for any language: under 30 very easy, over 50 hard. Source: Björnsson, 1968. */
export const lix = ({ words, sentences, longWords }: TextCounts): number =>
  words / sentences + (100 * longWords) / words;

/** Reading ease by the formula of the language: English Flesch says nothing true about French. */
export function readingEase(text: string, language: Language): number {
  const counts = countText(text, language);
  return language === 'fr' ? kandelMolesEase(counts) : fleschEase(counts);
}
