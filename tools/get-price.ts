import { z } from 'zod';
import { QuaestorError } from '../config/errors.ts';
import type { Text } from '../config/text.ts';
import { candleAt, closedAt, dayOf, instantOfDay, lastClosedIndex, sliceSeries } from '../data/candle.ts';
import type { Quote } from '../data/market/market-data.ts';
import { asOf } from './as-of.ts';
import { bringQuote, Origin, originOf } from './bring-prices.ts';
import { candleOfQuote, type DayCandle, dailyOf, dayFromParts } from './day-candle.ts';
import { DaySlot, SymbolSlot } from './slots.ts';
import { defineTool } from './tool.ts';
import type { ToolContext } from './tool-context.ts';

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
  /** Last instant (UTC ms) of the candle whose close this is, where that is not the end of its day. */
  until: z.int().optional(),
  /** True while that candle runs: its close is only the price so far. */
  running: z.boolean().optional(),
  /** Extremes of the closes of the last year of sessions. */
  yearLow: z.number(),
  yearHigh: z.number(),
  /** The day that was asked for, when it had no session and the one before is shown. */
  askedOn: z.string().optional(),
  ...Origin.shape,
});
type PriceAnswer = z.infer<typeof PriceAnswer>;

/** The day of the newest price: the same one on which an order is proposed. */
function newestDay(market: ToolContext['market'], quote: Quote): DayCandle | undefined {
  const { live, asOfAt, symbol } = quote;
  if (live) return { candle: live, until: undefined, running: true };
  const daily = dailyOf(market, symbol);
  const whole = daily && candleAt(daily, -1);
  if (whole && closedAt(whole.openAt, '1d') >= asOfAt) return { candle: whole, until: undefined, running: false };
  return dayFromParts(market, symbol, dayOf(asOfAt)) ?? candleOfQuote(market, quote);
}

/** The session of a day, whole or from the parts of it that are stored; else the session before. */
function dayOn(market: ToolContext['market'], symbol: string, on: string): DayCandle | undefined {
  const daily = dailyOf(market, symbol);
  const row = daily ? lastClosedIndex(daily, instantOfDay(on) + dayMs - 1) : -1;
  const candle = daily && row >= 0 ? candleAt(daily, row) : undefined;
  const whole: DayCandle | undefined = candle && { candle, until: undefined, running: false };
  return candle && dayOf(candle.openAt) === on ? whole : (dayFromParts(market, symbol, on) ?? whole);
}

/** "closed at 12", or where the price stood while the day was not over. */
function leadOf({ name, until, running }: PriceAnswer, price: string, day: string, change: string): Text {
  if (running)
    return {
      en: `${name.en} stands at ${price}, ${day} still runs${change}.`,
      fr: `${name.fr} est à ${price}, la séance du ${day} est en cours${change}.`,
    };
  if (until === undefined)
    return {
      en: `${name.en} closed at ${price} on ${day}${change}.`,
      fr: `${name.fr} a clôturé à ${price} le ${day}${change}.`,
    };
  // The candle that ends at 03:59:59.999 gives the price of four o'clock.
  const time = new Date(until + 1).toISOString().slice(11, 16);
  return {
    en: `${name.en} stood at ${price} on ${day} at ${time} UTC${change}.`,
    fr: `${name.fr} était à ${price} le ${day} à ${time} UTC${change}.`,
  };
}

/** ", up 2.68% on the session before". @param size the change without its sign, as it is printed */
function changeText(change: number, size: string): Text {
  if (change === 0) return { en: ', as on the session before', fr: ', comme à la séance précédente' };
  return {
    en: `, ${change > 0 ? 'up' : 'down'} ${size} on the session before`,
    fr: `, en ${change > 0 ? 'hausse' : 'baisse'} de ${size} par rapport à la séance précédente`,
  };
}

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
    const { market } = context;
    const { instrument, quote } = await bringQuote(context, symbol);
    const daily = dailyOf(market, instrument.symbol);
    const day = on === undefined ? newestDay(market, quote) : dayOn(market, instrument.symbol, on);
    const last = dayOf(quote.asOfAt);
    if (!day || (on !== undefined && instantOfDay(on) > instantOfDay(last) + 7 * dayMs)) {
      const first = dayOf(daily?.openAt[0] ?? quote.openAt);
      throw new QuaestorError('data.no-history', {
        en: `The history of ${instrument.symbol} runs from ${first} to ${last}; "${on}" lies outside.`,
        fr: `L'historique de ${instrument.symbol} va du ${first} au ${last} ; « ${on} » est en dehors.`,
      });
    }
    const { candle, until, running } = day;
    // Sessions before this one.
    const before = daily && sliceSeries(daily, 0, lastClosedIndex(daily, candle.openAt - 1) + 1);
    const previous = before?.close.at(-1);
    const year = [...(before?.close.subarray(-(instrument.daysPerYear - 1)) ?? []), candle.close];
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
      ...(until === undefined ? {} : { until }),
      ...(running ? { running } : {}),
      ...(on !== undefined && dayOf(candle.openAt) !== on ? { askedOn: on } : {}),
      ...originOf(quote),
    };
  },
  show(answer, t) {
    const day = dayOf(answer.openAt);
    const change = answer.change === undefined ? '' : t(changeText(answer.change, t.percent(Math.abs(answer.change))));
    return {
      title: `${t(answer.name)} (${answer.symbol})`,
      lead: t(leadOf(answer, t.number(answer.price), day, change)),
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
