import { z } from 'zod';
import type { Translate } from '../config/text.ts';
import { dayOf } from '../data/candle.ts';
import { FeatureCatalogue } from '../data/features/feature-catalogue.ts';
import { FeatureImportance } from '../models/explain/feature-importance.ts';
import { volatilityShare } from '../models/explain/plain-words.ts';
import type { ShapReport } from '../models/explain/shap-report.ts';
import { asOf } from './as-of.ts';
import { bringPrices, Origin } from './bring-prices.ts';
import { ChoiceSource, choiceWords, readWords, signedShare } from './driver-words.ts';
import { type Drivers, studied } from './drivers.ts';
import { SymbolSlot } from './slots.ts';
import { defineTool } from './tool.ts';

/** Features of the ranking that are shown, and drivers that moved. */
const [shown, movedShown] = [20, 5];

const Said = z.strictObject({ en: z.string(), fr: z.string() });

/** What a feature added to ln variance on the day before, and adds now. */
const Moved = z.strictObject({ feature: z.string(), before: z.number(), now: z.number() });
type Moved = z.infer<typeof Moved>;

const Answer = z.strictObject({
  symbol: z.string(),
  name: Said,
  asOfOpenAt: z.int(),
  trained: z.strictObject({ rows: z.int(), from: z.string(), to: z.string() }),
  features: z.strictObject({ read: z.int(), all: z.int(), lacking: z.int(), still: z.int() }),
  /** Mean size of what a feature adds to ln variance on training days, greatest first. */
  ranking: z.array(FeatureImportance).min(1),
  choice: z.strictObject({ count: z.int(), source: ChoiceSource, reason: Said.optional() }),
  /** The CSV file of the chosen features. */
  path: z.string(),
  /** Spearman's correlation of the rankings from two halves of the training days. */
  stability: z.number().min(-1).max(1),
  /** The report that was kept last before this one, and the features whose part changed most since. */
  before: z.strictObject({ day: z.string(), moved: z.array(Moved) }).optional(),
  ...Origin.shape,
});
type Answer = z.infer<typeof Answer>;

/** Features by how much their part of the forecast changed, greatest first. */
function movedSince(before: ShapReport, now: ShapReport): Moved[] {
  const earlier = new Map(before.features.map(({ feature, phi }) => [feature, phi]));
  return now.features
    .map(({ feature, phi }) => ({ feature, before: earlier.get(feature) ?? 0, now: phi }))
    .filter(one => one.before !== one.now)
    .sort((a, b) => Math.abs(b.now - b.before) - Math.abs(a.now - a.before))
    .slice(0, movedShown);
}

function lastBefore(reports: ReturnType<Drivers['reports']>, day: string): ShapReport | undefined {
  const earlier = reports.days().findLast(one => one < day);
  return earlier === undefined ? undefined : reports.of(earlier);
}

function movedLines({ before, symbol }: Answer, t: Translate): string[] {
  if (!before) {
    return [
      t({
        en: `No earlier day of ${symbol} has been kept yet: ask again tomorrow to see what moved.`,
        fr: `Aucun jour antérieur de ${symbol} n'est encore gardé : redemandez demain pour voir ce qui a bougé.`,
      }),
    ];
  }
  const list = before.moved
    .map(({ feature, before: was, now }) => {
      const [from, to] = [was, now].map(phi => signedShare(volatilityShare(phi), t));
      return t({ en: `${feature} from ${from} to ${to}`, fr: `${feature} de ${from} à ${to}` });
    })
    .join('; ');
  return [
    t({
      en: `What moved most since ${before.day}, as effect on the forecast: ${list || 'nothing'}.`,
      fr: `Ce qui a le plus bougé depuis le ${before.day}, en effet sur la prévision : ${list || 'rien'}.`,
    }),
  ];
}

/** The feature that counts most, and how far another half of the days would agree. */
function leadOf({ name, ranking: [first], stability }: Answer, t: Translate): string {
  const [most, agreement] = [first?.feature ?? '–', t.number(stability)];
  return t({
    en: `For the volatility of ${name.en} the tree model reads ${most} most. Rankings from two halves of the days agree by ${agreement} (1 is fully, 0 not at all).`,
    fr: `Pour la volatilité de ${name.fr}, le modèle d'arbres lit surtout ${most}. Les classements de deux moitiés des jours concordent à ${agreement} (1 tout à fait, 0 pas du tout).`,
  });
}

