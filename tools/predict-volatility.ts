import { z } from 'zod';
import type { Translate } from '../config/text.ts';
import { dayOf } from '../data/candle.ts';
import { type Champion, ChampionReason, sayChampion } from '../models/volatility/champion.ts';
import type { Contestant } from '../models/volatility/compare-forecasters.ts';
import { unproven } from '../models/volatility/evidence.ts';
import { ForecastDays, type Forecaster, VolatilityForecast } from '../models/volatility/forecaster.ts';
import { LogHar } from '../models/volatility/log-har.ts';
import { type Prediction, predictVariance } from '../models/volatility/prediction.ts';
import { VolatilityRegime } from '../models/volatility/volatility-regime.ts';
import { asOf } from './as-of.ts';
import { bringPrices, Origin, type Prices } from './bring-prices.ts';
import { forecastersOf, refuseStill } from './forecasters.ts';
import { JudgedTail, networkVolatility } from './network-volatility.ts';
import { DaySlot, SymbolSlot } from './slots.ts';
import { defineTool } from './tool.ts';
import type { ToolContext } from './tool-context.ts';
import { untilDay } from './until-day.ts';

const Answer = VolatilityForecast.extend({
  name: z.strictObject({ en: z.string(), fr: z.string() }),
  close: z.number(),
  /** Factor from the range that the forecaster works with to close-to-close moves; already in every sigma here. */
  closeToClose: z.number(),
  /** Which volatility that will be, against the last 1,000 days. */
  regime: VolatilityRegime,
  /** Which forecaster is served, and why. */
  champion: z.strictObject({ model: z.string(), reason: ChampionReason }),
  /** Candles that there are, and the horizon that was asked for where it is out of reach. */
  candles: z.int(),
  asked: z.int().optional(),
  /** How the promoted network was judged on the rows that nothing was chosen by, where it is served. */
  judged: JudgedTail.optional(),
  /** Why the promoted network could not be asked; then another forecaster answers. */
  networkFault: z.strictObject({ en: z.string(), fr: z.string() }).optional(),
  ...Origin.shape,
});

type Answer = z.infer<typeof Answer>;

/** The champion, or the baseline where the champion needs a column that is not there today. */
function served(champion: Champion | undefined, contestants: readonly Contestant[]): Champion {
  const known = contestants.some(({ forecaster }) => forecaster.name === champion?.model);
  return champion && known ? champion : unproven;
}

const ofThePast: Champion = { model: unproven.model, reason: { kind: 'past-day' } };

const forecasterNamed = (name: string, contestants: readonly Contestant[]): Forecaster =>
  contestants.find(({ forecaster }) => forecaster.name === name)?.forecaster ?? new LogHar();

const regimes = {
  low: { en: 'low', fr: 'basse' },
  normal: { en: 'normal', fr: 'normale' },
  high: { en: 'high', fr: 'haute' },
  extreme: { en: 'extreme', fr: 'extrême' },
} as const;

/** Days that a model and its regimes look back on, as the reader writes it. */
const backDays = ({ candles }: Answer, t: Translate): string => t.number(Math.min(1000, candles - 1), 0);

const reachLines = ({ asked }: Answer, t: Translate): string[] =>
  asked === undefined
    ? []
    : [
        t({
          en: `You asked about ${asked} trading days; no forecaster here reaches further than 2, so this is about the next two.`,
          fr: `Vous demandez ${asked} séances ; aucun modèle ici ne va au-delà de 2, ceci porte donc sur les deux prochaines.`,
        }),
      ];

