import { z } from 'zod';
import { attempt } from '../config/attempt.ts';
import { calendarOf } from '../data/calendar/calendar-of.ts';
import { sliceSeries, Timeframe } from '../data/candle.ts';
import { compute } from '../data/features/compute.ts';
import { FeatureCatalogue } from '../data/features/feature-catalogue.ts';
import { featureInputs } from '../data/features/feature-inputs.ts';
import { FeatureCategory, type InputColumn } from '../data/features/feature-row.ts';
import type { MacroReading } from '../data/macro/macro-source.ts';
import { measureChain } from '../data/options/measure-chain.ts';
import { SymbolSlot } from './slots.ts';
import { defineTool } from './tool.ts';
import type { ToolContext } from './tool-context.ts';

/** Enough rows for every feature of candles to have converged. */
const window = 600;

type Source = InputColumn['source'];

const wants: Readonly<Record<Source, { en: string; fr: string }>> = {
  candles: {
    en: 'more rows, or a last candle that gives them a value',
    fr: 'des lignes en plus, ou une valeur définie sur la dernière',
  },
  calendar: {
    en: 'candles within a day, or a market that closes',
    fr: 'des bougies intrajournalières, ou un marché qui ferme',
  },
  macro: { en: 'macro series', fr: 'séries macro' },
  news: { en: 'scored news', fr: 'actualités notées' },
  options: { en: 'option chains', fr: "chaînes d'options" },
  'order-flow': { en: 'trades and order books', fr: "transactions et carnets d'ordres" },
  events: { en: 'the economic calendar', fr: 'le calendrier économique' },
  assets: { en: 'other assets and breadth', fr: 'autres actifs et largeur du marché' },
  producer: { en: 'models and the trading memory', fr: 'modèles et mémoire de trading' },
};

const DataSet = z.strictObject({
  symbol: z.string(),
  timeframe: Timeframe,
  rows: z.int(),
  live: z.int(),
  /** How many features lack each kind of source; one may lack several. */
  lacking: z.array(z.strictObject({ source: z.string(), features: z.int() })),
});

const Row = z.strictObject({
  name: z.string(),
  category: FeatureCategory,
  meaning: z.strictObject({ en: z.string(), fr: z.string() }),
  unit: z.string(),
  warmUp: z.int(),
  kernel: z.string(),
  inputs: z.array(z.string()),
});

/** How many features have a value on the last candle of a series, and what the others lack. */
function measured(
  symbol: string,
  timeframe: Timeframe,
  { market, outside }: ToolContext,
  macro: MacroReading | undefined,
): z.infer<typeof DataSet> {
  const whole = market.candles(symbol, timeframe);
  const series = sliceSeries(whole, Math.max(0, whole.length - window));
  const instrument = market.instrument(symbol);
  const chains = outside.chains.list().filter(one => one.symbol === symbol);
  const options = chains.map(one => measureChain(outside.chains.read(symbol, one.day)));
  const columns = featureInputs({
    series,
    instrument,
    calendar: calendarOf(instrument.calendar),
    ...(macro ? { macro: macro.series } : {}),
    ...(options.length > 0 ? { options } : {}),
  });
  const catalogue = FeatureCatalogue.open();
  const { available, missing } = compute('training-350', columns, catalogue);
  const live = Object.values(available).filter(mask => mask.at(-1) === 1).length;
  const counts = new Map<Source, number>();
  for (const [name, mask] of Object.entries(available)) {
    if (mask.at(-1) === 1) continue;
    const sources = new Set((missing.get(name) ?? []).map(input => catalogue.inputs.get(input)?.source ?? 'candles'));
    for (const source of sources.size > 0 ? sources : ['candles' as const])
      counts.set(source, (counts.get(source) ?? 0) + 1);
  }
  const lacking = [...counts]
    .map(([source, features]) => ({ source, features }))
    .sort((a, b) => b.features - a.features);
  return { symbol, timeframe, rows: whole.length, live, lacking };
}

