import { z } from 'zod';
import { GlossaryEntry } from '../knowledge/glossary/entry.ts';
import { askFor, sourceOf, termLabel } from './term-action.ts';
import { defineTool } from './tool.ts';
import { type Worked, WorkedExample, workedExample } from './worked-example.ts';
import { Figures } from './worked-figures.ts';

const Both = z.strictObject({ en: z.string(), fr: z.string() });

const Answer = z.strictObject({
  example: WorkedExample,
  title: Both,
  lead: Both,
  /** The formula with the numbers in it. */
  formula: z.string(),
  notes: z.array(Both),
  /** Figures that the person did not give: examples of ours. */
  taken: z.array(Both),
  entries: z.array(GlossaryEntry),
});

const amount = z.number().min(0.01).max(1e12);
const percent = z.number().min(0.0001).max(100);

export const whatIf = defineTool({
  name: 'what_if',
  description:
    "Works an example with the person's own numbers: position size from risk, loss in a fall, gain needed to recover, compound growth, yearly from daily volatility, break-even win rate, leverage and liquidation, fees of many trades. Arithmetic only, no forecast and no advice.",
  examples: [
    'How big a position if I risk 1% of $10,000 with a stop 5% away?',
    'Work out the position size for a $20,000 account risking 2% with a 4% stop',
    'How much would I lose on $5,000 if the market drops 20%?',
    'What gain do I need to recover from a 50% drawdown?',
    'How much does $1,000 grow to at 7% a year for 20 years?',
    'Convert a daily volatility of 1.2% to yearly',
    'What win rate do I need to break even with a reward to risk of 2?',
    'With 10x leverage, how far can the price fall before liquidation?',
    'What do fees of 0.1% cost me over 200 trades on $10,000?',
    'Show me a worked example of compound growth',
    'How big should my position be with a $50,000 account, 1% risk and an 8% stop?',
    'What do I have left of $2,000 after a 35% crash?',
    'If prices crash 30%, what is left of my $10,000?',
    'At what fall would I be liquidated with 5x leverage?',
    'Quel taux de réussite faut-il avec un ratio de 3 ?',
    'Combien me reste-t-il de 3 000 $ après une chute de 40 % ?',
    'Quelle taille de position si je risque 1 % de 10 000 $ avec un stop à 5 % ?',
    'Calcule la taille de position pour un compte de 20 000 $ en risquant 2 % avec un stop à 4 %',
    'Combien je perds sur 5 000 $ si le marché baisse de 20 % ?',
    'Quel gain faut-il pour récupérer une perte de 50 % ?',
    'Que deviennent 1 000 $ à 7 % par an pendant 20 ans ?',
    'Convertis une volatilité quotidienne de 1,2 % en annuelle',
    "Quel taux de réussite pour atteindre l'équilibre avec un gain de 2 pour 1 ?",
    'Avec un levier de 10, de combien le prix peut-il baisser avant la liquidation ?',
    'Combien coûtent des frais de 0,1 % sur 200 trades avec 10 000 $ ?',
    "Montre-moi un exemple chiffré d'intérêts composés",
  ],
  effect: 'read',
  input: z.object({
    example: WorkedExample.describe('Which sum').meta({
      slot: 'choice',
      words: {
        'position-size': [
          'position size',
          'position sizing',
          'size of the position',
          'size of my position',
          'how big a position',
          'how large a position',
          'how big should my position be',
          'how many dollars can i put in',
          'taille de position',
          'taille de la position',
          'taille de ma position',
          'position de quelle taille',
          'quelle position',
        ],
        fall: [
          'lose on',
          'lose if',
          'would i lose',
          'do i lose',
          'would be left',
          'is left',
          'what is left',
          'left after a',
          'je perds',
          'perdrais',
          'perdrais-je',
          'me reste-t-il',
          'il me reste',
          'reste-t-il',
          'restera',
          'if i lose',
          'i lose',
          'lose',
          'left of',
          'crash',
          'fall',
          'falls',
          'drops',
          'si je perds',
          'perds',
          'chute',
          'krach',
          'baisse de',
        ],
        recovery: [
          'recover',
          'recovery',
          'get back to even',
          'make up for',
          'back to even',
          'make back',
          'get back',
          'recuperer',
          'rattraper',
          'compenser',
          'revenir a zero',
          "revenir a l'equilibre",
          'effacer une perte',
        ],
        growth: [
          'grow',
          'grows',
          'growth',
          'compound',
          'compounding',
          'compounded',
          'compound interest',
          'become',
          'deviennent',
          'devient',
          'devenir',
          'interets composes',
          'compose',
          'composee',
          'croissance',
          'capitalise',
        ],
        volatility: [
          'daily volatility',
          'annualise',
          'annualize',
          'yearly volatility',
          'to yearly',
          'daily vol',
          'daily moves of',
          'per day to per year',
          'volatilite quotidienne',
          'volatilite journaliere',
          'volatilite par jour',
          'annualiser',
          'annualise',
          'en annuelle',
        ],
        'break-even': [
          'break even',
          'breakeven',
          'break-even',
          'win rate',
          'hit rate',
          'how often must i win',
          'how often do i have to win',
          'taux de reussite',
          'point mort',
          'gagner pour etre',
          'seuil de rentabilite',
          "atteindre l'equilibre",
          'combien de fois dois-je gagner',
        ],
        leverage: [
          'leverage',
          'liquidation',
          'liquidated',
          'margin call',
          'levier',
          'effet de levier',
          'liquide',
          'appel de marge',
        ],
        fees: [
          'fees',
          'fee',
          'commission',
          'commissions',
          'trading costs',
          'cost of trading',
          'frais',
          'couts',
          'courtage',
          'frais de courtage',
        ],
      },
    }),
    amountUsd: amount.optional().describe('Amount or account in US dollars').meta({ slot: 'figure' }),
    percent: percent
      .optional()
      .describe('Percent: of the fall, the growth a year, the daily volatility, the fee a trade')
      .meta({ slot: 'figure' }),
    riskPercent: percent.optional().describe('Percent of the account at risk').meta({ slot: 'figure' }),
    stopPercent: percent.optional().describe('Distance of the stop in percent of the price').meta({ slot: 'figure' }),
    years: z.number().min(0.01).max(200).optional().describe('Years of growth').meta({ slot: 'figure' }),
    trades: z.int().min(1).max(1_000_000).optional().describe('Number of trades').meta({ slot: 'figure' }),
    leverage: z.number().min(1).max(1000).optional().describe('Leverage, 10 for ten times').meta({ slot: 'figure' }),
    rewardToRisk: z.number().min(0.01).max(1000).optional().describe('Gain over loss').meta({ slot: 'figure' }),
  }),
  output: Answer,
  run({ example, ...given }, { glossary }): z.input<typeof Answer> {
    const worked: Worked = workedExample(example, Figures.parse(given));
    const entries = worked.cites.flatMap(id => glossary().entry(id) ?? []);
    const { title, lead, formula, notes, taken } = worked;
    return { example, title, lead, formula, notes: [...notes], taken: [...taken], entries };
  },
  say: ({ lead, formula, notes, taken, entries }) =>
    `${lead.en} ${formula} ${notes.map(({ en }) => en).join(' ')}${taken.length > 0 ? ` Figures of ours, not the person's: ${taken.map(({ en }) => en).join(', ')}.` : ''} [source: ${entries.map(({ id }) => id).join(', ')}]`,
  show({ title, lead, formula, notes, taken, entries }, t) {
    const ours = taken.map(t).join(', ');
    return {
      title: t(title),
      lead: t(lead),
      lines: [
        formula,
        ...notes.map(t),
        ...(taken.length > 0
          ? [
              t({
                en: `You did not say these, so they are examples: ${ours}.`,
                fr: `Vous ne les avez pas donnés, ce sont donc des exemples : ${ours}.`,
              }),
            ]
          : []),
      ],
      actions: entries.slice(0, 3).map(entry => askFor(termLabel(entry, t), t)),
      sources: entries.map(entry => sourceOf(entry, t)),
      footnote: t({
        en: 'Arithmetic, not a forecast and not advice.',
        fr: 'Du calcul, ni une prévision ni un conseil.',
      }),
    };
  },
  command: { en: 'whatif', fr: 'etsi' },
});
