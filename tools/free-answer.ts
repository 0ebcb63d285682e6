import { z } from 'zod';
import type { Translate } from '../config/text.ts';
import { GlossaryEntry } from '../knowledge/glossary/entry.ts';
import { evidenceFor } from '../knowledge/retrieval/extract-answer.ts';
import { languageOf } from '../models/planner/language-of.ts';
import type { CardInput } from './card.ts';
import { askFor, sourceOf, termLabel } from './term-action.ts';
import type { ToolContext } from './tool-context.ts';

const offered = 3;

/** The answer to a free question: sentences of one entry in both languages, or none, with the entries that come nearest. */
export const FreeAnswer = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('extract'),
    asked: z.string(),
    entry: GlossaryEntry,
    /** Of the question and its sentences. */
    lang: z.enum(['en', 'fr']),
    sentences: z.array(z.string()),
    nearest: z.array(GlossaryEntry),
  }),
  z.strictObject({ kind: z.literal('refused'), asked: z.string(), nearest: z.array(GlossaryEntry) }),
]);
export type FreeAnswer = z.infer<typeof FreeAnswer>;

/**
 * Answers a question about a term from what is written: word for word from the entry that speaks of most of it, or not at
 * all. What no entry answers is noted as a gap.
 */
export function freeAnswer(question: string, { glossary, noteGap, t }: ToolContext): FreeAnswer {
  const lang = languageOf(question) ?? t.language;
  const { extract, nearest } = evidenceFor(question, glossary().entries(), lang);
  if (extract) {
    const { entry, sentences } = extract;
    return { kind: 'extract', asked: question, entry, lang, sentences: [...sentences], nearest: [...nearest] };
  }
  noteGap(question);
  return { kind: 'refused', asked: question, nearest: [...nearest] };
}

/** What a language model reads of it: every sentence with its entry, or that there is none. */
export function freeText(answer: FreeAnswer): string {
  const near = answer.nearest.map(entry => entry.en.term).join(', ') || 'none';
  return answer.kind === 'extract'
    ? `From the glossary, word for word: ${answer.sentences.map(one => `${one} [${answer.entry.id}]`).join(' ')} Related: ${near}. Cite the entry; add no claim of your own.`
    : `No entry of the glossary answers "${answer.asked}". Nearest entries: ${near}. Say so; do not invent an answer.`;
}

export function freeCard(answer: FreeAnswer, t: Translate): CardInput {
  const actions = answer.nearest.map(entry => askFor(termLabel(entry, t), t));
  if (answer.kind === 'refused') {
    const near =
      actions.length > 0 ? { en: ' These come nearest.', fr: ' Voici les plus proches.' } : { en: '', fr: '' };
    return {
      title: t({ en: 'Not in my glossary', fr: "Ce n'est pas dans mon glossaire" }),
      lead: t({
        en: `No entry of my glossary answers that, and I do not guess.${near.en}`,
        fr: `Aucune entrée de mon glossaire n'y répond, et je n'invente pas.${near.fr}`,
      }),
      actions,
    };
  }
  const { entry, sentences } = answer;
  const term = termLabel(entry, t);
  const said = sentences.map(one => `${one} [${entry.id}]`).join(' ');
  return {
    title: term,
    lead: t({ en: `From "${term}": ${said}`, fr: `D'après « ${term} » : ${said}` }),
    actions: [askFor(term, t), ...actions].slice(0, offered),
    sources: [sourceOf(entry, t), ...(entry.reference ? [entry.reference] : [])],
  };
}