export const listFeatures = defineTool({
  name: 'list_features',
  description:
    'The 350 features by category: how many are live on each stored history and what the others lack; with a category, its features with their meaning.',
  examples: [
    'list the features',
    'How many features are live?',
    'which features of volatility are there?',
    'features of the pipeline',
    'liste les caractéristiques du modèle',
    'Combien de caractéristiques sont disponibles ?',
    'quelles caractéristiques de volatilité y a-t-il ?',
    'caractéristiques calculées',
  ],
  effect: 'read',
  input: z.object({
    symbol: SymbolSlot.optional().describe('Only the histories of this instrument'),
    category: FeatureCategory.optional().describe('Lists the features of this category'),
  }),
  output: z.strictObject({
    total: z.int(),
    categories: z.array(z.strictObject({ category: FeatureCategory, features: z.int() })),
    dataSets: z.array(DataSet),
    rows: z.array(Row),
  }),
  async run({ symbol: given, category }, context) {
    const { market, store } = context;
    const catalogue = FeatureCatalogue.open();
    const wanted = given === undefined ? undefined : market.instrument(given).symbol;
    const stored = store.series().map(({ symbol, timeframe }) => ({ symbol, timeframe }));
    const daily = market.symbols().map(symbol => ({ symbol, timeframe: '1d' as const }));
    const all = [...stored, ...daily.filter(one => !stored.some(({ symbol }) => symbol === one.symbol))];
    const chosen = all.filter(one => wanted === undefined || one.symbol === wanted).slice(0, 12);
    const macro = await attempt(() => context.outside.macro())?.read(context.signal);
    const dataSets = chosen.map(({ symbol, timeframe }) => measured(symbol, timeframe, context, macro));
    return {
      total: catalogue.features.length,
      categories: FeatureCategory.options.map(one => ({
        category: one,
        features: catalogue.features.filter(row => row.category === one).length,
      })),
      dataSets,
      rows: catalogue.features
        .filter(row => row.category === category)
        .map(({ name, category: own, meaning, unit, warmUp, kernel, inputs }) => ({
          name,
          category: own,
          meaning,
          unit,
          warmUp,
          kernel,
          inputs: [...inputs],
        })),
    };
  },
  show({ total, categories, dataSets, rows }, t) {
    const sets = dataSets.map(({ symbol, timeframe, live, lacking }) => {
      const list = lacking.map(({ source, features }) => `${t(wants[source as Source])} (${features})`).join(', ');
      return t({
        en: `${symbol} ${timeframe}: ${live} of ${total} are live. The others lack ${list}.`,
        fr: `${symbol} ${timeframe} : ${live} sur ${total} sont disponibles. Il manque aux autres : ${list}.`,
      });
    });
    return {
      title: t({ en: 'Features', fr: 'Caractéristiques' }),
      lead: t({
        en: `${total} features in ${categories.length} categories. ${sets[0] ?? 'No history is stored yet.'}`,
        fr: `${total} caractéristiques dans ${categories.length} catégories. ${sets[0] ?? "Aucun historique n'est encore enregistré."}`,
      }),
      lines: sets.slice(1),
      table:
        rows.length > 0
          ? {
              columns: [
                t({ en: 'Feature', fr: 'Caractéristique' }),
                t({ en: 'Meaning', fr: 'Sens' }),
                t({ en: 'Unit', fr: 'Unité' }),
                t({ en: 'Warm-up', fr: 'Amorçage' }),
              ],
              rows: rows.map(row => [row.name, t(row.meaning), row.unit, t.number(row.warmUp, 0)]),
            }
          : {
              columns: [t({ en: 'Category', fr: 'Catégorie' }), t({ en: 'Features', fr: 'Caractéristiques' })],
              rows: categories.map(one => [one.category, t.number(one.features, 0)]),
            },
    };
  },
  command: { en: 'features', fr: 'caracteristiques' },
});
