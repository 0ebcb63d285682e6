import { z } from 'zod';
import type { Translate } from '../config/text.ts';
import { candleAt, Timeframe } from '../data/candle.ts';
import { IndicatorName, indicators, sourcesOf } from '../data/features/indicators.ts';
import { asOf } from './as-of.ts';
import { bringPrices, Origin } from './bring-prices.ts';
import { columnName, parametersFor } from './column-name.ts';
import { IndicatorsSlot, SymbolSlot, TimeframeSlot } from './slots.ts';
import { defineTool } from './tool.ts';

/** What is shown when nothing is named. */
const usualIndicators: readonly IndicatorName[] = ['sma', 'ema', 'rsi', 'macd', 'bollinger', 'atr', 'stochastic'];

const Reading = z.strictObject({
  indicator: IndicatorName,
  column: z.string(),
  value: z.number().nullable(),
  before: z.number().nullable(),
});

const finite = (value: number | undefined): number | null =>
  value !== undefined && Number.isFinite(value) ? value : null;

type Answer = {
  name: { en: string; fr: string };
  close: number;
  readings: z.infer<typeof Reading>[];
  period?: number | undefined;
  still?: number | undefined;
};

const nameOf = ({ indicator, column }: z.infer<typeof Reading>, period: number | undefined, t: Translate): string =>
  columnName(indicator, column, parametersFor(indicator, period), t);

const periodLine = (period: number, t: Translate): string =>
  t({
    en: `The period ${period} applies to every indicator here that has one; the others keep their own settings.`,
    fr: `La période ${period} vaut pour chaque indicateur qui en a une ; les autres gardent leurs réglages.`,
  });

/** The level of a cumulative line depends on where the history starts. */
const anchorLine = (name: string, t: Translate): string =>
  t({
    en: `${name}: counted from the first candle.`,
    fr: `${name} : compté depuis la première bougie.`,
  });

const zoneOf = (rsi: number): { en: string; fr: string } => {
  if (rsi > 70)
    return {
      en: 'overbought by the usual reading (above 70)',
      fr: 'en surachat selon la lecture usuelle (au-dessus de 70)',
    };
  if (rsi < 30)
    return { en: 'oversold by the usual reading (below 30)', fr: 'en survente selon la lecture usuelle (sous 30)' };
  return { en: 'in the neutral zone between 30 and 70', fr: 'en zone neutre entre 30 et 70' };
};

/** Candles that the RSI looks back at. */
const rsiPeriod = (period: number | undefined): number => parametersFor('rsi', period).period ?? 14;

/** True where the price has not moved over all candles that count: gains over losses, none of both, say nothing. */
const stoodStill = (close: Float64Array, period: number): boolean =>
  close.length > period && close.subarray(-(period + 1)).every((price, _i, all) => price === all[0]);

function headline({ name, close, readings, period, still }: Answer, t: Translate): string {
  if (still !== undefined)
    return t({
      en: `${name.en} has no RSI: its price has not moved in the last ${still} candles.`,
      fr: `${name.fr} est sans RSI : son prix n'a pas bougé sur les ${still} dernières bougies.`,
    });
  const rsi = readings.find(reading => reading.indicator === 'rsi')?.value;
  if (typeof rsi === 'number') {
    const [zone, value] = [zoneOf(rsi), t.number(rsi, 1)];
    const label = period === undefined ? 'RSI' : columnName('rsi', 'rsi', { period }, t);
    return t({
      en: `The ${label} of ${name.en} is ${value}, ${zone.en}.`,
      fr: `Le ${label} de ${name.fr} vaut ${value}, ${zone.fr}.`,
    });
  }
  const [first] = readings;
  const label = first ? nameOf(first, period, t) : '';
  const value = t.number(first?.value ?? Number.NaN);
  return t({
    en: `${name.en} closed at ${t.number(close)}; ${label} stands at ${value}.`,
    fr: `${name.fr} a clôturé à ${t.number(close)} ; ${label} vaut ${value}.`,
  });
}

