import { describe, expect, it } from 'vitest';
import type { GlossaryEntry } from '../../knowledge/glossary/entry.ts';
import { loadEntries } from '../../knowledge/glossary/load-entries.ts';
import {
  automatedReadability,
  colemanLiau,
  countText,
  fleschEase,
  fleschKincaidGrade,
  gunningFog,
  kandelMolesEase,
  lix,
  readingEase,
  smogGrade,
} from '../../knowledge/readability/readability.ts';
import { syllables } from '../../knowledge/readability/syllables.ts';

describe('syllables', () => {
  it.each([
    ['price', 1],
    ['table', 2],
    ['fee', 1],
    ['volatility', 5],
    ['the', 1],
    ['2,750', 1],
  ])('of the English word %j are %i', (word, count) => {
    expect(syllables(word, 'en')).toBe(count);
  });

  it.each([
    ['prix', 1],
    ['perte', 1],
    ['volatilité', 5],
    ['réel', 2],
    ['montent', 1],
    ['souvent', 2],
    ['rendement', 3],
    ['journées', 2],
  ])('of the French word %j are %i', (word, count) => {
    expect(syllables(word, 'fr')).toBe(count);
  });
});

describe('the counts of a text', () => {
  it('take a number and a word with an apostrophe as one word, and no full stop inside a number as an end', () => {
    expect(countText("It isn't 2.5 %. It is 3.", 'en')).toMatchObject({ words: 6, sentences: 2 });
  });

  it('see one sentence where no mark ends the text', () => {
    expect(countText('a plain word', 'en').sentences).toBe(1);
  });
});

/** Ten words, two sentences, fifteen syllables, forty letters, two words of three syllables, three long ones. */
const counts = { words: 10, sentences: 2, syllables: 15, letters: 40, complexWords: 2, longWords: 3 };

describe('the formulas, worked by hand for ten words in two sentences', () => {
  it.each([
    ['Flesch', fleschEase, 206.835 - 5.075 - 126.9],
    ['Flesch-Kincaid', fleschKincaidGrade, 1.95 + 17.7 - 15.59],
    ['Kandel-Moles', kandelMolesEase, 207 - 5.075 - 110.4],
    ['Gunning', gunningFog, 10],
    ['SMOG', smogGrade, 1.043 * 5.477225575 + 3.1291],
    ['ARI', automatedReadability, 18.84 + 2.5 - 21.43],
    ['Coleman-Liau', colemanLiau, 23.52 - 5.92 - 15.8],
    ['LIX', lix, 35],
  ] as const)('%s', (_name, formula, value) => {
    expect(formula(counts)).toBeCloseTo(value, 6);
  });
});

const languages = ['en', 'fr'] as const;
const easeAsked = { en: 55, fr: 60 };

/** What speaks against the texts of an entry, by the targets of the house. */
function faultsOf(entry: GlossaryEntry): string[] {
  return languages.flatMap(language => {
    const { beginner, intermediate, expert } = entry[language];
    const counted = countText(beginner, language);
    const ease = [beginner, intermediate, ...(expert === undefined ? [] : [expert])].map(text =>
      readingEase(text, language),
    );
    const checks: readonly (readonly [fault: string, holds: boolean])[] = [
      ['beginner is longer than 80 words', counted.words > 80],
      ['beginner is hard to read', (ease[0] ?? 0) < easeAsked[language]],
      ['beginner is above grade 9', language === 'en' && fleschKincaidGrade(counted) > 9],
      ['beginner holds a formula', /[=√^×÷Σ]/.test(beginner)],
      ['intermediate is longer than 140 words', countText(intermediate, language).words > 140],
      ['a higher level is easier', ease.some((one, i) => i > 0 && one >= (ease[i - 1] ?? 0))],
    ];
    return checks.flatMap(([fault, holds]) => (holds ? [`${entry.id}, ${language}: ${fault}`] : []));
  });
}

describe('the texts of the glossary', () => {
  it('meet the targets of their level in both languages', () => {
    expect(loadEntries().flatMap(faultsOf)).toEqual([]);
  });

  it('would be told from texts that do not', () => {
    const [entry] = loadEntries();
    if (!entry) throw new Error('the glossary is empty');
    const swapped = { ...entry, en: { ...entry.en, beginner: entry.en.intermediate, intermediate: entry.en.beginner } };
    expect(faultsOf(swapped)).toContain(`${entry.id}, en: a higher level is easier`);
  });
});