function regimeLine(answer: Answer, t: Translate): string {
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

type Served = Prediction & { readonly champion: Champion; readonly judged?: JudgedTail };

/** The forecast of whoever the last comparison lets serve. */
async function championForecast(
  context: ToolContext,
  { instrument, series }: Prices,
  days: ForecastDays,
  on: string | undefined,
): Promise<Served> {
  const { all, columns } = await forecastersOf(context, days, instrument.daysPerYear);
  const evidence = context.models.evidence.read(instrument.symbol, days);
  const champion = on === undefined ? served(evidence?.champion, all()) : ofThePast;
  const open = () => forecasterNamed(champion.model, all());
  const { openAt, high, low, close } = series;
  const prediction = context.models.predictions(
    `${instrument.symbol} ${days} ${champion.model}`,
    [openAt, high, low, close, ...columns],
    () => predictVariance(series, days, open),
  );
  return { ...prediction, champion };
}

/** How the forecaster did: lately where that is known, else when it was judged. */
function recordLines({ trackRecord: record, judged }: Answer, t: Translate): string[] {
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

const faultLines = ({ networkFault, model }: Answer, t: Translate): string[] =>
  networkFault
    ? [
        t({
          en: `The promoted network could not be asked, so ${model} answers. ${networkFault.en}`,
          fr: `Le réseau en service n'a pas pu être interrogé, ${model} répond donc. ${networkFault.fr}`,
        }),
      ]
    : [];

function modelSource(answer: Answer, t: Translate): string {
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

export const predictVolatility = defineTool({
  name: 'predict_volatility',
  description:
    'Forecasts the volatility of one instrument for the next 1 or 2 days, with quantiles and the track record of the forecaster. Not for direction, not for explaining what volatility is.',
  examples: [
    'How volatile will BTC be tomorrow?',
    'Quelle volatilité pour le S&P 500 demain ?',
    'Forecast the volatility of the S&P 500 for the next two days',
    'vol forecast SPX',
    'How wild will the market be tomorrow?',
    'How much could the S&P move over the next 48 hours?',
    'Expected swings in gold tomorrow',
    'Should I expect big moves tomorrow?',
    'volatility prediction for Apple, 2 days',
    'Prévision de volatilité du Bitcoin sur deux jours',
    'Est-ce que ça va secouer demain sur le S&P ?',
    'À quel point le marché va-t-il bouger demain ?',
    'Prévois la volatilité du CAC 40 pour les deux prochains jours',
    'Quelle amplitude attendre demain sur le S&P 500 ?',
    'Le marché sera-t-il agité ces 48 prochaines heures ?',
    'vol attendue sur SPX',
    'How volatile did you expect the S&P 500 to be on 2008-10-10?',
    'Quelle volatilité prévoyais-tu pour le S&P 500 le 2008-10-10 ?',
  ],
  effect: 'read',
  input: z.object({
    symbol: SymbolSlot,
    days: z.int().min(1).max(2).default(1).describe('Horizon in trading days: 1 or 2').meta({ slot: 'horizon' }),
    on: DaySlot.optional().describe('A day of the past, YYYY-MM-DD: the forecast as it was at its close'),
    asked: z
      .int()
      .min(3)
      .max(100_000)
      .optional()
      .describe('Trading days that the person asked about, where they are more than 2')
      .meta({ slot: 'far-horizon' }),
  }),
  output: Answer,
  async run({ symbol, days: given, on, asked }, context) {
    const days = ForecastDays.parse(given);
    const brought = await bringPrices(context, symbol, '1d');
    refuseStill(brought.series);
    const prices = { ...brought, series: untilDay(brought.series, on) };
    // A network may have learned from days after the one in question.
    const network = on === undefined ? await networkVolatility(context, prices, days) : undefined;
    const { forecast, regime, closeToClose, record, champion, judged } =
      network && 'forecast' in network ? network : await championForecast(context, prices, days, on);
    const { instrument, quote, origin } = prices;
    return {
      ...forecast,
      closeToClose,
      regime,
      champion,
      ...(record === undefined ? {} : { trackRecord: record }),
      ...(judged && { judged }),
      ...(network && 'fault' in network ? { networkFault: network.fault } : {}),
      name: instrument.name,
      close: on === undefined ? quote.price : (prices.series.close.at(-1) ?? quote.price),
      candles: prices.series.length,
      ...(asked === undefined ? {} : { asked }),
      ...origin,
    };
  },
  say: forecast =>
    JSON.stringify({
      symbol: forecast.symbol,
      asOf: dayOf(forecast.asOfOpenAt),
      horizonDays: forecast.days,
      dailyVolatilityPercent: Number(forecast.sigmaDaily.toFixed(3)),
      annualisedPercent: Number(forecast.sigmaAnnual.toFixed(2)),
      quantilesOfDailyVolatilityPercent: forecast.quantiles.map(q => [q.probability, Number(q.sigmaDaily.toFixed(3))]),
      model: forecast.model,
      regime: {
        label: forecast.regime.label,
        probability: Number(forecast.regime.probabilities[forecast.regime.label].toFixed(2)),
      },
      servedBecause: sayChampion(forecast.champion).en,
      trackRecord: forecast.trackRecord && {
        ...forecast.trackRecord,
        qlike: Number(forecast.trackRecord.qlike.toFixed(4)),
        qlikeRandomWalk: Number(forecast.trackRecord.qlikeRandomWalk.toFixed(4)),
      },
      judged: forecast.judged,
      networkFault: forecast.networkFault?.en,
    }),
  show(forecast, t) {
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
        ...faultLines(forecast, t),
        t(sayChampion(forecast.champion)),
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
  },
  command: { en: 'volatility', fr: 'volatilite' },
});
