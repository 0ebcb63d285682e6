import { z } from 'zod';
import { translateTo } from '../config/text.ts';
import { dayOf } from '../data/candle.ts';
import type { Champion } from '../models/volatility/champion.ts';
import { unproven } from '../models/volatility/evidence.ts';
import { ForecastDays, VolatilityForecast } from '../models/volatility/forecaster.ts';
import { LogHar } from '../models/volatility/log-har.ts';
import { type Prediction, predictVariance } from '../models/volatility/prediction.ts';
import { VolatilityRegime } from '../models/volatility/volatility-regime.ts';
import { bringPrices, Origin, type Prices } from './bring-prices.ts';
import { forecastersOf, refuseStill } from './forecasters.ts';
import { longestHole } from './hole-in.ts';
import { JudgedTail, networkVolatility } from './network-volatility.ts';
import { ServedForecaster, servedForecaster, servedLines, servedName } from './served-forecaster.ts';
import { DaySlot, SymbolSlot } from './slots.ts';
import { defineTool } from './tool.ts';
import type { ToolContext } from './tool-context.ts';
import { untilDay } from './until-day.ts';
import { volatilityCard } from './volatility-card.ts';

/** Candles that a forecast looks back on. */
const lookBack = 1003;

const Answer = VolatilityForecast.extend({
  name: z.strictObject({ en: z.string(), fr: z.string() }),
  close: z.number(),
  /** Factor from the range that the forecaster works with to close-to-close moves; already in every sigma here. */
  closeToClose: z.number(),
  /** Which volatility that will be, against the last 1,000 days. */
  regime: VolatilityRegime,
  ...ServedForecaster.shape,
  /** Candles that there are, and the horizon that was asked for where it is out of reach. */
  candles: z.int(),
  asked: z.int().optional(),
  /** The longest time without a candle among those that the forecast looks back on, where it is longer than any holiday. */
  hole: z.strictObject({ from: z.string(), to: z.string() }).optional(),
  /** How the promoted network was judged on the rows that nothing was chosen by, where it is served. */
  judged: JudgedTail.optional(),
  /** Why the promoted network could not be asked; then another forecaster answers. */
  networkFault: z.strictObject({ en: z.string(), fr: z.string() }).optional(),
  ...Origin.shape,
});
export type VolatilityAnswer = z.infer<typeof Answer>;

const ofThePast: Champion = { model: unproven.model, reason: { kind: 'past-day' } };

type Served = Prediction & ServedForecaster & { readonly judged?: JudgedTail };

/** The forecast of whoever the last comparison lets serve. */
async function championForecast(
  context: ToolContext,
  { instrument, series }: Prices,
  days: ForecastDays,
  on: string | undefined,
): Promise<Served> {
  const { all, columns } = await forecastersOf(context, days, instrument.daysPerYear);
  const { models } = context;
  const evidence = models.evidence.read(instrument.symbol, days);
  const served = on === undefined ? servedForecaster(evidence, all(), series, models) : { champion: ofThePast };
  const name = servedName(served);
  const contestant = () => all().find(({ forecaster }) => forecaster.name === name);
  const { openAt, high, low, close } = series;
  const columnsRead = [openAt, high, low, close, ...columns];
  const prediction = models.predictions(`${instrument.symbol} ${days} ${name}`, columnsRead, () =>
    predictVariance(series, days, () => contestant()?.forecaster ?? new LogHar(), contestant()?.refitDays === 1),
  );
  return { ...prediction, ...served };
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
  rated: true,
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
    const served: Served =
      network && 'forecast' in network ? network : await championForecast(context, prices, days, on);
    const { forecast, regime, closeToClose, record, champion, over, routed, judged } = served;
    const { instrument, quote, origin } = prices;
    return {
      ...forecast,
      closeToClose,
      regime,
      champion,
      over,
      routed,
      trackRecord: record,
      judged,
      networkFault: network && 'fault' in network ? network.fault : undefined,
      name: instrument.name,
      close: on === undefined ? quote.price : (prices.series.close.at(-1) ?? quote.price),
      candles: prices.series.length,
      asked,
      hole: longestHole(prices.series, Math.max(0, prices.series.length - lookBack)),
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
      servedBecause: servedLines(forecast, translateTo('en')).join(' '),
      hole: forecast.hole,
      trackRecord: forecast.trackRecord && {
        ...forecast.trackRecord,
        qlike: Number(forecast.trackRecord.qlike.toFixed(4)),
        qlikeRandomWalk: Number(forecast.trackRecord.qlikeRandomWalk.toFixed(4)),
      },
      judged: forecast.judged,
      networkFault: forecast.networkFault?.en,
    }),
  show: volatilityCard,
  command: { en: 'volatility', fr: 'volatilite' },
});
