import { z } from 'zod';
import { dayOf } from '../data/candle.ts';
import { panelOf } from '../data/universe/panel-of.ts';
import { universeByQuarter, usualRule } from '../data/universe/rank-universe.ts';
import { defineTool } from './tool.ts';

const Member = z.strictObject({
  symbol: z.string(),
  momentum: z.number(),
  volatility: z.number(),
  dollarVolume: z.number(),
});

export const listUniverse = defineTool({
  name: 'list_universe',
  description:
    'The universe of this quarter: the strongest stored instruments by momentum among those with enough volatility and trading volume.',
  examples: [
    'Which instruments are in the universe?',
    'list the universe of this quarter',
    'strongest instruments by momentum',
    'current universe',
    'What instruments do you have?',
    'Which stocks do you know?',
    'what can I look at with you?',
    'which markets can you show me?',
    "Quels instruments sont dans l'univers ?",
    "liste l'univers de ce trimestre",
    'instruments les plus forts par momentum',
    'univers actuel',
    'Quels instruments as-tu ?',
    'Quelles actions connais-tu ?',
    'Que puis-je regarder avec toi ?',
    "qu'est-ce qu'on peut suivre ici ?",
    'Quels marchés peux-tu me montrer ?',
  ],
  effect: 'read',
  input: z.object({}),
  output: z.strictObject({
    /** Day of the choice; left out before the first complete quarter. */
    chosenAt: z.int().optional(),
    candidates: z.int(),
    members: z.array(Member),
    size: z.int(),
    minimumVolatility: z.number(),
    minimumDollarVolume: z.number(),
  }),
  run(_, { market }) {
    const all = market
      .symbols()
      .map(symbol => market.instrument(symbol))
      .filter(({ tradable }) => tradable)
      .map(instrument => ({ instrument, series: market.candles(instrument.symbol, '1d') }));
    const { days, candidates } = panelOf(all);
    const latest = universeByQuarter(days, candidates).at(-1);
    return {
      ...(latest ? { chosenAt: latest.chosenAt } : {}),
      candidates: candidates.length,
      members: [...(latest?.members ?? [])],
      ...usualRule,
    };
  },
  show({ chosenAt, candidates, members, size, minimumVolatility, minimumDollarVolume }, t) {
    const day = chosenAt === undefined ? '–' : dayOf(chosenAt);
    const millions = (dollars: number): string => t.number(dollars / 1e6, dollars % 1e6 === 0 ? 0 : 1);
    const rule = t({
      en: `Rule: a yearly volatility of at least ${t.percent(minimumVolatility, 0)} and a median volume of at least ${millions(minimumDollarVolume)} million dollars a day over the last quarter; then the ${size} strongest by their return from a year to a month ago.`,
      fr: `Règle : une volatilité annuelle d'au moins ${t.percent(minimumVolatility, 0)} et un volume médian d'au moins ${millions(minimumDollarVolume)} million de dollars par jour sur le dernier trimestre ; puis les ${size} plus forts par leur rendement d'il y a un an à il y a un mois.`,
    });
    return {
      title: t({ en: 'Universe', fr: 'Univers' }),
      lead: t({
        en: `${members.length} of ${candidates} stored instruments are in the universe chosen on ${day}.`,
        fr: `${members.length} des ${candidates} instruments enregistrés sont dans l'univers choisi le ${day}.`,
      }),
      lines: [rule],
      ...(members.length === 0
        ? {}
        : {
            table: {
              columns: [
                t({ en: 'Instrument', fr: 'Instrument' }),
                'Momentum',
                t({ en: 'Volatility', fr: 'Volatilité' }),
                t({ en: 'Volume a day, million dollars', fr: 'Volume par jour, millions de dollars' }),
              ],
              rows: members.map(one => [
                one.symbol,
                t.percent(one.momentum, 1),
                t.percent(one.volatility, 1),
                millions(one.dollarVolume),
              ]),
            },
          }),
      footnote: t({
        en: 'Chosen from closes known on that day alone; past strength promises nothing.',
        fr: 'Choisi sur les seules clôtures connues ce jour-là ; la force passée ne promet rien.',
      }),
    };
  },
  command: { en: 'universe', fr: 'univers' },
});
