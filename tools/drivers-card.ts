import { z } from 'zod';
import type { Translate } from '../config/text.ts';
import { volatilityShare } from '../models/explain/plain-words.ts';
import { ChampionReason, sayChampion } from '../models/volatility/champion.ts';
import { TrackRecord } from '../models/volatility/forecaster.ts';
import { asOf } from './as-of.ts';
import { Origin } from './bring-prices.ts';
import type { CardInput } from './card.ts';
import {
  ChoiceSource,
  choiceWords,
  Regressor,
  readWords,
  reasonWords,
  regressorName,
  regressorValue,
  signedShare,
} from './driver-words.ts';
import { ExplainedNetwork, networkLines } from './explain-network.ts';

const Said = z.strictObject({ en: z.string(), fr: z.string() });

/** What the tree model of all features says. */
const SecondOpinion = z.strictObject({
  sigmaDaily: z.number().positive(),
  usualDaily: z.number().positive(),
  trained: z.strictObject({ rows: z.int(), from: z.string(), to: z.string() }),
  /** Features by whether the model reads them. */
  features: z.strictObject({ read: z.int(), all: z.int(), lacking: z.int(), still: z.int() }),
  /** The largest, greatest first; phi is in ln variance. */
  drivers: z.array(z.strictObject({ feature: z.string(), value: z.number().nullable(), phi: z.number() })),
  summary: Said,
  lines: z.array(Said),
  record: z.strictObject({ days: z.int(), qlike: z.number(), from: z.string(), to: z.string() }).optional(),
});

/** Why a forecast is what it is. */
export const DriversAnswer = z.strictObject({
  symbol: z.string(),
  name: Said,
  asOfOpenAt: z.int(),
  /** The log-HAR that is explained; the champion is what predict_volatility serves. */
  model: z.string(),
  champion: z.strictObject({ model: z.string(), reason: ChampionReason }),
  /** Daily volatility in %, of close-to-close moves: the forecast, and what it is at the means of all drivers. */
  sigmaDaily: z.number().positive(),
  usualDaily: z.number().positive(),
  /** Largest first; the usual volatility times all their effects is the forecast, unless it is held at a border. */
  drivers: z.array(Regressor).min(1),
  held: z.boolean(),
  trackRecord: TrackRecord.optional(),
  /** The promoted network, where it serves volatility; or why it could not be asked. */
  network: ExplainedNetwork.optional(),
  networkFault: Said.optional(),
  second: SecondOpinion.optional(),
  /** Why there is no second opinion. */
  missing: Said.optional(),
  choice: z.strictObject({ count: z.int(), source: ChoiceSource, reason: Said.optional() }),
  ...Origin.shape,
});
export type DriversAnswer = z.infer<typeof DriversAnswer>;

/** The driver that did most to bring the forecast to where it is. */
function chiefOf({ drivers }: DriversAnswer): Regressor | undefined {
  const up = drivers.reduce((sum, { phi }) => sum + phi, 0) > 0;
  return drivers.find(({ phi }) => phi > 0 === up) ?? drivers[0];
}

/** A forecast within so much of the usual is called usual. */
const muchAsUsual = 0.1;

function comparedWith(usual: string, ratio: number, t: Translate): string {
  if (ratio > 1 + muchAsUsual) return t({ en: `more than usual (${usual})`, fr: `plus que d'habitude (${usual})` });
  if (ratio < 1 - muchAsUsual) return t({ en: `less than usual (${usual})`, fr: `moins que d'habitude (${usual})` });
  return t({ en: `about as usual (${usual})`, fr: `comme d'habitude ou presque (${usual})` });
}

function leadOf(answer: DriversAnswer, t: Translate): string {
  const { name, sigmaDaily, usualDaily } = answer;
  const now = t.percent(sigmaDaily / 100, 1);
  const compared = comparedWith(t.percent(usualDaily / 100, 1), sigmaDaily / usualDaily, t);
  const chief = chiefOf(answer);
  const why = chief ? reasonWords(chief, t) : '';
  return t({
    en: `${name.en} is likely to move by about ${now} on the next trading day, ${compared}, above all because ${why}.`,
    fr: `${name.fr} : à la prochaine séance, un mouvement d'environ ${now} est probable, ${compared}, surtout parce que ${why}.`,
  });
}

/** The sizes behind the first sentence. */
function sizeLine(answer: DriversAnswer, t: Translate): string {
  const [now, usual] = [t.percent(answer.sigmaDaily / 100), t.percent(answer.usualDaily / 100)];
  const chief = chiefOf(answer);
  const most = chief ? `${regressorName(chief.name, t)}, ${signedShare(volatilityShare(chief.phi), t)}` : '';
  return t({
    en: `Daily volatility forecast ${now} (on about two days of three the move stays below it), against ${usual} when all that the model reads is as usual. What counts most: ${most}.`,
    fr: `Volatilité quotidienne prévue : ${now} (environ deux jours sur trois, le mouvement reste en dessous), contre ${usual} quand tout ce que lit le modèle est comme d'habitude. Ce qui compte le plus : ${most}.`,
  });
}

/** Which forecaster this is, and what is served where it is another one. */
function servedLines({ model, champion, held }: DriversAnswer, t: Translate): string[] {
  const same = champion.model.startsWith(model);
  return [
    ...(held
      ? [
          t({
            en: 'The forecast is held at the border of what the days learnt from have shown, so the effects reach further than it does.',
            fr: "La prévision est retenue au bord de ce que les jours d'apprentissage ont montré ; les effets vont donc plus loin qu'elle.",
          }),
        ]
      : []),
    ...(same
      ? []
      : [
          t({
            en: `${sayChampion(champion).en} What is explained here is ${model}, the yardstick.`,
            fr: `${sayChampion(champion).fr} Ce qui est expliqué ici est ${model}, la référence.`,
          }),
        ]),
  ];
}

