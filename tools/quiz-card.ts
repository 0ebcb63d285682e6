import { z } from 'zod';
import { counted, type Translate } from '../config/text.ts';
import { GlossaryEntry } from '../knowledge/glossary/entry.ts';
import type { Score } from '../knowledge/quiz/learner.ts';
import { maskedDefinition } from '../knowledge/quiz/mask-term.ts';
import type { QuizQuestion } from '../knowledge/quiz/quiz-question.ts';
import type { CardAction, CardInput } from './card.ts';
import { askFor, sourceOf, termLabel } from './term-action.ts';

export const OptionLetter = z.enum(['a', 'b', 'c', 'd']);
export type OptionLetter = z.infer<typeof OptionLetter>;

/** A question with what it needs to be shown. The right answer is not in it. */
export const AskedQuestion = z.strictObject({
  definition: z.strictObject({ en: z.string(), fr: z.string() }),
  options: z.array(z.strictObject({ en: z.string(), fr: z.string() })),
});
export type AskedQuestion = z.infer<typeof AskedQuestion>;

/** A question in words: the definition with the term's own words left out, and the four terms. */
export function asked(
  { entryId, options }: QuizQuestion,
  entryOf: (id: string) => GlossaryEntry | undefined,
): AskedQuestion {
  const entry = GlossaryEntry.parse(entryOf(entryId));
  const terms = options.flatMap(id => entryOf(id) ?? []);
  return {
    definition: { en: maskedDefinition(entry, 'en'), fr: maskedDefinition(entry, 'fr') },
    options: terms.map(({ en, fr }) => ({ en: en.term, fr: fr.term })),
  };
}

const letters = OptionLetter.options;

const choose = (letter: OptionLetter, term: string, t: Translate): CardAction => ({
  kind: 'ask',
  label: `${letter.toUpperCase()}) ${term}`,
  question: t({ en: `Answer ${letter.toUpperCase()}`, fr: `Réponse ${letter.toUpperCase()}` }),
});

/** The lines and buttons of a question, for a quiz and for the end of a lesson. */
export function questionParts(
  question: AskedQuestion,
  t: Translate,
): { lead: string; lines: string[]; actions: CardAction[] } {
  const terms = question.options.map(t);
  return {
    lead: t({
      en: `Which term is this? “${question.definition.en}”`,
      fr: `Quel est ce terme ? « ${question.definition.fr} »`,
    }),
    lines: [
      ...terms.map((term, i) => `${letters[i]?.toUpperCase()}) ${term}`),
      t({ en: 'Answer with a letter or a number.', fr: 'Répondez par une lettre ou un numéro.' }),
    ],
    actions: letters.flatMap((letter, i) => choose(letter, terms[i] ?? '', t)),
  };
}

export function scoreLine({ asked: all, right, terms, due }: Score, t: Translate): string {
  const met = counted(terms, { en: 'term met', fr: 'terme vu' }, { en: 'terms met', fr: 'termes vus' });
  return t({
    en: `So far: ${right} of ${all} right, ${met.en}, ${due} due now.`,
    fr: `Jusqu'ici : ${right} sur ${all} ${right > 1 ? 'justes' : 'juste'}, ${met.fr}, ${due} à revoir.`,
  });
}

export type Verdict = {
  readonly right: boolean;
  readonly entry: GlossaryEntry;
  readonly chosen: GlossaryEntry;
  readonly box: number;
  readonly dueAt: number;
  readonly score: Score;
};

/** Whether an answer was right, why, and when the term comes again. */
export function verdictCard({ right, entry, chosen, box, dueAt, score }: Verdict, t: Translate): CardInput {
  const [term, other] = [termLabel(entry, t), termLabel(chosen, t)];
  const said = right
    ? t({ en: `Right: it is ${term}.`, fr: `Juste : c'est « ${term} ».` })
    : t({
        en: `Not quite: it is ${term}, not ${other}.`,
        fr: `Pas tout à fait : c'est « ${term} », pas « ${other} ».`,
      });
  return {
    title: right ? t({ en: 'Right', fr: 'Juste' }) : t({ en: 'Not quite', fr: 'Pas tout à fait' }),
    lead: `${said} ${entry[t.language].example}`,
    lines: [
      t({
        en: `Box ${box} of 5: it comes again on ${t.day(dueAt)}.`,
        fr: `Boîte ${box} sur 5 : il revient le ${t.day(dueAt)}.`,
      }),
      scoreLine(score, t),
    ],
    actions: [
      {
        kind: 'ask',
        label: t({ en: 'Next question', fr: 'Question suivante' }),
        question: t({ en: 'Next quiz question', fr: 'Question suivante du quiz' }),
      },
      askFor(term, t),
    ],
    sources: [sourceOf(entry, t)],
    tone: right ? 'good' : 'neutral',
  };
}
