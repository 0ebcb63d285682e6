import { z } from 'zod';
import { QuaestorError } from '../config/errors.ts';
import type { Translate } from '../config/text.ts';
import { type CandleSeries, dayOf, Timeframe } from '../data/candle.ts';
import { IndicatorName, indicators, sourcesOf } from '../data/features/indicators.ts';
import { asOf } from './as-of.ts';
import { bringPrices, Origin } from './bring-prices.ts';
import { ChartSpec, type ChartSpecInput } from './chart-spec.ts';
import { columnName, parametersFor } from './column-name.ts';
import { instantText } from './get-candles.ts';
import { FromSlot, IndicatorsSlot, SymbolSlot, TimeframeSlot, ToSlot } from './slots.ts';
import { defineTool } from './tool.ts';

const dayMs = 86_400_000;
const mostCandles = 2600;
const mostPanes = 3;

const values = (column: Float64Array | undefined, from: number, to: number): (number | null)[] =>
  Array.from(column?.subarray(from, to) ?? [], value => (Number.isFinite(value) ? Number(value.toFixed(4)) : null));

/** Upper and lower edges are drawn as one region, whose middle goes without saying. */
const edges = /(?:Upper|Lower|SpanA|SpanB)$/;
const middle = /Middle$/;

type Span = { first: number; last: number };
type Drawn = { lines: NonNullable<ChartSpecInput['lines']>; bands: NonNullable<ChartSpecInput['bands']> };

/** The region between two columns; the parts of a cloud change places. */
function bandOf(name: string, [one, other]: readonly Float64Array[], { first, last }: Span): Drawn['bands'] {
  if (!one || !other) return [];
  const lower = one.map((value, i) => Math.min(value, other[i] ?? Number.NaN));
  const upper = one.map((value, i) => Math.max(value, other[i] ?? Number.NaN));
  return [{ name, lower: values(lower, first, last), upper: values(upper, first, last) }];
}

function drawn(
  name: IndicatorName,
  series: CandleSeries,
  span: Span,
  period: number | undefined,
  pane: number,
  t: Translate,
): Drawn {
  const parameters = parametersFor(name, period);
  const columns = Object.entries(indicators[name].compute(series, parameters));
  const region = columns.filter(([column]) => edges.test(column)).map(([, all]) => all);
  const asked = period !== undefined && 'period' in parameters ? ` ${period}` : '';
  return {
    bands: bandOf(`${name.charAt(0).toUpperCase()}${name.slice(1)}${asked}`, region, span),
    lines: columns
      .filter(([column]) => !edges.test(column) && !middle.test(column))
      .map(([column, all]) => ({
        name: columnName(name, column, parameters, t),
        values: values(all, span.first, span.last),
        pane,
      })),
  };
}

/** Indicators over a span, those of the prices on the price pane and others below, then the volume where there is any. */
function overlays(
  names: readonly IndicatorName[],
  series: CandleSeries,
  span: Span,
  period: number | undefined,
  t: Translate,
): Drawn & Pick<ChartSpecInput, 'bars'> {
  let panes = 0;
  const all = [...new Set(names)].map(name => {
    const pane = indicators[name].pane === 'price' ? 0 : Math.min(mostPanes, ++panes);
    return drawn(name, series, span, period, pane, t);
  });
  const volume = values(series.volume, span.first, span.last);
  // A third pane of oscillators leaves no room in which bars could be read.
  const bars = panes < mostPanes && volume.some(value => value !== null && value > 0);
  return {
    lines: all.flatMap(({ lines }) => lines),
    bands: all.flatMap(({ bands }) => bands),
    ...(bars ? { bars: { name: 'Volume', values: volume, pane: panes + 1 } } : {}),
  };
}

function spanOf(
  series: CandleSeries,
  days: number,
  from: string | undefined,
  to: string | undefined,
): { first: number; last: number; shortened: boolean } {
  const start = from === undefined ? Number.NEGATIVE_INFINITY : Date.parse(from);
  const end = to === undefined ? Number.POSITIVE_INFINITY : Date.parse(to) + dayMs;
  const first = series.openAt.findIndex(at => at >= start);
  const after = series.openAt.findIndex(at => at >= end);
  const last = after === -1 ? series.length : after;
  if (first === -1 || last - first < 2) {
    const [begin, stop] = [dayOf(series.openAt[0] ?? 0), dayOf(series.openAt.at(-1) ?? 0)];
    throw new QuaestorError('data.no-history', {
      en: `The history of ${series.symbol} runs from ${begin} to ${stop}; the chosen span has fewer than two candles in it.`,
      fr: `L'historique de ${series.symbol} va du ${begin} au ${stop} ; la période choisie en contient moins de deux bougies.`,
    });
  }
  if (from === undefined) return { first: Math.max(first, last - days), last, shortened: false };
  return { first: Math.max(first, last - mostCandles), last, shortened: last - first > mostCandles };
}

