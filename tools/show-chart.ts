import { z } from 'zod';
import { QuaestorError } from '../config/errors.ts';
import { type CandleSeries, dayOf } from '../data/candle.ts';
import { type IndicatorName, indicators } from '../data/features/indicators.ts';
import { asOf } from './as-of.ts';
import { bringPrices, Origin } from './bring-prices.ts';
import { ChartSpec, type ChartSpecInput } from './chart-spec.ts';
import { columnName } from './column-name.ts';
import { FromSlot, IndicatorsSlot, SymbolSlot, ToSlot } from './slots.ts';
import { defineTool } from './tool.ts';

const dayMs = 86_400_000;
const mostCandles = 2600;
const mostPanes = 3;
const onPrices: readonly IndicatorName[] = ['sma', 'ema'];

const values = (column: Float64Array | undefined, from: number, to: number): (number | null)[] =>
  Array.from(column?.subarray(from, to) ?? [], value => (Number.isFinite(value) ? Number(value.toFixed(4)) : null));

/** The parameters of an indicator with the period that was asked for, where it has one. */
const parametersFor = (name: IndicatorName, period: number | undefined): Readonly<Record<string, number>> => ({
  ...indicators[name].parameters,
  ...(period !== undefined && 'period' in indicators[name].parameters ? { period } : {}),
});

/** Indicator lines over a span: prices' own indicators on the price pane, oscillators below. */
function overlays(
  names: readonly IndicatorName[],
  series: CandleSeries,
  from: number,
  to: number,
  period: number | undefined,
): Pick<ChartSpecInput, 'lines' | 'bands'> {
  const lines: ChartSpecInput['lines'] = [];
  const bands: ChartSpecInput['bands'] = [];
  let panes = 0;
  for (const name of new Set(names)) {
    const parameters = parametersFor(name, period);
    const columns = indicators[name].compute(series, parameters);
    if (name === 'bollinger') {
      const column = (part: string) =>
        values(Object.entries(columns).find(([key]) => key.toLowerCase().includes(part))?.[1], from, to);
      bands.push({
        name: period === undefined ? 'Bollinger' : `Bollinger ${period}`,
        lower: column('lower'),
        upper: column('upper'),
      });
      continue;
    }
    const pane = onPrices.includes(name) ? 0 : Math.min(mostPanes, ++panes);
    for (const [column, all] of Object.entries(columns))
      lines.push({ name: columnName(column, parameters), values: values(all, from, to), pane });
  }
  return { lines, bands };
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
    days: z
      .int()
      .min(5)
      .max(mostCandles)
      .default(126)
      .describe('Number of latest daily candles')
      .meta({ slot: 'candles' }),
    from: FromSlot.optional(),
    to: ToSlot.optional(),
    indicators: IndicatorsSlot.optional().describe('Indicators to draw'),
    period: z
      .int()
      .min(2)
      .max(400)
      .optional()
      .describe('Period of the chosen indicators in candles; MACD keeps its own')
      .meta({ slot: 'period' }),
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
    chart: ChartSpec,
    ...Origin.shape,
  }),
  async run({ symbol, days, from, to, indicators: names = [], period }, context) {
    const { instrument, series, origin } = await bringPrices(context, symbol);
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
      chart: {
        title: instrument.symbol,
        times: indexes.map(i => dayOf(at(series.openAt, i))),
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
        ...overlays(names, series, first, last, period),
      },
      ...origin,
    };
  },
  say: ({ symbol, from, to, firstClose, lastClose, chart }) =>
    `A chart of ${symbol} with ${chart.times.length} daily candles from ${dayOf(from)} (close ${firstClose}) to ${dayOf(to)} (close ${lastClose}) is shown to the person.`,
  show(answer, t) {
    const change = answer.lastClose / answer.firstClose - 1;
    return {
      title: `${t(answer.name)} (${answer.symbol})`,
      lead: t({
        en: `${answer.name.en} went from ${t.number(answer.firstClose)} on ${dayOf(answer.from)} to ${t.number(answer.lastClose)} on ${dayOf(answer.to)} (${change >= 0 ? '+' : ''}${t.percent(change)}).`,
        fr: `${answer.name.fr} est passé de ${t.number(answer.firstClose)} le ${dayOf(answer.from)} à ${t.number(answer.lastClose)} le ${dayOf(answer.to)} (${change >= 0 ? '+' : ''}${t.percent(change)}).`,
      }),
      lines: answer.shortened
        ? [
            t({
              en: `The span is longer than a chart can show: these are its latest ${t.number(mostCandles, 0)} candles.`,
              fr: `La période dépasse ce qu'un graphique peut montrer : voici ses ${t.number(mostCandles, 0)} dernières bougies.`,
            }),
          ]
        : [],
      chart: { ...answer.chart, title: `${t(answer.name)}, ${dayOf(answer.from)} – ${dayOf(answer.to)}` },
      footnote: asOf(answer.to, answer, t),
    };
  },
  command: { en: 'chart', fr: 'graphique' },
});
