import type { GlossaryEntry } from '../glossary/entry.ts';
import { countText, fleschKincaidGrade } from '../readability/readability.ts';

/** School years that a formula and a third level of explanation count for. */
const forFormula = 3;
const forExpert = 1;

const known = new WeakMap<GlossaryEntry, number>();

/**
 * How hard a term is, in school years: the grade of its second explanation (Flesch-Kincaid, English), and more for what
 * has a formula or needs an expert's explanation. It only puts terms into an order.
 */
export function difficultyOf(entry: GlossaryEntry): number {
  const difficulty =
    known.get(entry) ??
    fleschKincaidGrade(countText(entry.en.intermediate, 'en')) +
      (entry.formula === undefined ? 0 : forFormula) +
      (entry.en.expert === undefined ? 0 : forExpert);
  known.set(entry, difficulty);
  return difficulty;
}
