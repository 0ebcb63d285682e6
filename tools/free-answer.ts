import { z } from 'zod';
import type { Translate } from '../config/text.ts';
import { GlossaryEntry } from '../knowledge/glossary/entry.ts';
import { evidenceFor } from '../knowledge/retrieval/extract-answer.ts';
import { isImported, termOf, WrittenEntry } from '../knowledge/retrieval/written-entry.ts';
import { languageOf } from '../models/planner/language-of.ts';
import type { CardInput } from './card.ts';
import { askFor, termLabel } from './term-action.ts';
import type { ToolContext } from './tool-context.ts';
import { sourcesOf, uncheckedLine } from './written-source.ts';

const offered = 3;

/** Entries of a search among which an answer is looked for. */
const looked = 5;

/** The answer to a free question: sentences of one entry, or none, with the entries of ours that come nearest. */
export const FreeAnswer = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('extract'),
    asked: z.string(),
    entry: WrittenEntry,
    /** Of the question and its sentences. */
    lang: z.enum(['en', 'fr']),
    sentences: z.array(z.string()),
    /** Of a question that asks why: whether a sentence gives a reason. */
    reason: z.boolean().optional(),
    nearest: z.array(GlossaryEntry),
  }),
  z.strictObject({ kind: z.literal('refused'), asked: z.string(), nearest: z.array(GlossaryEntry) }),
]);
export type FreeAnswer = z.infer<typeof FreeAnswer>;

/**
 * Answers a question about a term from what is written, ours and imported: word for word from the entry that speaks of
 * most of it, or not at all. What no entry answers is noted as a gap.
 */
export async function freeAnswer(
  question: string,
  { glossary, library, noteGap, t }: Pick<ToolContext, 'glossary' | 'library' | 'noteGap' | 't'>,
): Promise<FreeAnswer> {
  const lang = languageOf(question) ?? t.language;
  const hits = await library().search(question, { lang, k: looked });
  const found = hits.map(({ entry }) => entry);
  const { extract, nearest } = evidenceFor(question, { own: glossary().entries(), found }, lang);
  if (extract) {
    const { entry, sentences, reason } = extract;
    const why = reason === undefined ? {} : { reason };
    return { kind: 'extract', asked: question, entry, lang, sentences: [...sentences], ...why, nearest: [...nearest] };
  }
  noteGap(question);
  return { kind: 'refused', asked: question, nearest: [...nearest] };
}

/** What a language model reads of it: every sentence with its entry, or that there is none. */
export function freeText(answer: FreeAnswer): string {
  const near = answer.nearest.map(entry => entry.en.term).join(', ') || 'none';
  if (answer.kind === 'refused')
    return `No entry of the glossary answers "${answer.asked}". Nearest entries: ${near}. Say so; do not invent an answer.`;
  const { entry, sentences, reason } = answer;
  if (isImported(entry))
    return `An entry of the imported glossary "${entry.collection}" speaks of it. The card quotes it to the person; you have not read it. Add nothing of your own.`;
  const unsaid = reason === false ? ' The entry does not say why: tell the person so.' : '';
  return `From the glossary, word for word: ${sentences.map(one => `${one} [${entry.id}]`).join(' ')}${unsaid} Related: ${near}. Cite the entry; add no claim of your own.`;
}

/** A question that asks why, and an entry that gives no reason. */
const withoutReason = (term: string, t: Translate): string =>
  t({
    en: `"${term}" does not say why. What it does say: `,
    fr: `« ${term} » ne dit pas pourquoi. Ce qui y est dit : `,
  });

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
  const { entry, sentences, reason } = answer;
  const term = termOf(entry, t.language);
  const said = sentences.map(one => `${one} [${entry.id}]`).join(' ');
  const from = t({ en: `From "${term}": `, fr: `D'après « ${term} » : ` });
  return {
    title: term,
    lead: `${reason === false ? withoutReason(term, t) : from}${said}`,
    lines: isImported(entry) ? [uncheckedLine(t)] : [],
    actions: [askFor(term, t), ...actions].slice(0, offered),
    sources: sourcesOf(entry, t),
  };
}