function recordLines({ trackRecord, model, second }: DriversAnswer, t: Translate): string[] {
  const loss = (value: number) => t.number(value, 3);
  return [
    ...(trackRecord
      ? [
          t({
            en: `Lately: over the last ${trackRecord.days} days ${model} had the outcome inside its 90% range ${t.percent(trackRecord.coverage90, 1)} of the time; loss (QLIKE) ${loss(trackRecord.qlike)}, "as today" ${loss(trackRecord.qlikeRandomWalk)}.`,
            fr: `Récemment : sur les ${trackRecord.days} derniers jours, ${model} avait le résultat dans son intervalle à 90 % dans ${t.percent(trackRecord.coverage90, 1)} des cas ; perte (QLIKE) ${loss(trackRecord.qlike)}, « comme aujourd'hui » ${loss(trackRecord.qlikeRandomWalk)}.`,
          }),
        ]
      : []),
    ...(second?.record
      ? [
          t({
            en: `The tree model, learnt once before the last ${second.record.days} days, had a loss of ${loss(second.record.qlike)} on them; log-HAR learns anew every day.`,
            fr: `Le modèle d'arbres, appris une fois avant les ${second.record.days} derniers jours, y avait une perte de ${loss(second.record.qlike)} ; log-HAR réapprend chaque jour.`,
          }),
        ]
      : []),
  ];
}

function secondLines({ second, missing }: DriversAnswer, t: Translate): string[] {
  if (!second) {
    return missing ? [t({ en: `No second opinion: ${missing.en}`, fr: `Pas de second avis : ${missing.fr}` })] : [];
  }
  return [
    t({
      en: `Second opinion, a tree model: ${second.summary.en}`,
      fr: `Second avis, un modèle d'arbres : ${second.summary.fr}`,
    }),
    ...second.lines.map(line => t(line)),
    readWords(second.features, t),
  ];
}

/** The largest drivers of the tree model, or those of log-HAR where there is none, by how they move the volatility. */
function chartOf({ symbol, second, drivers }: DriversAnswer, t: Translate) {
  const bars = second
    ? second.drivers.map(({ feature, phi }) => [feature, phi] as const)
    : drivers.map(({ name, phi }) => [regressorName(name, t), phi] as const);
  const title = second
    ? { en: 'drivers of the tree model', fr: "facteurs du modèle d'arbres" }
    : { en: 'drivers of log-HAR', fr: 'facteurs de log-HAR' };
  return {
    title: t({ en: `${symbol}: ${title.en}`, fr: `${symbol} : ${title.fr}` }),
    times: bars.map(([name]) => name),
    unit: '%',
    bars: {
      name: t({ en: 'Effect on the forecast', fr: 'Effet sur la prévision' }),
      values: bars.map(([, phi]) => Number((100 * volatilityShare(phi)).toFixed(2))),
    },
  };
}

/** The card of an explained forecast. */
export const driversCard = (answer: DriversAnswer, t: Translate): CardInput => ({
  title: t({
    en: `Why this forecast: volatility of ${answer.name.en}`,
    fr: `Pourquoi cette prévision : volatilité de ${answer.name.fr}`,
  }),
  lead: leadOf(answer, t),
  lines: [
    sizeLine(answer, t),
    ...servedLines(answer, t),
    ...(answer.network ? networkLines(answer.network, t) : []),
    ...(answer.networkFault ? [t(answer.networkFault)] : []),
    ...secondLines(answer, t),
    ...recordLines(answer, t),
    ...(answer.choice.reason ? [choiceWords(answer.choice, t)] : []),
  ],
  table: {
    columns: [
      t({ en: `Driver of ${answer.model}`, fr: `Facteur de ${answer.model}` }),
      t({ en: 'Now', fr: 'Maintenant' }),
      t({ en: 'Usually', fr: "D'ordinaire" }),
      t({ en: 'Effect on the forecast', fr: 'Effet sur la prévision' }),
    ],
    rows: answer.drivers.map(({ name, now, usual, phi }) => [
      regressorName(name, t),
      regressorValue(name, now, t),
      regressorValue(name, usual, t),
      signedShare(volatilityShare(phi), t),
    ]),
  },
  chart: chartOf(answer, t),
  sources: [
    t({
      en: 'Exact Shapley values: of a linear model (Strumbelj and Kononenko 2014) and of trees (Lundberg et al. 2018); effects multiply',
      fr: "Valeurs de Shapley exactes : d'un modèle linéaire (Strumbelj et Kononenko 2014) et d'arbres (Lundberg et al. 2018) ; les effets se multiplient",
    }),
    ...(answer.second
      ? [
          t({
            en: `Trees learnt from ${answer.second.trained.rows} days, ${answer.second.trained.from} to ${answer.second.trained.to}`,
            fr: `Arbres appris de ${answer.second.trained.rows} jours, du ${answer.second.trained.from} au ${answer.second.trained.to}`,
          }),
        ]
      : []),
  ],
  footnote: `${asOf(answer.asOfOpenAt, answer, t)} ${t({
    en: 'These are drivers of the model, not causes of what the market does.',
    fr: 'Ce sont des facteurs du modèle, pas des causes de ce que fait le marché.',
  })}`,
});
