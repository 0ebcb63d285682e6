import type { Translate } from '../config/text.ts';
import { asOf } from './as-of.ts';
import type { CardInput } from './card.ts';
import type { VolatilityAnswer } from './predict-volatility.ts';
import { servedLines } from './served-forecaster.ts';

const regimes = {
  low: { en: 'low', fr: 'basse' },
  normal: { en: 'normal', fr: 'normale' },
  high: { en: 'high', fr: 'haute' },
  extreme: { en: 'extreme', fr: 'extrême' },
} as const;

/** Days that a model and its regimes look back on, as the reader writes it. */
const backDays = ({ candles }: VolatilityAnswer, t: Translate): string => t.number(Math.min(1000, candles - 1), 0);

const reachLines = ({ asked }: VolatilityAnswer, t: Translate): string[] =>
  asked === undefined
    ? []
    : [
        t({
          en: `You asked about ${asked} trading days; no forecaster here reaches further than 2, so this is about the next two.`,
          fr: `Vous demandez ${asked} séances ; aucun modèle ici ne va au-delà de 2, ceci porte donc sur les deux prochaines.`,
        }),
      ];

function regimeLine(answer: VolatilityAnswer, t: Translate): string {
  const { label, probabilities } = answer.regime;
  const back = backDays(answer, t);
  const chance = t.percent(probabilities[label], 0);
  const extreme = t.percent(probabilities.extreme, 0);
  const tail =
    label === 'extreme' ? { en: '', fr: '' } : { en: `, extreme with ${extreme}`, fr: ` ; extrême : ${extreme}` };
  return t({
    en: `Against the last ${back} days that is ${regimes[label].en} with a chance of ${chance}${tail.en}.`,
    fr: `Par rapport aux ${back} derniers jours, ce serait une volatilité ${regimes[label].fr} (${chance} de chances${tail.fr}).`,
  });
}

/** How the forecaster did: lately where that is known, else when it was judged. */
function recordLines({ trackRecord: record, judged }: VolatilityAnswer, t: Translate): string[] {
  return [
    ...(record
      ? [
          t({
            en: `Over the last ${record.days} forecasts the outcome lay inside that 90% range ${t.percent(record.coverage90, 1)} of the time; loss (QLIKE) ${t.number(record.qlike, 3)} against ${t.number(record.qlikeRandomWalk, 3)} for "as today".`,
            fr: `Sur les ${record.days} dernières prévisions, le résultat était dans cet intervalle à 90 % dans ${t.percent(record.coverage90, 1)} des cas ; perte (QLIKE) ${t.number(record.qlike, 3)} contre ${t.number(record.qlikeRandomWalk, 3)} pour « comme aujourd'hui ».`,
          }),
        ]
      : []),
    ...(judged
      ? [
          t({
            en: `Judged on ${judged.days} days that nothing was learned or chosen by, ${judged.from} to ${judged.to}: loss (QLIKE) ${t.number(judged.qlike, 3)} against ${t.number(judged.qlikeLogHar, 3)} for log-HAR; on the last ${judged.latelyDays} of them the outcome lay inside the 90% range ${t.percent(judged.latelyCoverage90, 1)} of the time.`,
            fr: `Jugé sur ${judged.days} jours par lesquels rien n'a été appris ni choisi, du ${judged.from} au ${judged.to} : perte (QLIKE) ${t.number(judged.qlike, 3)} contre ${t.number(judged.qlikeLogHar, 3)} pour log-HAR ; sur les ${judged.latelyDays} derniers, le résultat était dans l'intervalle à 90 % dans ${t.percent(judged.latelyCoverage90, 1)} des cas.`,
          }),
        ]
      : []),
  ];
}

const faultLines = ({ networkFault, model }: VolatilityAnswer, t: Translate): string[] =>
  networkFault
    ? [
        t({
          en: `The promoted network could not be asked, so ${model} answers. ${networkFault.en}`,
          fr: `Le réseau en service n'a pas pu être interrogé, ${model} répond donc. ${networkFault.fr}`,
        }),
      ]
    : [];