export const showIndicators = defineTool({
  name: 'show_indicators',
  description:
    'Current values of technical indicators of one instrument: averages, bands, trend, momentum, volatility and volume.',
  examples: [
    'Show me the indicators of the S&P 500',
    'Is the RSI high right now on the S&P?',
    'MACD of Bitcoin',
    'What are the Bollinger bands on SPX?',
    'current ATR and RSI for SPY',
    'SMA 20 and EMA 50 of gold',
    'Is the S&P overbought?',
    'technical indicators for Apple',
    'Where is the moving average of the index?',
    'give me the stochastic reading on gold',
    'hourly ADX of Bitcoin',
    'Montre les indicateurs du S&P 500',
    'Quel est le RSI du S&P 500 ?',
    'Le S&P est-il suracheté ?',
    "Donne-moi l'ATR et le MACD de Apple",
    'valeur des bandes de Bollinger sur le CAC 40',
    'Analyse technique du Bitcoin',
    'Où en est la moyenne mobile du S&P ?',
    'nuage Ichimoku du S&P 500',
  ],
  effect: 'read',
  input: z.object({
    symbol: SymbolSlot,
    indicators: IndicatorsSlot.optional().describe('Which ones; the seven usual ones when left out'),
    period: z
      .int()
      .min(2)
      .max(400)
      .optional()
      .describe('Period of the chosen indicators in candles; those without one keep their settings')
      .meta({ slot: 'period' }),
    timeframe: TimeframeSlot.optional(),
  }),
  output: z.strictObject({
    symbol: z.string(),
    name: z.strictObject({ en: z.string(), fr: z.string() }),
    close: z.number(),
    openAt: z.int(),
    readings: z.array(Reading),
    /** The period that was asked for. */
    period: z.int().optional(),
    /** Candles over which the price stood still, where the RSI of them was asked for. */
    still: z.int().optional(),
    /** Of the candles, where one was asked for; days otherwise. */
    timeframe: Timeframe.optional(),
    ...Origin.shape,
  }),
  async run({ symbol, indicators: chosen = usualIndicators, period, timeframe }, context) {
    const { instrument, series, origin } = await bringPrices(context, symbol, timeframe);
    const last = candleAt(series, -1);
    const rsiOver = rsiPeriod(period);
    const still = chosen.includes('rsi') && stoodStill(series.close, rsiOver);
    const readings = [...new Set(chosen)].flatMap(indicator =>
      Object.entries(indicators[indicator].compute(series, parametersFor(indicator, period))).map(
        ([column, values]) => ({
          indicator,
          column,
          value: still && indicator === 'rsi' ? null : finite(values.at(-1)),
          before: finite(values.at(-2)),
        }),
      ),
    );
    return {
      symbol: instrument.symbol,
      name: instrument.name,
      close: last?.close ?? Number.NaN,
      openAt: last?.openAt ?? 0,
      readings,
      ...(period === undefined ? {} : { period }),
      ...(still ? { still: rsiOver } : {}),
      ...(timeframe === undefined ? {} : { timeframe }),
      ...origin,
    };
  },
  show(answer, t) {
    const length = answer.timeframe === undefined ? '' : `, ${answer.timeframe}`;
    return {
      title: t({ en: `Indicators of ${answer.name.en}${length}`, fr: `Indicateurs de ${answer.name.fr}${length}` }),
      lead: headline(answer, t),
      lines: [
        ...(answer.period === undefined ? [] : [periodLine(answer.period, t)]),
        ...answer.readings
          .filter(({ indicator }) => indicators[indicator].anchored)
          .map(reading => anchorLine(nameOf(reading, answer.period, t), t)),
      ],
      table: {
        columns: [
          t({ en: 'Indicator', fr: 'Indicateur' }),
          t({ en: 'Value', fr: 'Valeur' }),
          (answer.timeframe ?? '1d') === '1d'
            ? t({ en: 'Session before', fr: 'Séance précédente' })
            : t({ en: 'Candle before', fr: 'Bougie précédente' }),
        ],
        rows: answer.readings.map(reading => [
          nameOf(reading, answer.period, t),
          t.number(reading.value ?? Number.NaN),
          t.number(reading.before ?? Number.NaN),
        ]),
      },
      sources: sourcesOf(answer.readings.map(({ indicator }) => indicator)).map(source => t(source)),
      footnote: asOf(answer.openAt, answer, t),
    };
  },
  command: { en: 'indicators', fr: 'indicateurs' },
});
