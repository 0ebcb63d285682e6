import { z } from 'zod';
import { attempt } from '../config/attempt.ts';
import type { Translate } from '../config/text.ts';
import { dayMs } from '../data/calendar/calendar-days.ts';
import { dayOf, lastClosedIndex, untilInstant } from '../data/candle.ts';
import { Trade } from '../data/ledger-row.ts';
import { Lesson } from '../knowledge/memory/lesson.ts';
import { resolveLessons } from '../knowledge/memory/resolve-lessons.ts';
import type { CardInput } from './card.ts';
import { SymbolSlot } from './slots.ts';
import { defineTool } from './tool.ts';
import type { ToolContext } from './tool-context.ts';

const Review = z.strictObject({
  trade: Trade,
  /** Its place among all trades of the account, from 1. */
  number: z.int(),
  of: z.int(),
  lesson: Lesson,
  /** The best and the worst close while it was open, as shares of the entry, in its direction. */
  best: z.number().nullable(),
  worst: z.number().nullable(),
  days: z.number(),
});
type Review = z.infer<typeof Review>;

/** Null where there is no such trade; `found` counts those that there are. */
const Answer = z.strictObject({ review: Review.nullable(), found: z.int() });
type Answer = z.infer<typeof Answer>;

/** Best and worst close between entry and exit, in the trade's direction; null where no candle lies between. */
function excursions({ market }: ToolContext, { symbol, direction, entryPrice, openedAt, closedAt }: Trade) {
  const candles = attempt(() => market.candles(symbol, '1d'));
  const [from, to] = candles
    ? [lastClosedIndex(candles, openedAt) + 1, lastClosedIndex(candles, closedAt) + 1]
    : [0, 0];
  const sign = direction === 'long' ? 1 : -1;
  const shares = candles
    ? Array.from(candles.close.subarray(from, Math.max(from, to)), close => sign * (close / entryPrice - 1))
    : [];
  return shares.length === 0 ? { best: null, worst: null } : { best: Math.max(...shares), worst: Math.min(...shares) };
}

/** The regime that was read when the trade began; undefined where there were too few candles. */
const regimeAt =
  ({ market, models }: ToolContext) =>
  (symbol: string, instant: number) =>
    attempt(() => models.route(untilInstant(market.candles(symbol, '1d'), instant)));

const directions = { long: { en: 'long', fr: 'long' }, short: { en: 'short', fr: 'court' } } as const;
const endings: Readonly<Record<Trade['exitReason'], { en: string; fr: string }>> = {
  stop: { en: 'by its stop', fr: 'par son stop' },
  target: { en: 'at its target', fr: 'à son objectif' },
  order: { en: 'by an order', fr: 'par un ordre' },
  liquidation: { en: 'by liquidation', fr: 'par liquidation' },
  'end-of-data': { en: 'at the end of the data', fr: 'à la fin des données' },
};

/** What the figures teach, the same judgement that the next decision reads. */
function verdict({ lesson }: Review, t: Translate): string {
  const { returnShare, benchmarkShare, benchmark } = lesson;
  if (benchmarkShare === null)
    return t({
      en: 'There is no benchmark to hold it against.',
      fr: "Il n'y a pas de référence à laquelle le comparer.",
    });
  const ahead = returnShare > benchmarkShare;
  const gap = t.percent(Math.abs(returnShare - benchmarkShare));
  return ahead
    ? t({
        en: `It did ${gap} better than holding ${benchmark} over the same days.`,
        fr: `Il a fait ${gap} de mieux que détenir ${benchmark} sur les mêmes jours.`,
      })
    : t({
        en: `Holding ${benchmark} over the same days did ${gap} better.`,
        fr: `Détenir ${benchmark} sur les mêmes jours a fait ${gap} de mieux.`,
      });
}

const noneCard = (found: number, t: Translate): CardInput => ({
  title: t({ en: 'Trades', fr: 'Trades' }),
  lead:
    found === 0
      ? t({
          en: 'There is no closed trade to look back on yet.',
          fr: "Il n'y a pas encore de trade clôturé sur lequel revenir.",
        })
      : t({
          en: found === 1 ? 'There is only one closed trade.' : `There are only ${found} closed trades, 1 to ${found}.`,
          fr: found === 1 ? "Il n'y a qu'un trade clôturé." : `Il n'y a que ${found} trades clôturés, de 1 à ${found}.`,
        }),
});

