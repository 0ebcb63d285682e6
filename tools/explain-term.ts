import { z } from 'zod';
import type { Translate } from '../config/text.ts';
import { GlossaryEntry, Level } from '../knowledge/glossary/entry.ts';
import { ImportedEntry } from '../knowledge/glossary/imported-entry.ts';
import { FreeAnswer, freeAnswer, freeCard, freeText } from './free-answer.ts';
import { askFor, termLabel } from './term-action.ts';
import { termFigure } from './term-figures.ts';
import { defineTool } from './tool.ts';
import type { ToolContext } from './tool-context.ts';
import { sourcesOf, uncheckedLine } from './written-source.ts';

const Both = z.strictObject({ en: z.string(), fr: z.string() });

const Answer = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('found'),
    entry: GlossaryEntry,
    level: Level,
    corrected: z.boolean(),
    asked: z.string(),
    related: z.array(GlossaryEntry),
    /** The term in figures of the default instrument, with its date. */
    figure: z.strictObject({ line: Both, asOf: Both }).optional(),
  }),
  z.strictObject({ kind: z.literal('imported'), entry: ImportedEntry, corrected: z.boolean(), asked: z.string() }),
  z.strictObject({
    kind: z.literal('unknown'),
    asked: z.string(),
    nearest: z.array(GlossaryEntry),
    likely: z.boolean(),
  }),
  ...FreeAnswer.options,
]);

async function explained(
  term: string,
  level: Level | undefined,
  context: ToolContext,
): Promise<z.input<typeof Answer>> {
  const { glossary, learner } = context;
  const found = glossary().lookUp(term);
  if (found.kind === 'unknown') return { ...found, asked: term };
  if (found.kind === 'imported')
    return { kind: 'imported', entry: found.entry, corrected: found.corrected, asked: term };
  const { entry, corrected } = found;
  const related = entry.related.flatMap(id => glossary().entry(id) ?? []);
  const wanted = level ?? learner.level() ?? 'beginner';
  const highest = wanted === 'expert' && entry.en.expert === undefined ? 'intermediate' : wanted;
  const figure = await termFigure(entry, context);
  return { kind: 'found', entry, level: highest, corrected, asked: term, related, ...(figure ? { figure } : {}) };
}

/** What a language model reads. What an imported entry says goes to the person alone, so nothing in it can steer a model. */
function textFor(answer: z.output<typeof Answer>): string {
  if (answer.kind === 'extract' || answer.kind === 'refused') return freeText(answer);
  if (answer.kind === 'imported')
    return `"${answer.asked}" is in the imported glossary "${answer.entry.collection}", not in ours. The card shows its text and source to the person; you have not read it. Add nothing of your own to it.`;
  if (answer.kind === 'unknown')
    return `"${answer.asked}" is not in the glossary. Nearest entries: ${answer.nearest.map(entry => entry.en.term).join(', ') || 'none'}. Say so; do not invent a definition.`;
  const { entry, level, figure } = answer;
  const { term, intermediate, example, pitfalls } = entry.en;
  const formula = entry.formula ? ` Formula: ${entry.formula}` : '';
  const now = figure ? ` Now: ${figure.line.en} ${figure.asOf.en}` : '';
  return `${term} (${level}): ${entry.en[level] ?? intermediate} Example: ${example} Pitfalls: ${pitfalls}${formula}${now} [source: ${entry.id}, ${entry.source}]`;
}

