import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { GlossaryEntry } from '../glossary/entry.ts';
import { stemKey, termKey } from '../glossary/term-key.ts';
import { contentWords } from '../retrieval/words.ts';
import type { Place } from './topics.ts';

export const optionCount = 4;

/** A question: which of four terms does a definition explain? Ids only, so that it can be asked in either language. */
export const QuizQuestion = z.strictObject({
  entryId: z.string(),
  /** Ids of the four terms in their order; the right one is among them once. */
  options: z.array(z.string()).length(optionCount),
  /** Place of the option that was chosen, once it was. */
  chosen: z
    .int()
    .min(0)
    .max(optionCount - 1)
    .optional(),
});
export type QuizQuestion = z.infer<typeof QuizQuestion>;

const languages = ['en', 'fr'] as const;

const namesOf = (entry: GlossaryEntry, lang: 'en' | 'fr'): string[] =>
  [entry[lang].term, ...entry[lang].aliases].map(name => stemKey(termKey(name)));

const wordsOfTerm = (entry: GlossaryEntry, lang: 'en' | 'fr'): Set<string> =>
  new Set(contentWords(entry[lang].term, lang).map(stemKey));

const within = (small: ReadonlySet<string>, large: ReadonlySet<string>): boolean =>
  small.size > 0 && [...small].every(word => large.has(word));

/** Whether two terms could both be meant by a definition: a shared name, or one term a special case of the other. */
export const mayBeConfused = (a: GlossaryEntry, b: GlossaryEntry): boolean =>
  languages.some(lang => {
    const [names, words, others] = [new Set(namesOf(a, lang)), wordsOfTerm(a, lang), wordsOfTerm(b, lang)];
    return namesOf(b, lang).some(name => names.has(name)) || within(words, others) || within(others, words);
  });

/** The same order for the same seed, another for another. */
const rankOf = (seed: string, id: string): string => createHash('sha256').update(`${seed}/${id}`).digest('hex');

const shuffled = <T extends { readonly id: string }>(items: readonly T[], seed: string): T[] =>
  items
    .map(item => ({ item, rank: rankOf(seed, item.id) }))
    .sort((a, b) => (a.rank < b.rank ? -1 : 1))
    .map(({ item }) => item);

/**
 * The question for an entry: three other terms of its category stand beside it (of its topic, then of any, where the
 * category has too few), none of which could be meant as well, and no two of which are alike.
 * @param seed decides which three, and their order
 */
export function questionFor(
  entry: GlossaryEntry,
  entries: readonly GlossaryEntry[],
  places: ReadonlyMap<string, Place>,
  seed: string,
): QuizQuestion {
  const here = places.get(entry.id);
  const near = (other: GlossaryEntry): number => {
    const there = places.get(other.id);
    return there?.category === here?.category ? 0 : there?.topic === here?.topic ? 1 : 2;
  };
  const distractors: GlossaryEntry[] = [];
  for (const other of shuffled(entries, seed).sort((a, b) => near(a) - near(b))) {
    if (distractors.length === optionCount - 1) break;
    if (other.id !== entry.id && ![entry, ...distractors].some(one => mayBeConfused(one, other)))
      distractors.push(other);
  }
  const options = shuffled([entry, ...distractors], `${seed}/order`).map(({ id }) => id);
  return QuizQuestion.parse({ entryId: entry.id, options });
}
