import { z } from 'zod';
import type { Translate } from '../config/text.ts';
import { dayOf } from '../data/candle.ts';
import { type Champion, ChampionReason, sayChampion } from '../models/volatility/champion.ts';
import type { Contestant } from '../models/volatility/compare-forecasters.ts';
import { unproven } from '../models/volatility/evidence.ts';
import { ForecastDays, type Forecaster, VolatilityForecast } from '../models/volatility/forecaster.ts';
import { LogHar } from '../models/volatility/log-har.ts';
import { predictVariance } from '../models/volatility/prediction.ts';
import { VolatilityRegime } from '../models/volatility/volatility-regime.ts';
import { asOf } from './as-of.ts';
import { bringPrices, Origin } from './bring-prices.ts';
import { forecastersOf } from './forecasters.ts';
import { SymbolSlot } from './slots.ts';
import { defineTool } from './tool.ts';

const Answer = VolatilityForecast.extend({
  name: z.strictObject({ en: z.string(), fr: z.string() }),
  close: z.number(),
  /** Factor from the range that the forecaster works with to close-to-close moves; already in every sigma here. */
  closeToClose: z.number(),
  /** Which volatility that will be, against the last 1,000 days. */
  regime: VolatilityRegime,
  /** Which forecaster is served, and why. */
  champion: z.strictObject({ model: z.string(), reason: ChampionReason }),
  ...Origin.shape,
});

type Answer = z.infer<typeof Answer>;

/** The champion, or the baseline where the champion needs a column that is not there today. */
function served(champion: Champion | undefined, contestants: readonly Contestant[]): Champion {
  const known = contestants.some(({ forecaster }) => forecaster.name === champion?.model);
  return champion && known ? champion : unproven;
}

const forecasterNamed = (name: string, contestants: readonly Contestant[]): Forecaster =>
  contestants.find(({ forecaster }) => forecaster.name === name)?.forecaster ?? new LogHar();

const regimes = {
  low: { en: 'low', fr: 'basse' },
  normal: { en: 'normal', fr: 'normale' },
  high: { en: 'high', fr: 'haute' },
  extreme: { en: 'extreme', fr: 'extrême' },
} as const;

function regimeLine({ regime: { label, probabilities } }: Answer, t: Translate): string {
  const chance = t.percent(probabilities[label], 0);
  const extreme = t.percent(probabilities.extreme, 0);
  const tail =
    label === 'extreme' ? { en: '', fr: '' } : { en: `, extreme with ${extreme}`, fr: ` ; extrême : ${extreme}` };
  return t({
    en: `Against the last 1,000 days that is ${regimes[label].en} with a chance of ${chance}${tail.en}.`,
    fr: `Par rapport aux 1 000 derniers jours, ce serait une volatilité ${regimes[label].fr} (${chance} de chances${tail.fr}).`,
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
  ],
  effect: 'read',
  input: z.object({
    symbol: SymbolSlot,
    days: z.int().min(1).max(2).default(1).describe('Horizon in trading days: 1 or 2').meta({ slot: 'horizon' }),
  }),
  output: Answer,
  async run({ symbol, days: given }, context) {
    const days = ForecastDays.parse(given);
    const { instrument, series, quote, origin } = await bringPrices(context, symbol, '1d');
    const { all, columns } = await forecastersOf(context, days, instrument.daysPerYear);
    const champion = served(context.models.evidence.read(instrument.symbol, days)?.champion, all());
    const open = () => forecasterNamed(champion.model, all());
    const { openAt, high, low, close } = series;
    const { forecast, record, regime, closeToClose } = context.models.predictions(
      `${instrument.symbol} ${days} ${champion.model}`,
      [openAt, high, low, close, ...columns],
      () => predictVariance(series, days, open),
    );
    return {
      ...forecast,
      closeToClose,
      regime,
      champion,
      ...(record === undefined ? {} : { trackRecord: record }),
      name: instrument.name,
      close: quote.price,
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
    const record = forecast.trackRecord;
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
        regimeLine(forecast, t),
        ...(record
          ? [
              t({
                en: `Over the last ${record.days} forecasts the outcome lay inside that 90% range ${t.percent(record.coverage90, 1)} of the time; loss (QLIKE) ${t.number(record.qlike, 3)} against ${t.number(record.qlikeRandomWalk, 3)} for "as today".`,
                fr: `Sur les ${record.days} dernières prévisions, le résultat était dans cet intervalle à 90 % dans ${t.percent(record.coverage90, 1)} des cas ; perte (QLIKE) ${t.number(record.qlike, 3)} contre ${t.number(record.qlikeRandomWalk, 3)} pour « comme aujourd'hui ».`,
              }),
            ]
          : []),
        t(sayChampion(forecast.champion)),
      ],
      table: {
        columns: [
          t({ en: 'Quantile', fr: 'Quantile' }),
          t({ en: 'Daily volatility', fr: 'Volatilité quotidienne' }),
          t({ en: 'One-sigma move', fr: 'Mouvement à un sigma' }),
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
        t({
          en: `${forecast.model} on a range proxy (Corsi 2009; Garman and Klass 1980), refitted on the last 1,000 days`,
          fr: `${forecast.model} sur une mesure d'amplitude (Corsi 2009 ; Garman et Klass 1980), réestimé sur 1 000 jours`,
        }),
        t({
          en: `Scaled from the day's range to close-to-close moves by ${t.number(forecast.closeToClose)}, their ratio over the same days`,
          fr: `Mis à l'échelle, de l'amplitude du jour aux variations entre clôtures, par ${t.number(forecast.closeToClose)}, leur rapport sur les mêmes jours`,
        }),
      ],
      footnote: `${asOf(forecast.asOfOpenAt, forecast, t)} ${t({ en: 'Volatility says how far, not which way.', fr: 'La volatilité dit de combien, pas dans quel sens.' })}`,
    };
  },
  command: { en: 'volatility', fr: 'volatilite' },
});
