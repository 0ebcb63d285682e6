import { z } from 'zod';
import { GlossaryEntry, Level } from '../knowledge/glossary/entry.ts';
import { defineTool } from './tool.ts';

const Answer = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('found'),
    entry: GlossaryEntry,
    level: Level,
    corrected: z.boolean(),
    asked: z.string(),
    related: z.array(GlossaryEntry),
  }),
  z.strictObject({ kind: z.literal('unknown'), asked: z.string(), nearest: z.array(GlossaryEntry) }),
]);

export const explainTerm = defineTool({
  name: 'explain_term',
  description:
    'Explains a term of finance, risk or statistics from the glossary, at the level of the asker, with its source. For "what is", "what does ... mean", never for numbers of a market.',
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
  ],
  effect: 'read',
  input: z.object({
    term: z.string().min(1).max(120).describe('The term to explain').meta({ slot: 'term' }),
    level: Level.default('beginner')
      .describe('How much the asker knows')
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
  }),
  output: Answer,
  run({ term, level }, { glossary }): z.input<typeof Answer> {
    const found = glossary().lookUp(term);
    if (found.kind === 'unknown') return { kind: 'unknown', asked: term, nearest: found.nearest };
    const related = found.entry.related.flatMap(id => glossary().entry(id) ?? []);
    return { kind: 'found', entry: found.entry, level, corrected: found.corrected, asked: term, related };
  },
  say: answer =>
    answer.kind === 'unknown'
      ? `"${answer.asked}" is not in the glossary. Nearest entries: ${answer.nearest.map(entry => entry.en.term).join(', ') || 'none'}. Say so; do not invent a definition.`
      : `${answer.entry.en.term} (${answer.level}): ${answer.entry.en[answer.level]} Example: ${answer.entry.en.example}${answer.entry.formula ? ` Formula: ${answer.entry.formula}` : ''} [source: ${answer.entry.id}, ${answer.entry.source}]`,
  show(answer, t) {
    if (answer.kind === 'unknown') {
      return {
        title: answer.asked,
        lead: t({
          en: `I don't know "${answer.asked}": it is not in my glossary, and I do not guess.${answer.nearest.length > 0 ? ' These come nearest.' : ''}`,
          fr: `Je ne connais pas « ${answer.asked} » : ce n'est pas dans mon glossaire, et je n'invente pas.${answer.nearest.length > 0 ? ' Voici les plus proches.' : ''}`,
        }),
        actions: answer.nearest.map(entry => ask(entry[t.language].term, t.language)),
      };
    }
    const { entry, level } = answer;
    const wording = entry[t.language];
    return {
      title: wording.term,
      lead: `${answer.corrected ? t({ en: `Taking "${answer.asked}" as "${wording.term}". `, fr: `Je lis « ${answer.asked} » comme « ${wording.term} ». ` }) : ''}${wording[level]}`,
      lines: [
        t({ en: `Example: ${wording.example}`, fr: `Exemple : ${wording.example}` }),
        ...(entry.formula && level !== 'beginner'
          ? [t({ en: `Formula: ${entry.formula}`, fr: `Formule : ${entry.formula}` })]
          : []),
      ],
      actions: answer.related.slice(0, 3).map(other => ask(other[t.language].term, t.language)),
      sources: [
        `${t({ en: 'Quaestor glossary', fr: 'Glossaire Quaestor' })}: ${entry.id}`,
        ...(entry.reference ? [entry.reference] : []),
      ],
    };
  },
  command: { en: 'explain', fr: 'explique' },
});

const ask = (term: string, language: 'en' | 'fr') => ({
  kind: 'ask' as const,
  label: term,
  question: language === 'fr' ? `Que veut dire « ${term} » ?` : `What does "${term}" mean?`,
});
