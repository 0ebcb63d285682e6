import { z } from 'zod';
import { attempt } from '../config/attempt.ts';
import type { Text, Translate } from '../config/text.ts';
import { at } from '../data/at.ts';
import { type CandleSeries, closedAt, dayOf } from '../data/candle.ts';
import type { Fill, Trade } from '../data/ledger-row.ts';
import { equitiesAt } from '../knowledge/memory/account-equity.ts';
import { accountSharpes, leastReturns } from '../knowledge/memory/account-sharpe.ts';
import { asOf } from './as-of.ts';
import { bringPrices, Origin } from './bring-prices.ts';
import type { CardInput } from './card.ts';
import { readAccount } from './read-account.ts';
import { defineTool } from './tool.ts';

const Period = z.enum(['day', 'week', 'month']);
type Period = z.infer<typeof Period>;

const Row = z.strictObject({
  /** First day of the period. */
  from: z.string(),
  equityUsd: z.number(),
  profitUsd: z.number(),
  returnShare: z.number(),
  trades: z.int(),
  /** What holding the benchmark returned in the same days. */
  benchmarkShare: z.number(),
});

const Report = z.strictObject({
  period: Period,
  benchmark: z.strictObject({ en: z.string(), fr: z.string() }),
  /** Newest first; none before the first fill. */
  rows: z.array(Row),
  days: z.array(z.string()),
  equities: z.array(z.number()),
  benchmarkEquities: z.array(z.number()),
  equityUsd: z.number(),
  profitUsd: z.number(),
  returnShare: z.number(),
  benchmarkShare: z.number(),
  /** Deepest fall of equity at closes below its highest close before. */
  drawdownShare: z.number(),
  feesUsd: z.number(),
  trades: z.int(),
  won: z.int(),
  sharpe: z.strictObject({ value: z.number().optional(), observations: z.int() }),
  /** Of the benchmark's last candle. */
  openAt: z.int(),
  ...Origin.shape,
});
type Report = z.infer<typeof Report>;

const periodsShown: Readonly<Record<Period, number>> = { day: 10, week: 8, month: 12 };

/** First day of the period that a day lies in; weeks begin on Monday. */
function periodOf(day: string, period: Period): string {
  if (period === 'day') return day;
  if (period === 'month') return `${day.slice(0, 7)}-01`;
  const instant = Date.parse(`${day}T00:00:00Z`);
  const weekday = (new Date(instant).getUTCDay() + 6) % 7;
  return dayOf(instant - weekday * 86_400_000);
}

type Curve = { days: string[]; equities: number[]; benchmark: number[] };

/** The rows of each period, from one close to the next: the first one begins at what was there before. */
function rowsOf({ days, equities, benchmark }: Curve, startUsd: number, trades: readonly Trade[], period: Period) {
  const rows: z.infer<typeof Row>[] = [];
  let [before, benchmarkBefore] = [startUsd, benchmark[0] ?? Number.NaN];
  for (const [i, day] of days.entries()) {
    const from = periodOf(day, period);
    const next = days[i + 1];
    if (next !== undefined && periodOf(next, period) === from) continue;
    const [equity, price] = [equities[i] ?? Number.NaN, benchmark[i] ?? Number.NaN];
    rows.push({
      from,
      equityUsd: equity,
      profitUsd: equity - before,
      returnShare: equity / before - 1,
      trades: trades.filter(({ closedAt: end }) => periodOf(dayOf(end), period) === from).length,
      benchmarkShare: price / benchmarkBefore - 1,
    });
    [before, benchmarkBefore] = [equity, price];
  }
  return rows.reverse();
}

function drawdownOf(equities: readonly number[]): number {
  let [peak, deepest] = [0, 0];
  for (const equity of equities) {
    peak = Math.max(peak, equity);
    deepest = Math.max(deepest, peak > 0 ? 1 - equity / peak : 0);
  }
  return deepest;
}