export const explainTerm = defineTool({
  name: 'explain_term',
  description:
    'Explains a term of finance, risk or statistics from the glossary, at the level of the asker, with its source, or answers a question about it. For "what is", "what does ... mean", never for numbers of a market.',
  examples: [
    'What is implied volatility?',
    "Qu'est-ce que la volatilité implicite ?",
    'Explain drawdown to me like I am a beginner',
    'What does slippage mean?',
    'define Sharpe ratio',
    'meaning of leverage',
    'Can you tell me how a stop loss works?',
    "I don't understand quantiles",
    'Difference between call and put options?',
    "C'est quoi un ETF ?",
    'Explique-moi le ratio de Sharpe pour un expert',
    'Que veut dire « drawdown » ?',
    'Définition du spread',
    "Je ne comprends pas l'effet de levier",
    'À quoi sert le RSI ?',
    'Comment fonctionne un stop ?',
    'Why does volatility cluster?',
    'How do options lose value over time?',
    'When is a stop loss a bad idea?',
    'Pourquoi la volatilité forme-t-elle des grappes ?',
    'Comment les options perdent-elles de la valeur avec le temps ?',
    'Quand le ratio de Sharpe est-il trompeur ?',
  ],
  effect: 'read',
  input: z.object({
    term: z.string().min(1).max(120).describe('The term to explain').meta({ slot: 'term' }),
    level: Level.optional()
      .describe('How much the asker knows; the level that they chose when left out')
      .meta({
        slot: 'choice',
        words: {
          beginner: [
            'beginner',
            'beginners',
            'simple terms',
            'simply',
            "like i'm five",
            "like i'm 5",
            'like i am five',
            'like im five',
            'eli5',
            'newbie',
            'novice',
            'plain english',
            'debutant',
            'debutante',
            'simplement',
            'mots simples',
            'termes simples',
            "comme si j'avais cinq ans",
            "comme si j'avais 5 ans",
          ],
          intermediate: ['intermediate', 'intermediaire', 'niveau moyen'],
          expert: [
            'expert',
            'experts',
            'technically',
            'in depth',
            'in detail',
            'rigorous',
            'rigorously',
            'advanced',
            'techniquement',
            'en detail',
            'approfondi',
            'avance',
            'rigoureux',
            'pro',
          ],
        },
      }),
    question: z
      .string()
      .min(1)
      .max(400)
      .optional()
      .describe('A question about the term other than what it means, such as why or when, word for word')
      .meta({ slot: 'free-question' }),
  }),
  output: Answer,
  async run({ term, level, question }, context): Promise<z.input<typeof Answer>> {
    return question === undefined ? explained(term, level, context) : freeAnswer(question, context);
  },
  say: textFor,
  show(answer, t) {
    if (answer.kind === 'imported') return importedCard(answer, t);
    if (answer.kind === 'extract' || answer.kind === 'refused') return freeCard(answer, t);
    if (answer.kind === 'unknown') return unknownCard(answer, t);
    const { entry, level, figure } = answer;
    const wording = entry[t.language];
    return {
      title: wording.term,
      lead: `${answer.corrected ? t({ en: `Taking "${answer.asked}" as "${wording.term}". `, fr: `Je lis « ${answer.asked} » comme « ${wording.term} ». ` }) : ''}${wording[level] ?? wording.intermediate}`,
      lines: [
        t({ en: `Example: ${wording.example}`, fr: `Exemple : ${wording.example}` }),
        ...(entry.formula && level !== 'beginner'
          ? [t({ en: `Formula: ${entry.formula}`, fr: `Formule : ${entry.formula}` })]
          : []),
        t({ en: `Take care: ${wording.pitfalls}`, fr: `Attention : ${wording.pitfalls}` }),
        ...(figure ? [t({ en: `Now: ${figure.line.en}`, fr: `En ce moment : ${figure.line.fr}` })] : []),
      ],
      actions: answer.related.slice(0, 3).map(other => askFor(termLabel(other, t), t)),
      sources: sourcesOf(entry, t),
      ...(figure ? { footnote: t(figure.asOf) } : {}),
    };
  },
  command: { en: 'explain', fr: 'explique' },
});

/** What a person brought, word for word, with where it comes from and under which terms. */
function importedCard(
  { entry, asked, corrected }: Extract<z.infer<typeof Answer>, { kind: 'imported' }>,
  t: Translate,
) {
  const read = t({ en: `Taking "${asked}" as "${entry.term}". `, fr: `Je lis « ${asked} » comme « ${entry.term} ». ` });
  return {
    title: entry.term,
    lead: `${corrected ? read : ''}${entry.definition}`,
    lines: [
      ...(entry.equivalents.length > 0
        ? [
            `${entry.lang === 'fr' ? t({ en: 'In English', fr: 'En anglais' }) : t({ en: 'In French', fr: 'En français' })}${t({ en: ':', fr: ' :' })} ${entry.equivalents.join(', ')}`,
          ]
        : []),
      uncheckedLine(t),
    ],
    sources: sourcesOf(entry, t),
  };
}

/** That there is no such entry, and what comes nearest. */
function unknownCard(answer: Extract<z.infer<typeof Answer>, { kind: 'unknown' }>, t: Translate) {
  const offered = answer.likely
    ? { en: ' Did you mean one of these?', fr: ' Vouliez-vous dire l’un de ceux-ci ?' }
    : { en: ' These come nearest.', fr: ' Voici les plus proches.' };
  const nearby = answer.nearest.length > 0 ? offered : { en: '', fr: '' };
  return {
    title: answer.asked,
    lead: t({
      en: `I don't know "${answer.asked}": it is not in my glossary, and I do not guess.${nearby.en}`,
      fr: `Je ne connais pas « ${answer.asked} » : ce n'est pas dans mon glossaire, et je n'invente pas.${nearby.fr}`,
    }),
    actions: answer.nearest.map(entry => askFor(termLabel(entry, t), t)),
  };
}
