import { z } from 'zod';
import { QuaestorError } from '../config/errors.ts';
import { candleAt, dayOf, lastClosedIndex } from '../data/candle.ts';
import { asOf } from './as-of.ts';
import { bringPrices, Origin } from './bring-prices.ts';
import { DaySlot, SymbolSlot } from './slots.ts';
import { defineTool } from './tool.ts';

const dayMs = 86_400_000;

const PriceAnswer = z.strictObject({
  symbol: z.string(),
  name: z.strictObject({ en: z.string(), fr: z.string() }),
  price: z.number(),
  openAt: z.int(),
  /** Close of the session before, and the change against it as a share. */
  previousClose: z.number().optional(),
  change: z.number().optional(),
  open: z.number(),
  high: z.number(),
  low: z.number(),
  volume: z.number(),
  /** Extremes of the closes of the last 252 sessions. */
  yearLow: z.number(),
  yearHigh: z.number(),
  /** The day that was asked for, when it had no session and the one before is shown. */
  askedOn: z.string().optional(),
  ...Origin.shape,
});

export const getPrice = defineTool({
  name: 'get_price',
  description: 'Price (close) of one instrument, now or on a past day. Not for charts, indicators or forecasts.',
  examples: [
    'What is the price of the S&P 500?',
    'Quel est le prix du S&P 500 ?',
    'How much is Bitcoin worth right now?',
    'Where did the S&P close on 2008-10-10?',
    'quote for SPY',
    'last price of Apple',
    'What is the value of gold?',
    "What's the S&P 500 trading at today?",
    'S&P 500 level yesterday',
    'À combien est le Bitcoin ?',
    'Combien vaut le S&P 500 aujourd’hui ?',
    'Cours de clôture du S&P 500 le 10 octobre 2008',
    'À quel niveau est la bourse ?',
    'cotation de SPY',
    'donne-moi le cours de Apple',
  ],
  effect: 'read',
  input: z.object({ symbol: SymbolSlot, on: DaySlot.describe('A past day, YYYY-MM-DD; leave out for now').optional() }),
  output: PriceAnswer,
  async run({ symbol, on }, context) {
    const { instrument, series, origin } = await bringPrices(context, symbol);
    const until = on === undefined ? Number.POSITIVE_INFINITY : Date.parse(`${on}T00:00:00Z`) + dayMs;
    const index = on === undefined ? series.length - 1 : lastClosedIndex(series, until - 1);
    const candle = index >= 0 ? candleAt(series, index) : undefined;
    const last = candleAt(series, -1);
    if (!candle || !last || (on !== undefined && Date.parse(on) > last.openAt + 7 * dayMs)) {
      const [first, end] = [dayOf(series.openAt[0] ?? 0), dayOf(last?.openAt ?? 0)];
      throw new QuaestorError('data.no-history', {
        en: `The history of ${instrument.symbol} runs from ${first} to ${end}; "${on}" lies outside.`,
        fr: `L'historique de ${instrument.symbol} va du ${first} au ${end} ; « ${on} » est en dehors.`,
      });
    }
    const previous = index > 0 ? candleAt(series, index - 1)?.close : undefined;
    const year = series.close.subarray(Math.max(0, index - 251), index + 1);
    return {
      symbol: instrument.symbol,
      name: instrument.name,
      price: candle.close,
      openAt: candle.openAt,
      ...(previous === undefined ? {} : { previousClose: previous, change: candle.close / previous - 1 }),
      open: candle.open,
      high: candle.high,
      low: candle.low,
      volume: candle.volume,
      yearLow: Math.min(...year),
      yearHigh: Math.max(...year),
      ...(on !== undefined && dayOf(candle.openAt) !== on ? { askedOn: on } : {}),
      ...origin,
    };
  },
  show(answer, t) {
    const day = dayOf(answer.openAt);
    const change =
      answer.change === undefined
        ? ''
        : t({
            en: `, ${answer.change >= 0 ? 'up' : 'down'} ${t.percent(Math.abs(answer.change))} on the session before`,
            fr: `, en ${answer.change >= 0 ? 'hausse' : 'baisse'} de ${t.percent(Math.abs(answer.change))} par rapport à la séance précédente`,
          });
    return {
      title: `${t(answer.name)} (${answer.symbol})`,
      lead: t({
        en: `${answer.name.en} closed at ${t.number(answer.price)} on ${day}${change}.`,
        fr: `${answer.name.fr} a clôturé à ${t.number(answer.price)} le ${day}${change}.`,
      }),
      lines: answer.askedOn
        ? [
            t({
              en: `The history has no session on ${answer.askedOn}: this is the one before it.`,
              fr: `L'historique n'a pas de séance le ${answer.askedOn} : voici la précédente.`,
            }),
          ]
        : [],
      table: {
        columns: [t({ en: 'Session', fr: 'Séance' }), day],
        rows: [
          [t({ en: 'Close', fr: 'Clôture' }), t.number(answer.price)],
          [t({ en: 'Open', fr: 'Ouverture' }), t.number(answer.open)],
          [t({ en: 'High', fr: 'Plus haut' }), t.number(answer.high)],
          [t({ en: 'Low', fr: 'Plus bas' }), t.number(answer.low)],
          [
            t({ en: 'One-year range of closes', fr: 'Clôtures sur un an' }),
            `${t.number(answer.yearLow)} – ${t.number(answer.yearHigh)}`,
          ],
        ],
      },
      footnote: asOf(answer.openAt, answer, t),
    };
  },
  command: { en: 'price', fr: 'prix' },
});