const names: Readonly<Record<Period, Text>> = {
  day: { en: 'Day', fr: 'Jour' },
  week: { en: 'Week from', fr: 'Semaine du' },
  month: { en: 'Month from', fr: 'Mois du' },
};

function reportCard(report: Report, t: Translate): CardInput {
  const { rows, period, benchmark, profitUsd, returnShare, benchmarkShare, sharpe, trades, won } = report;
  const title = t({ en: 'Performance', fr: 'Performance' });
  if (rows.length === 0) {
    return {
      title,
      lead: t({
        en: `Nothing was traded yet: the account stands at ${t.money(report.equityUsd)}.`,
        fr: `Rien n'a encore été négocié : le compte est à ${t.money(report.equityUsd)}.`,
      }),
      footnote: asOf(report.openAt, report, t),
    };
  }
  const ratio =
    sharpe.value === undefined
      ? t({
          en: `too few days (${sharpe.observations} of ${leastReturns})`,
          fr: `trop peu de jours (${sharpe.observations} sur ${leastReturns})`,
        })
      : `${t.number(sharpe.value)} (${sharpe.observations})`;
  return {
    title,
    lead: t({
      en: `${profitUsd < 0 ? 'A loss' : 'A profit'} of ${t.money(Math.abs(profitUsd))} since the start (${t.percent(returnShare)}); holding ${benchmark.en} since the first trade made ${t.percent(benchmarkShare)}.`,
      fr: `${profitUsd < 0 ? 'Une perte' : 'Un gain'} de ${t.money(Math.abs(profitUsd))} depuis le début (${t.percent(returnShare)}) ; détenir ${benchmark.fr} depuis le premier trade a fait ${t.percent(benchmarkShare)}.`,
    }),
    lines: [
      t({
        en: `Deepest fall ${t.percent(report.drawdownShare)}; Sharpe ratio of 30 days: ${ratio}; ${trades} closed, ${won} of them won; fees ${t.money(report.feesUsd)}.`,
        fr: `Repli le plus profond ${t.percent(report.drawdownShare)} ; ratio de Sharpe sur 30 jours : ${ratio} ; ${trades} clos, dont ${won} gagnant(s) ; frais ${t.money(report.feesUsd)}.`,
      }),
    ],
    table: {
      columns: [
        t(names[period]),
        t({ en: 'Equity', fr: 'Capitaux' }),
        t({ en: 'Profit', fr: 'Résultat' }),
        '%',
        t({ en: 'Trades', fr: 'Trades' }),
        t(benchmark),
      ],
      rows: rows
        .slice(0, periodsShown[period])
        .map(row => [
          row.from,
          t.money(row.equityUsd),
          t.money(row.profitUsd),
          t.percent(row.returnShare),
          String(row.trades),
          t.percent(row.benchmarkShare),
        ]),
    },
    ...(report.days.length > 1
      ? {
          chart: {
            title: t({ en: 'Equity', fr: 'Capitaux' }),
            times: report.days,
            lines: [
              { name: t({ en: 'Account', fr: 'Compte' }), values: report.equities },
              { name: t(benchmark), values: report.benchmarkEquities },
            ],
          },
        }
      : {}),
    footnote: `${asOf(report.openAt, report, t)} ${t({
      en: 'At daily closes, after all costs; the benchmark is bought with the same money, without costs. Past results say little about the next.',
      fr: "Aux clôtures quotidiennes, tous frais compris ; l'indice est acheté avec la même somme, sans frais. Les résultats passés disent peu des prochains.",
    })}`,
  };
}