export const reportImportance = defineTool({
  name: 'report_importance',
  description:
    'The report of the day on the importance of all 350 features for the volatility of one instrument: SHAP ranking, how stable it is, what moved since the last kept day, and the path of feature_importance.csv. Not for one forecast: use explain_prediction. Not for a list of features: use list_features.',
  examples: [
    'Show the feature importance report for SPX',
    'Which features matter most for the S&P 500?',
    'SHAP ranking of the features on SPY',
    'How stable is the feature ranking of Bitcoin?',
    'daily SHAP report',
    "Rapport d'importance des caractéristiques du S&P 500",
    'Quelles caractéristiques comptent le plus pour SPY ?',
    'classement SHAP des caractéristiques du S&P 500',
    'Le classement des caractéristiques du Bitcoin est-il stable ?',
    'rapport SHAP du jour',
  ],
  effect: 'read',
  seconds: 120,
  input: z.object({ symbol: SymbolSlot }),
  output: Answer,
  async run({ symbol }, context) {
    const { instrument, series, origin } = await bringPrices(context, symbol, '1d');
    const found = await studied(context, instrument, series);
    if ('fault' in found) throw found.fault;
    const { study, report, choice, path, sources } = found;
    const before = lastBefore(context.models.drivers.reports(instrument.symbol), report.day);
    const { reason } = choice;
    return {
      symbol: instrument.symbol,
      name: instrument.name,
      asOfOpenAt: study.asOfOpenAt,
      trained: study.trained,
      features: {
        read: study.names.length,
        all: FeatureCatalogue.open().features.length,
        lacking: study.lacking.length,
        still: study.still.length,
      },
      ranking: study.ranking.slice(0, shown),
      choice: { count: choice.names.length, source: choice.source, ...(reason ? { reason } : {}) },
      path,
      stability: await context.models.drivers.stability(sources, context.lab.compute),
      ...(before ? { before: { day: before.day, moved: movedSince(before, report) } } : {}),
      ...origin,
    };
  },
  say: ({ choice, ranking, ...answer }) =>
    JSON.stringify({
      ...answer,
      asOf: dayOf(answer.asOfOpenAt),
      meanSizeInLnVariance: ranking.map(({ feature, importance }) => [feature, Number(importance.toFixed(4))]),
      featuresInFile: choice.count,
      ...(choice.reason ? { fault: choice.reason.en } : {}),
    }),
  show: (answer, t) => ({
    title: t({
      en: `Feature importance: volatility of ${answer.name.en}`,
      fr: `Importance des caractéristiques : volatilité de ${answer.name.fr}`,
    }),
    lead: leadOf(answer, t),
    lines: [
      ...movedLines(answer, t),
      readWords(answer.features, t),
      choiceWords(answer.choice, t),
      t({ en: `File: ${answer.path}`, fr: `Fichier : ${answer.path}` }),
    ],
    table: {
      columns: [
        t({ en: 'Rank', fr: 'Rang' }),
        t({ en: 'Feature', fr: 'Caractéristique' }),
        t({ en: 'Usual effect', fr: 'Effet usuel' }),
        t({ en: 'Meaning', fr: 'Sens' }),
      ],
      rows: answer.ranking.map(({ feature, importance, rank }) => [
        String(rank),
        feature,
        `± ${t.percent(volatilityShare(importance), 1)}`,
        t(meaningOf(feature)),
      ]),
    },
    chart: {
      title: t({
        en: `${answer.symbol}: mean size of each effect`,
        fr: `${answer.symbol} : taille moyenne de chaque effet`,
      }),
      times: answer.ranking.map(({ feature }) => feature),
      unit: '%',
      bars: {
        name: t({ en: 'Usual effect', fr: 'Effet usuel' }),
        values: answer.ranking.map(({ importance }) => Number((100 * volatilityShare(importance)).toFixed(2))),
      },
    },
    sources: [
      t({
        en: `TreeSHAP (Lundberg et al. 2018) on training days alone: ${answer.trained.rows} of them, ${answer.trained.from} to ${answer.trained.to}`,
        fr: `TreeSHAP (Lundberg et al. 2018) sur les seuls jours d'apprentissage : ${answer.trained.rows}, du ${answer.trained.from} au ${answer.trained.to}`,
      }),
    ],
    footnote: `${asOf(answer.asOfOpenAt, answer, t)} ${t({
      en: 'Importance is for this model, not a cause; features that say much the same share it.',
      fr: "L'importance vaut pour ce modèle, ce n'est pas une cause ; des caractéristiques voisines se la partagent.",
    })}`,
  }),
  command: { en: 'importance', fr: 'importances' },
});

const meaningOf = (feature: string) =>
  FeatureCatalogue.open().features.find(({ name }) => name === feature)?.meaning ?? { en: '–', fr: '–' };
