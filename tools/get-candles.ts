import { z } from 'zod';
import { type Candle, candleAt, dayOf, instantOfDay, Timeframe, timeframeMs } from '../data/candle.ts';
import { asOf } from './as-of.ts';
import { bringPrices, Origin } from './bring-prices.ts';
import { FromSlot, SymbolSlot, ToSlot } from './slots.ts';
import { defineTool } from './tool.ts';

const largest = 500;

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
    timeframe: Timeframe.default('1d').describe('Length of one candle'),
    count: z.int().min(1).max(largest).default(10).describe('How many, the latest'),
    from: FromSlot.optional(),
    to: ToSlot.optional(),
  }),
  output: z.strictObject({
    symbol: z.string(),
    name: z.strictObject({ en: z.string(), fr: z.string() }),
    timeframe: Timeframe,
    currency: z.string(),
    candles: z.array(Row),
    /** The candle that still runs: its close is only the price so far. */
    live: Row.optional(),
    ...Origin.shape,
  }),
  async run({ symbol, timeframe, count, from, to }, context) {
    const { instrument, series, quote, origin } = await bringPrices(context, symbol, timeframe);
    const fromAt = from === undefined ? Number.NEGATIVE_INFINITY : instantOfDay(from);
    const untilAt = to === undefined ? Number.POSITIVE_INFINITY : instantOfDay(to) + timeframeMs['1d'];
    const candles: Candle[] = [];
    for (let i = series.length - 1; i >= 0 && candles.length < count; i -= 1) {
      const candle = candleAt(series, i);
      if (candle && candle.openAt >= fromAt && candle.openAt < untilAt) candles.unshift(candle);
    }
    const live = to === undefined && timeframe === '1d' ? quote.live : undefined;
    return {
      symbol: instrument.symbol,
      name: instrument.name,
      timeframe,
      currency: instrument.currency,
      candles,
      ...(live ? { live } : {}),
      ...origin,
    };
  },
  show({ name, symbol, timeframe, candles, live, currency, ...origin }, t) {
    const last = candles.at(-1);
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
      lead: last
        ? t({
            en: `${n} ${timeframe} candles of ${name.en}, the last from ${instantText(last.openAt, timeframe)} with a close of ${t.number(last.close)} ${currency}.`,
            fr: `${n} bougies ${timeframe} de ${name.fr}, la dernière du ${instantText(last.openAt, timeframe)} avec une clôture à ${t.number(last.close)} ${currency}.`,
          })
        : t({
            en: `There is no ${timeframe} candle of ${name.en} in that time.`,
            fr: `Il n'y a pas de bougie ${timeframe} de ${name.fr} sur cette période.`,
          }),
      ...(rows.length > 0
        ? {
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
          }
        : {}),
      footnote: asOf(last?.openAt ?? 0, origin, t),
    };
  },
  command: { en: 'candles', fr: 'bougies' },
});
