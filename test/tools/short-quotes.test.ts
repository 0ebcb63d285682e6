import { describe, expect, it } from 'vitest';
import { importGlossary } from '../../tools/import-glossary.ts';
import { shortened, withShortQuotes } from '../../tools/short-quotes.ts';
import { takeQuiz } from '../../tools/take-quiz.ts';
import { called } from '../kit/tool-call.ts';

describe('what an error repeats', () => {
  it('is cut in its middle at 80 characters, in the quotes of both languages', () => {
    const long = `${'a'.repeat(200)}/terms.csv`;
    expect(shortened('a'.repeat(80))).toBe('a'.repeat(80));
    expect(shortened(long)).toHaveLength(80);
    expect(withShortQuotes(`There is no "${long}" in "x".`)).toMatch(/^There is no "a{55}…a+\/terms\.csv" in "x"\.$/);
    expect(withShortQuotes(`Il n'y a pas de « ${long} ».`)).toMatch(/^Il n'y a pas de « a+…a+\/terms\.csv ?» ?\.$/);
    expect(withShortQuotes('said "one" and "two"')).toBe('said "one" and "two"');
  });

  it.each([
    [takeQuiz, { topic: 'x'.repeat(50_000) }],
    [importGlossary, { path: `/no/${'x'.repeat(50_000)}.csv` }],
  ])('is never the whole of a large input', async (tool, input) => {
    for (const language of ['en', 'fr'] as const) {
      const { text, card } = await called(tool, input, language);
      expect(text.length).toBeLessThan(600);
      expect(card.lead?.length).toBeLessThan(600);
    }
  });
});