function modelSource(answer: VolatilityAnswer, t: Translate): string {
  const {
    model,
    champion: { reason },
  } = answer;
  const back = backDays(answer, t);
  return reason.kind === 'promoted'
    ? t({
        en: `log-HAR on a range proxy (Corsi 2009; Garman and Klass 1980), refitted on the last ${back} days, its quantiles corrected by ${reason.seeds} networks`,
        fr: `log-HAR sur une mesure d'amplitude (Corsi 2009 ; Garman et Klass 1980), réestimé sur ${back} jours, ses quantiles corrigés par ${reason.seeds} réseaux`,
      })
    : t({
        en: `${model} on a range proxy (Corsi 2009; Garman and Klass 1980), refitted on the last ${back} days`,
        fr: `${model} sur une mesure d'amplitude (Corsi 2009 ; Garman et Klass 1980), réestimé sur ${back} jours`,
      });
}

const holeLines = ({ hole }: VolatilityAnswer, t: Translate): string[] =>
  hole
    ? [
        t({
          en: `There are no candles between ${hole.from} and ${hole.to}: the forecast takes the days on both sides of that hole for neighbours.`,
          fr: `Il n'y a aucune bougie entre ${hole.from} et ${hole.to} : la prévision prend pour voisins les jours de part et d'autre de ce trou.`,
        }),
      ]
    : [];

/** The forecast as a person sees it. */
export function volatilityCard(forecast: VolatilityAnswer, t: Translate): CardInput {
  const at = (probability: number): number =>
    forecast.quantiles.find(q => Math.abs(q.probability - probability) < 1e-9)?.sigmaDaily ?? Number.NaN;
  const percent = (value: number) => t.percent(value / 100);
  const horizon = t(
    forecast.days === 1
      ? { en: 'the next trading day', fr: 'la prochaine séance' }
      : { en: 'the next two trading days', fr: 'les deux prochaines séances' },
  );
  return {
    title: t({
      en: `Volatility of ${forecast.name.en}, ${horizon}`,
      fr: `Volatilité de ${forecast.name.fr}, ${horizon}`,
    }),
    lead: t({
      en: `For ${horizon} I expect ${forecast.name.en} to have a daily volatility of ${percent(forecast.sigmaDaily)} (${percent(forecast.sigmaAnnual)} a year); with 90% probability it lies between ${percent(at(0.05))} and ${percent(at(0.95))}.`,
      fr: `Pour ${horizon}, j'attends pour ${forecast.name.fr} une volatilité quotidienne de ${percent(forecast.sigmaDaily)} (${percent(forecast.sigmaAnnual)} par an) ; avec une probabilité de 90 %, elle se situe entre ${percent(at(0.05))} et ${percent(at(0.95))}.`,
    }),
    lines: [
      ...reachLines(forecast, t),
      regimeLine(forecast, t),
      ...recordLines(forecast, t),
      ...holeLines(forecast, t),
      ...faultLines(forecast, t),
      ...servedLines(forecast, t),
    ],
    table: {
      columns: [
        t({ en: 'Quantile', fr: 'Quantile' }),
        t({ en: 'Daily volatility', fr: 'Volatilité quotidienne' }),
        t({ en: 'Move of one such day', fr: 'Mouvement d’un tel jour' }),
      ],
      rows: forecast.quantiles.map(({ probability, sigmaDaily }) => [
        t.percent(probability, 0),
        percent(sigmaDaily),
        `± ${t.number((forecast.close * sigmaDaily) / 100)}`,
      ]),
    },
    chart: {
      title: t({ en: 'Quantiles of daily volatility', fr: 'Quantiles de la volatilité quotidienne' }),
      times: forecast.quantiles.map(({ probability }) => t.percent(probability, 0)),
      unit: '%',
      bars: {
        name: t({ en: 'Daily volatility', fr: 'Volatilité quotidienne' }),
        values: forecast.quantiles.map(q => Number(q.sigmaDaily.toFixed(4))),
      },
      levels: [{ name: t({ en: 'Forecast', fr: 'Prévision' }), value: Number(forecast.sigmaDaily.toFixed(4)) }],
    },
    sources: [
      modelSource(forecast, t),
      t({
        en: `Scaled from the day's range to close-to-close moves by ${t.number(forecast.closeToClose)}, their ratio over the same days`,
        fr: `Mis à l'échelle, de l'amplitude du jour aux variations entre clôtures, par ${t.number(forecast.closeToClose)}, leur rapport sur les mêmes jours`,
      }),
    ],
    footnote: `${asOf(forecast.asOfOpenAt, forecast, t)} ${t({ en: 'The expected value lies above the 50% quantile because wide days weigh more. Volatility says how far, not which way.', fr: 'La valeur attendue dépasse le quantile à 50 % parce que les jours agités pèsent plus. La volatilité dit de combien, pas dans quel sens.' })}`,
  };
}
