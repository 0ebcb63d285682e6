import { z } from 'zod';
import { QuaestorError } from '../config/errors.ts';
import {
  type Candle,
  type CandleSeries,
  candlesFrom,
  dayOf,
  instantOfDay,
  sliceSeries,
  Timeframe,
  timeframeMs,
} from '../data/candle.ts';
import { firstRowFrom } from '../data/quality/first-row-from.ts';
import { candlesText } from '../data/timeframe-text.ts';
import { asOf } from './as-of.ts';
import { bringPrices, Origin } from './bring-prices.ts';
import { FromSlot, SymbolSlot, TimeframeSlot, ToSlot } from './slots.ts';
import { defineTool } from './tool.ts';

const largest = 500;
const usual = 10;

/** "2024-09-14 13:00" for candles within a day, the date alone for longer ones. */
export const instantText = (at: number, timeframe: Timeframe): string =>
  timeframeMs[timeframe] >= timeframeMs['1d'] ? dayOf(at) : new Date(at).toISOString().slice(0, 16).replace('T', ' ');

const Row = z.strictObject({
  openAt: z.int(),
  open: z.number(),
  high: z.number(),
  low: z.number(),
  close: z.number(),
  volume: z.number(),
});

const turnedRound = (from: string, to: string): QuaestorError =>
  new QuaestorError('tool.bad-input', {
    en: `The first day ${from} is later than the last day ${to}.`,
    fr: `Le premier jour ${from} est postérieur au dernier jour ${to}.`,
  });

/** Candles of the days from `from` to `to`. @throws QuaestorError `data.no-history` that names the days there are */
function spanOf(series: CandleSeries, from: string | undefined, to: string | undefined): CandleSeries {
  const first = from === undefined ? 0 : firstRowFrom(series.openAt, instantOfDay(from));
  const after = to === undefined ? series.length : firstRowFrom(series.openAt, instantOfDay(to) + timeframeMs['1d']);
  if (after > first) return sliceSeries(series, first, after);
  const [begin, end] = [dayOf(series.openAt[0] ?? Number.NaN), dayOf(series.openAt.at(-1) ?? Number.NaN)];
  const { symbol, timeframe } = series;
  throw new QuaestorError('data.no-history', {
    en: `There are no ${candlesText(timeframe).en} of ${symbol} in that time: its history runs from ${begin} to ${end}.`,
    fr: `Il n'y a pas de ${candlesText(timeframe).fr} de ${symbol} sur cette période : son historique va du ${begin} au ${end}.`,
  });
}

export const getCandles = defineTool({
  name: 'get_candles',
  description:
    'Raw candles (open, high, low, close, volume) of one instrument as a table, oldest first. Not for pictures: use show_chart.',
  examples: [
    'Give me the last candles of the S&P 500',
    'open high low close of Bitcoin for the last days',
    'list the candles of SPY',
    'OHLC table for Apple',
    'Donne-moi les dernières bougies du S&P 500',
    'ouverture, plus haut, plus bas et clôture du Bitcoin ces derniers jours',
    'liste les bougies de SPY',
    'tableau OHLC de Apple',
  ],
  effect: 'read',
  input: z.object({
    symbol: SymbolSlot,
    timeframe: TimeframeSlot.default('1d').describe('Length of one candle').meta({ slot: 'timeframe' }),
    count: z
      .int()
      .min(1)
      .max(largest)
      .optional()
      .describe(`How many, the latest; ${usual} when left out, or the whole span from a first day on`)
      .meta({ slot: 'count' }),
    from: FromSlot.optional(),
    to: ToSlot.optional(),
  }),
  output: z.strictObject({
    symbol: z.string(),
    name: z.strictObject({ en: z.string(), fr: z.string() }),
    timeframe: Timeframe,
    currency: z.string(),
    candles: z.array(Row),
    /** Candles of the span that was asked for: more than those given where it was too long. */
    held: z.int(),
    /** The candle that still runs: its close is only the price so far. */
    live: Row.optional(),
    ...Origin.shape,
  }),
  async run({ symbol, timeframe, count, from, to }, context) {
    if (from !== undefined && to !== undefined && from > to) throw turnedRound(from, to);
    const { instrument, series, quote, origin } = await bringPrices(context, symbol, timeframe);
    const span = spanOf(series, from, to);
    const held = span.length;
    const most = count ?? (from === undefined ? usual : largest);
    const candles: Candle[] = [...candlesFrom(span, Math.max(0, held - most))];
    const live = to === undefined && timeframe === '1d' ? quote.live : undefined;
    return {
      symbol: instrument.symbol,
      name: instrument.name,
      timeframe,
      currency: instrument.currency,
      candles,
      held,
      ...(live ? { live } : {}),
      ...origin,
    };
  },
  show({ name, symbol, timeframe, candles, held, live, currency, ...origin }, t, { from, count }) {
    // An empty span is an error: there is a last candle.
    const { openAt: lastAt = Number.NaN, close: lastClose = Number.NaN } = candles.at(-1) ?? {};
    const close = t.number(lastClose);
    const cut = from !== undefined && count === undefined && held > candles.length;
    const n = t.number(candles.length, 0);
    const rows = [...candles, ...(live ? [live] : [])].map(one => [
      one === live
        ? `${instantText(one.openAt, timeframe)} ${t({ en: '(running)', fr: '(en cours)' })}`
        : instantText(one.openAt, timeframe),
      ...[one.open, one.high, one.low, one.close].map(price => t.number(price)),
      t.number(one.volume, one.volume < 1000 ? 2 : 0),
    ]);
    return {
      title: `${t(name)} (${symbol}), ${timeframe}`,
      lead: t({
        en: `${n} ${candlesText(timeframe).en} of ${name.en}, the last from ${instantText(lastAt, timeframe)} with a close of ${close} ${currency}.`,
        fr: `${n} ${candlesText(timeframe).fr} de ${name.fr}, la dernière du ${instantText(lastAt, timeframe)} avec une clôture à ${close} ${currency}.`,
      }),
      lines: cut
        ? [
            t({
              en: `The span holds ${t.number(held, 0)} candles: these are its latest ${n}.`,
              fr: `La période contient ${t.number(held, 0)} bougies : voici les ${n} dernières.`,
            }),
          ]
        : [],
      table: {
        columns: [
          t({ en: 'Start (UTC)', fr: 'Début (UTC)' }),
          t({ en: 'Open', fr: 'Ouverture' }),
          t({ en: 'High', fr: 'Plus haut' }),
          t({ en: 'Low', fr: 'Plus bas' }),
          t({ en: 'Close', fr: 'Clôture' }),
          t({ en: 'Volume', fr: 'Volume' }),
        ],
        rows,
      },
      footnote: asOf(lastAt, origin, t),
    };
  },
  command: { en: 'candles', fr: 'bougies' },
});
