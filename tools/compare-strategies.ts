import { z } from 'zod';
import { buyAndHold } from '../models/backtest/buy-and-hold.ts';
import { runBacktest } from '../models/backtest/engine.ts';
import { strategyNamed } from '../models/backtest/strategies.ts';
import { performanceOf } from '../models/performance/performance.ts';
import { requireCosts } from '../models/validation/require-costs.ts';
import { asOf } from './as-of.ts';
import { Origin } from './bring-prices.ts';
import { centsAt, daysAt, thinnedRows } from './equity-chart.ts';
import { inputOf, labAccount, labFields, labMarket } from './lab-subject.ts';
import { defineTool } from './tool.ts';

const Figure = z.number().nullable();

const Row = z.strictObject({
  strategy: z.string(),
  title: z.strictObject({ en: z.string(), fr: z.string() }),
  totalReturn: Figure,
  cagr: Figure,
  sharpe: Figure,
  maxDrawdown: Figure,
  exposure: Figure,
  trades: z.int(),
  equityUsd: z.array(z.number()),
});

export const compareStrategies = defineTool({
  name: 'compare_strategies',
  description:
    'Plays several strategies with their default parameters over the same candles and ranks them by Sharpe ratio, beside buy and hold.',
  examples: [
    'Compare all strategies on SPY since 2010',
    'which strategy works best on Bitcoin?',
    'compare the strategies on the S&P 500',
    'rank the strategies on Apple from 2005 to 2015',
    'Compare RSI mean reversion and the SMA cross on SPY',
    'which is better on the S&P 500, buy and hold or the golden cross?',
    'Compare toutes les stratégies sur le S&P 500 depuis 2010',
    'quelle stratégie marche le mieux sur le Bitcoin ?',
    'compare les stratégies sur SPY',
    'Compare le retour à la moyenne RSI et le croisement de moyennes sur SPY',
    'classe les stratégies sur Apple entre 2005 et 2015',
  ],
  effect: 'read',
  seconds: 300,
  input: z.object({
    strategies: z.array(z.string().min(1).max(60)).max(12).optional().describe('Names; by default all of them'),
    ...labFields,
  }),
  output: z.strictObject({
    symbol: z.string(),
    from: z.int(),
    to: z.int(),
    rows: z.array(Row),
    days: z.array(z.string()),
    ...Origin.shape,
  }),
  async run({ strategies: named, ...given }, context) {
    requireCosts(context.settings.broker);
    const chosen = named?.map(name => strategyNamed(name, context.strategies)) ?? context.strategies;
    const market = await labMarket(given, context);
    const account = labAccount(given, context);
    const rows: z.infer<typeof Row>[] = [];
    const all = [...new Set([...chosen, buyAndHold])];
    let kept: { days: string[]; to: number; from: number } = { days: [], from: 0, to: 0 };
    for (const [i, strategy] of all.entries()) {
      context.progress(i / all.length, strategy.title);
      const result = await runBacktest(inputOf(market, strategy, {}, account));
      const { daysPerYear } = market.instrument;
      const figures = performanceOf({ ...result, daysPerYear, timeframe: market.series.timeframe });
      const points = thinnedRows(result.equityUsd.length);
      kept = {
        days: daysAt(result.openAt, points),
        from: result.openAt[0] ?? 0,
        to: result.openAt.at(-1) ?? 0,
      };
      rows.push({
        strategy: strategy.name,
        title: { ...strategy.title },
        totalReturn: figures.totalReturn.value,
        cagr: figures.cagr.value,
        sharpe: figures.sharpe.value,
        maxDrawdown: figures.maxDrawdown.value,
        exposure: figures.exposure.value,
        trades: result.trades.length,
        equityUsd: centsAt(result.equityUsd, points),
      });
    }
    rows.sort((a, b) => (b.sharpe ?? Number.NEGATIVE_INFINITY) - (a.sharpe ?? Number.NEGATIVE_INFINITY));
    return { symbol: market.series.symbol, ...kept, rows, ...market.origin };
  },
  say: ({ days: _days, rows, ...rest }) =>
    JSON.stringify({ ...rest, rows: rows.map(({ equityUsd: _equity, ...row }) => row) }),
  show({ symbol, to, rows, days, provider, notice }, t) {
    const percent = (value: number | null) => (value === null ? '–' : t.percent(value, 1));
    const [first] = rows;
    const held = rows.findIndex(row => row.strategy === buyAndHold.name);
    return {
      title: t({ en: `Strategies on ${symbol}`, fr: `Stratégies sur ${symbol}` }),
      lead: t({
        en: `By Sharpe ratio after costs ${first?.title.en ?? ''} comes first; buying and holding comes ${held + 1} of ${rows.length}.`,
        fr: `Au ratio de Sharpe après frais, « ${first?.title.fr ?? ''} » arrive en tête ; acheter et conserver arrive ${held + 1}e sur ${rows.length}.`,
      }),
      lines: [
        t({
          en: `Each with its default parameters, one run, no test out of sample: the best of ${rows.length} looks better than it is. judge_strategy puts one to the proof.`,
          fr: `Chacune avec ses paramètres par défaut, un seul passage, sans test hors échantillon : la meilleure de ${rows.length} paraît meilleure qu'elle n'est. judge_strategy la met à l'épreuve.`,
        }),
      ],
      table: {
        columns: [
          t({ en: 'Strategy', fr: 'Stratégie' }),
          t({ en: 'Return', fr: 'Rendement' }),
          t({ en: 'A year', fr: 'Par an' }),
          'Sharpe',
          t({ en: 'Drawdown', fr: 'Drawdown' }),
          t({ en: 'Invested', fr: 'Investi' }),
          t({ en: 'Trades', fr: 'Trades' }),
        ],
        rows: rows.map(row => [
          t(row.title),
          percent(row.totalReturn),
          percent(row.cagr),
          row.sharpe === null ? '–' : t.number(row.sharpe),
          percent(row.maxDrawdown),
          percent(row.exposure),
          t.number(row.trades, 0),
        ]),
      },
      chart: {
        title: t({ en: 'Equity', fr: 'Capitaux' }),
        times: days,
        unit: 'USD',
        lines: rows.slice(0, 6).map(row => ({ name: t(row.title), values: row.equityUsd })),
      },
      footnote: asOf(to, { provider, ...(notice ? { notice } : {}) }, t),
    };
  },
  command: { en: 'compare', fr: 'comparer' },
});