/** Closes of the benchmark from the first fill on, and the account at each of them. */
function curveOf(calendar: CandleSeries, first: number, equitiesOf: (instants: number[]) => number[]): Curve {
  const rows = Array.from({ length: calendar.length }, (_, i) => i).filter(
    i => closedAt(at(calendar.openAt, i), calendar.timeframe) >= first,
  );
  const instants = rows.map(i => closedAt(at(calendar.openAt, i), calendar.timeframe));
  const equities = equitiesOf(instants);
  const known = rows.flatMap((row, i) =>
    Number.isFinite(equities[i]) ? [{ row, equity: equities[i] ?? Number.NaN }] : [],
  );
  return {
    days: known.map(({ row }) => dayOf(at(calendar.openAt, row))),
    equities: known.map(({ equity }) => equity),
    benchmark: known.map(({ row }) => at(calendar.close, row)),
  };
}

export const reportPerformance = defineTool({
  name: 'report_performance',
  description:
    'How the account did by day, week or month: equity, profit, return, drawdown, Sharpe ratio, fees, next to holding the benchmark. Not for single trades.',
  examples: [
    'How did the account perform?',
    'My performance by month',
    'show my performance',
    'how did I do this week?',
    'Weekly performance of the account',
    'What is my return so far?',
    'profit and loss per day',
    'Did I beat the index?',
    'Bilan de performance du compte',
    'Ma performance par mois',
    'montre ma performance',
    'Performance hebdomadaire du compte',
    'Quel est mon rendement ?',
    'gains et pertes par jour',
    "Ai-je battu l'indice ?",
  ],
  effect: 'read',
  account: true,
  input: z.object({
    period: Period.default('month')
      .describe('Rows by day, week or month')
      .meta({
        slot: 'choice',
        words: {
          day: ['day', 'daily', 'per day', 'jour', 'quotidien', 'quotidienne', 'journalier', 'journaliere'],
          week: ['week', 'weekly', 'semaine', 'hebdomadaire'],
          month: ['month', 'monthly', 'mois', 'mensuel', 'mensuelle'],
        },
      }),
  }),
  output: Report,
  async run({ period }, context) {
    const { ledger, market, settings } = context;
    const { defaultSymbol } = settings.market;
    const { instrument, series: calendar, quote, origin } = await bringPrices(context, defaultSymbol, '1d');
    const rows = ledger.rows();
    const { valuation } = readAccount({ ledger, market });
    const fills = rows.flatMap(({ kind, body }) => (kind === 'fill' ? [body as Fill] : []));
    const trades = rows.flatMap(({ kind, body }) => (kind === 'trade' ? [body as Trade] : []));
    const seriesOf = (symbol: string) => attempt(() => market.candles(symbol, '1d'));
    const first = Math.min(...fills.map(({ filledAt }) => filledAt));
    const curve = curveOf(calendar, first, instants => equitiesAt(rows, instants, seriesOf));
    const [sharpe] = accountSharpes(rows, {
      now: market.now(),
      windows: [30],
      calendar,
      seriesOf,
      daysPerYear: instrument.daysPerYear,
    });
    const start = valuation.initialCashUsd;
    const [from = Number.NaN, to = Number.NaN] = [curve.benchmark[0], curve.benchmark.at(-1)];
    return {
      period,
      openAt: quote.openAt,
      ...origin,
      benchmark: instrument.name,
      rows: rowsOf(curve, start, trades, period),
      days: curve.days,
      equities: curve.equities,
      benchmarkEquities: curve.benchmark.map(price => (start * price) / from),
      equityUsd: valuation.equityUsd,
      profitUsd: valuation.profitUsd,
      returnShare: valuation.profitUsd / start,
      benchmarkShare: curve.days.length > 0 ? to / from - 1 : 0,
      drawdownShare: drawdownOf([start, ...curve.equities]),
      feesUsd: valuation.commissionUsd,
      trades: trades.length,
      won: trades.filter(({ profitUsd }) => profitUsd > 0).length,
      sharpe: {
        ...(sharpe?.value === undefined ? {} : { value: sharpe.value }),
        observations: sharpe?.observations ?? 0,
      },
    };
  },
  say: ({ equities: _equities, benchmarkEquities: _benchmark, days: _days, ...report }) => JSON.stringify(report),
  show: reportCard,
  command: { en: 'performance', fr: 'performance' },
});