function reviewCard(answer: Review, t: Translate): CardInput {
  const { trade, lesson, best, worst, number, of, days } = answer;
  const {
    symbol,
    direction,
    entryPrice,
    exitPrice,
    quantity,
    profitUsd,
    commissionUsd,
    openedAt,
    closedAt,
    exitReason,
    thesis,
  } = trade;
  const day = t.number(days, days < 2 ? 1 : 0);
  return {
    title: t({
      en: `Trade ${number} of ${of}: ${symbol}, ${t(directions[direction])}`,
      fr: `Trade ${number} sur ${of} : ${symbol}, ${t(directions[direction])}`,
    }),
    lead: t({
      en: `It ${profitUsd < 0 ? 'lost' : 'earned'} ${t.money(Math.abs(profitUsd))} (${t.percent(lesson.returnShare)}) after ${t.money(commissionUsd)} of commissions, and ended ${endings[exitReason].en}.`,
      fr: `Il a ${profitUsd < 0 ? 'perdu' : 'gagné'} ${t.money(Math.abs(profitUsd))} (${t.percent(lesson.returnShare)}) après ${t.money(commissionUsd)} de commissions, et s'est terminé ${endings[exitReason].fr}.`,
    }),
    lines: [
      thesis
        ? t({ en: `Why it was begun: ${thesis}`, fr: `Pourquoi il a été ouvert : ${thesis}` })
        : t({
            en: 'No reason was written down when it was begun.',
            fr: "Aucune raison n'a été notée à son ouverture.",
          }),
      verdict(answer, t),
      ...(lesson.regime === null
        ? []
        : [
            t({
              en: `The market was read as ${lesson.regime} when it began.`,
              fr: `Le marché était lu comme « ${lesson.regime} » à son début.`,
            }),
          ]),
      ...(best === null || worst === null
        ? []
        : [
            t({
              en: `While it was open its closes stood between ${t.percent(worst)} and ${t.percent(best)}.`,
              fr: `Pendant sa vie, ses clôtures sont allées de ${t.percent(worst)} à ${t.percent(best)}.`,
            }),
          ]),
    ],
    table: {
      columns: [
        t({ en: 'Opened', fr: 'Ouverture' }),
        t({ en: 'Closed', fr: 'Clôture' }),
        t({ en: 'Days', fr: 'Jours' }),
        t({ en: 'Quantity', fr: 'Quantité' }),
        t({ en: 'Entry', fr: 'Entrée' }),
        t({ en: 'Exit', fr: 'Sortie' }),
      ],
      rows: [[dayOf(openedAt), dayOf(closedAt), day, String(quantity), t.number(entryPrice), t.number(exitPrice)]],
    },
  };
}

export const reviewTrade = defineTool({
  name: 'review_trade',
  description:
    'One closed trade looked back on: why it was begun, how it went and ended, against a benchmark, and what it teaches. Not a list: use list_trades.',
  examples: [
    'Review my last trade',
    'how did my last trade go and what can I learn?',
    'look back on the last trade on SPX',
    'what did my last trade teach me?',
    'Review trade 2',
    'How did my first trade go?',
    'look back on the trade before last',
    'Fais le bilan de mon dernier trade',
    'que m’apprend mon dernier trade ?',
    'reviens sur le dernier trade sur SPX',
    'Fais le bilan du trade 2',
    'Comment s’est passé mon premier trade ?',
    'reviens sur mon avant-dernier trade',
    'comment s’est passé mon dernier trade, et pourquoi ?',
  ],
  effect: 'read',
  account: true,
  input: z.object({
    symbol: SymbolSlot.optional().describe('Only trades of this instrument'),
    number: z
      .int()
      .min(1)
      .max(1_000_000)
      .optional()
      .describe('The number of the trade, 1 the first ever; of those of the instrument where one is given')
      .meta({ slot: 'ordinal' }),
    back: z
      .int()
      .min(1)
      .max(1000)
      .default(1)
      .describe('Without a number: 1 is the newest trade, 2 the one before')
      .meta({ slot: 'back' }),
  }),
  output: Answer,
  run({ symbol: given, number, back }, context): Answer {
    const { ledger, market, settings } = context;
    const symbol = given === undefined ? undefined : market.instrument(given).symbol;
    const rows = ledger.rows();
    const trades = rows
      .filter(row => row.kind === 'trade')
      .map(row => ({ sequence: row.sequence, trade: Trade.parse(row.body) }));
    const fitting = trades.filter(({ trade }) => symbol === undefined || trade.symbol === symbol);
    const chosen = number === undefined ? fitting.at(-back) : fitting[number - 1];
    if (!chosen) return { review: null, found: fitting.length };
    const wanted = `trade-${chosen.sequence}`;
    const others = rows.map(row => `${row.kind}-${row.sequence}`).filter(source => source !== wanted);
    const lessons = resolveLessons(rows, new Set(others), {
      seriesOf: one => attempt(() => market.candles(one, '1d')),
      benchmark: settings.market.defaultSymbol,
      regimeAt: regimeAt(context),
    });
    const { trade } = chosen;
    const review = {
      trade,
      number: trades.indexOf(chosen) + 1,
      of: trades.length,
      lesson: Lesson.parse(lessons.get(wanted)),
      ...excursions(context, trade),
      days: (trade.closedAt - trade.openedAt) / dayMs,
    };
    return { review, found: fitting.length };
  },
  show: ({ review, found }, t) => (review ? reviewCard(review, t) : noneCard(found, t)),
});
