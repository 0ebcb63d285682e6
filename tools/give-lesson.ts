import { z } from 'zod';
import { QuaestorError } from '../config/errors.ts';
import type { Translate } from '../config/text.ts';
import { GlossaryEntry } from '../knowledge/glossary/entry.ts';
import { lessonPath, mostSteps } from '../knowledge/quiz/lesson-path.ts';
import { asOf } from './as-of.ts';
import { bringPrices, Origin } from './bring-prices.ts';
import type { CardAction } from './card.ts';
import { ChartSpec } from './chart-spec.ts';
import { lessonChart } from './lesson-chart.ts';
import { AskedQuestion, asked, questionParts } from './quiz-card.ts';
import { sourceOf, termLabel } from './term-action.ts';
import { termFigure } from './term-figures.ts';
import { defineTool } from './tool.ts';

const usualTerm = 'volatility';

const Both = z.strictObject({ en: z.string(), fr: z.string() });

const Lesson = z.strictObject({
  about: GlossaryEntry,
  /** Terms of the lesson, from easy to hard. */
  path: z.array(Both),
  step: z.int().min(1),
  entry: GlossaryEntry,
  chart: z.strictObject({ en: ChartSpec, fr: ChartSpec }),
  figure: Both.optional(),
  openAt: z.int(),
  ...Origin.shape,
  /** At the last step. */
  question: AskedQuestion.optional(),
});
type Lesson = z.output<typeof Lesson>;

const unknown = (term: string, nearest: readonly GlossaryEntry[]): QuaestorError => {
  const near = (lang: 'en' | 'fr') => nearest.map(entry => entry[lang].term).join(', ');
  return new QuaestorError('user.bad-request', {
    en: `There is no lesson about "${term}": it is not in my glossary.${nearest.length > 0 ? ` Nearest: ${near('en')}.` : ''}`,
    fr: `Il n'y a pas de leçon sur « ${term} » : ce n'est pas dans mon glossaire.${nearest.length > 0 ? ` Les plus proches : ${near('fr')}.` : ''}`,
  });
};

/** The button that leads to the next step; none after the last. */
function onwards({ about, path, step }: Lesson, t: Translate): CardAction[] {
  const next = path[step];
  if (!next) return [];
  const term = termLabel(about, t);
  return [
    {
      kind: 'ask',
      label: t({ en: `Next: ${next.en}`, fr: `Suite : ${next.fr}` }),
      question: t({
        en: `Lesson on ${term}, step ${step + 1}`,
        fr: `Leçon sur « ${term} », étape ${step + 1}`,
      }),
    },
  ];
}

export const giveLesson = defineTool({
  name: 'give_lesson',
  description:
    'Teaches a term in 4 to 6 steps through related terms, from easy to hard, each with a chart of real prices, and one question at the end. One step a call.',
  examples: [
    'Give me a lesson on volatility',
    'Start a lesson about drawdown',
    'Teach me a lesson on options, step by step',
    'Lesson on the Sharpe ratio, step 2',
    'I want a short course on risk',
    'Teach me about drawdown step by step',
    'a beginner lesson on moving averages',
    'Teach me the basics of bonds',
    'tutorial on leverage',
    'I want to learn about dividends from scratch',
    'Donne-moi une leçon sur la volatilité',
    'Commence une leçon sur le drawdown',
    'Leçon sur les options, étape par étape',
    'Apprends-moi le RSI pas à pas',
    'Leçon sur le ratio de Sharpe, étape 2',
    'Je veux un petit cours sur le risque',
    'fais-moi un cours sur les moyennes mobiles',
    'Apprends-moi les bases des obligations',
    'un tutoriel sur le levier',
  ],
  effect: 'read',
  input: z.object({
    term: z
      .string()
      .min(1)
      .max(120)
      .optional()
      .describe('What the lesson is about; volatility when left out')
      .meta({ slot: 'subject' }),
    step: z.int().min(1).max(mostSteps).default(1).describe('Step of the lesson').meta({ slot: 'step' }),
  }),
  output: Lesson,
  async run({ term = usualTerm, step: wanted }, context) {
    const { glossary, learner, settings } = context;
    const found = glossary().lookUp(term);
    if (found.kind !== 'found') throw unknown(term, found.kind === 'unknown' ? found.nearest : []);
    const path = lessonPath(found.entry, id => glossary().entry(id));
    const step = Math.min(wanted, path.length);
    const entry = path[step - 1] ?? found.entry;
    const { series, instrument, origin } = await bringPrices(context, settings.market.defaultSymbol);
    const chart = lessonChart(entry, series, instrument);
    const figure = await termFigure(entry, context);
    const last = step === path.length;
    return {
      about: found.entry,
      path: path.map(({ en, fr }) => ({ en: en.term, fr: fr.term })),
      step,
      entry,
      chart,
      ...(figure ? { figure: figure.line } : {}),
      openAt: series.openAt.at(-1) ?? 0,
      ...origin,
      ...(last
        ? {
            question: asked(learner.ask(path.map(({ id }) => id)), id => glossary().entry(id)),
          }
        : {}),
    };
  },
  say: ({ about, path, step, entry, figure, question }) =>
    `Lesson on ${about.en.term}, step ${step} of ${path.length} (${path.map(({ en }) => en).join(' > ')}). ${entry.en.term}: ${entry.en.beginner} Example: ${entry.en.example}${figure ? ` Now: ${figure.en}` : ''}${question ? ` Then the person is asked: which term is "${question.definition.en}"? ${question.options.map(({ en }) => en).join(', ')}. Do not answer for them.` : ' Offer the next step.'} [source: ${entry.id}]`,
  show(lesson, t) {
    const { about, path, step, entry, figure, question } = lesson;
    const wording = entry[t.language];
    const end = question ? questionParts(question, t) : undefined;
    const quoted = t({ en: `“${termLabel(about, t)}”`, fr: `« ${termLabel(about, t)} »` });
    return {
      title: t({
        en: `Lesson on ${quoted}, ${step} of ${path.length}: ${wording.term}`,
        fr: `Leçon sur ${quoted}, ${step} sur ${path.length} : ${wording.term}`,
      }),
      lead: wording.beginner,
      lines: [
        t({ en: `Example: ${wording.example}`, fr: `Exemple : ${wording.example}` }),
        ...(figure ? [t({ en: `Now: ${figure.en}`, fr: `En ce moment : ${figure.fr}` })] : []),
        t({ en: `The path: ${path.map(t).join(' > ')}.`, fr: `Le parcours : ${path.map(t).join(' > ')}.` }),
        ...(end ? [end.lead, ...end.lines] : []),
      ],
      chart: lesson.chart[t.language],
      actions: end ? end.actions : onwards(lesson, t),
      sources: [sourceOf(entry, t)],
      footnote: asOf(lesson.openAt, lesson, t),
    };
  },
  command: { en: 'lesson', fr: 'lecon' },
});