export const showChart = defineTool({
  name: 'show_chart',
  description:
    'Candle chart of one instrument over the last days or a span of dates, with indicators drawn in where asked.',
  examples: [
    'Show me a chart of the S&P 500',
    'Montre-moi le graphique du S&P 500',
    'Chart Bitcoin over the last six months',
    'plot SPX in 2008',
    'Draw the candles of Apple for the past year with Bollinger bands',
    'graph of gold since March 2009',
    'Let me see the S&P with its 200-day moving average',
    'candlestick chart SPY last 60 days',
    'Trace le cours du Bitcoin sur un an',
    'Graphique du CAC 40 depuis 2015',
    'Affiche les bougies du S&P 500 sur trois mois avec le MACD',
    'courbe du S&P en 2008',
    'dessine-moi le S&P des 60 derniers jours',
    'Je veux voir le graphe de Apple',
  ],
  effect: 'read',
  input: z.object({
    symbol: SymbolSlot,
    days: z.int().min(5).max(mostCandles).default(126).describe('Number of latest candles').meta({ slot: 'candles' }),
    from: FromSlot.optional(),
    to: ToSlot.optional(),
    indicators: IndicatorsSlot.optional().describe('Indicators to draw'),
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
    from: z.int(),
    to: z.int(),
    firstClose: z.number(),
    lastClose: z.number(),
    /** True when the span was too long to draw and only its latest candles are. */
    shortened: z.boolean(),
    /** Of the candles, where one was asked for; days otherwise. */
    timeframe: Timeframe.optional(),
    /** Those that are drawn. */
    indicators: z.array(IndicatorName),
    chart: ChartSpec,
    ...Origin.shape,
  }),
  async run({ symbol, days, from, to, indicators: names = [], period, timeframe }, context) {
    const { instrument, series, origin } = await bringPrices(context, symbol, timeframe);
    const { first, last, shortened } = spanOf(series, days, from, to);
    const at = (column: Float64Array, i: number) => column[i] ?? Number.NaN;
    const indexes = Array.from({ length: last - first }, (_, i) => first + i);
    return {
      symbol: instrument.symbol,
      name: instrument.name,
      from: at(series.openAt, first),
      to: at(series.openAt, last - 1),
      firstClose: at(series.close, first),
      lastClose: at(series.close, last - 1),
      shortened,
      ...(timeframe === undefined ? {} : { timeframe }),
      indicators: [...names],
      chart: {
        title: instrument.symbol,
        times: indexes.map(i => instantText(at(series.openAt, i), series.timeframe)),
        unit: instrument.currency,
        candles: indexes.map(
          i =>
            [at(series.open, i), at(series.high, i), at(series.low, i), at(series.close, i)] as [
              number,
              number,
              number,
              number,
            ],
        ),
        ...overlays(names, series, { first, last }, period, context.t),
      },
      ...origin,
    };
  },
  say: ({ symbol, from, to, firstClose, lastClose, timeframe = '1d', chart }) =>
    `A chart of ${symbol} with ${chart.times.length} ${timeframe === '1d' ? 'daily' : timeframe} candles from ${instantText(from, timeframe)} (close ${firstClose}) to ${instantText(to, timeframe)} (close ${lastClose}) is shown to the person.`,
  show(answer, t) {
    const [from, to] = [answer.from, answer.to].map(at => instantText(at, answer.timeframe ?? '1d'));
    const change = answer.lastClose / answer.firstClose - 1;
    return {
      title: `${t(answer.name)} (${answer.symbol})`,
      lead: t({
        en: `${answer.name.en} went from ${t.number(answer.firstClose)} on ${from} to ${t.number(answer.lastClose)} on ${to} (${change >= 0 ? '+' : ''}${t.percent(change)}).`,
        fr: `${answer.name.fr} est passé de ${t.number(answer.firstClose)} le ${from} à ${t.number(answer.lastClose)} le ${to} (${change >= 0 ? '+' : ''}${t.percent(change)}).`,
      }),
      lines: answer.shortened
        ? [
            t({
              en: `The span is longer than a chart can show: these are its latest ${t.number(mostCandles, 0)} candles.`,
              fr: `La période dépasse ce qu'un graphique peut montrer : voici ses ${t.number(mostCandles, 0)} dernières bougies.`,
            }),
          ]
        : [],
      chart: { ...answer.chart, title: `${t(answer.name)}, ${from} – ${to}` },
      sources: sourcesOf(answer.indicators).map(source => t(source)),
      footnote: asOf(answer.to, answer, t),
    };
  },
  command: { en: 'chart', fr: 'graphique' },
});
