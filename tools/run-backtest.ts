import { z } from 'zod';
import { dayOf, Timeframe } from '../data/candle.ts';
import { buyAndHold } from '../models/backtest/buy-and-hold.ts';
import { type BacktestResult, runBacktest as play } from '../models/backtest/engine.ts';
import { tradeHash } from '../models/backtest/trade-hash.ts';
import { ambiguityOf } from '../models/performance/ambiguity.ts';
import { type Performance, performanceOf } from '../models/performance/performance.ts';
import { isFree } from '../models/validation/require-costs.ts';
import { trialRow } from '../models/validation/trials-of.ts';
import { asOf } from './as-of.ts';
import { backtestCard } from './backtest-card.ts';
import { Origin } from './bring-prices.ts';
import { centsAt, daysAt, thinnedRows } from './equity-chart.ts';
import { holeIn } from './hole-in.ts';
import { inputOf, type LabMarket, labAccount, labSubject, strategyFields } from './lab-subject.ts';
import { lowerCandles } from './lower-candles.ts';
import { defineTool } from './tool.ts';

const Figure = z.number().nullable();
const Statistics = z.strictObject({
  totalReturn: Figure,
  cagr: Figure,
  volatility: Figure,
  sharpe: Figure,
  sortino: Figure,
  calmar: Figure,
  maxDrawdown: Figure,
  longestDrawdownDays: Figure,
  exposure: Figure,
  turnover: Figure,
  winRate: Figure,
  profitFactor: Figure,
  expectancyUsd: Figure,
});

export const BacktestAnswer = z.strictObject({
  symbol: z.string(),
  timeframe: Timeframe,
  strategy: z.string(),
  title: z.strictObject({ en: z.string(), fr: z.string() }),
  parameters: z.record(z.string(), z.number()),
  stopPercent: Figure,
  targetPercent: Figure,
  from: z.int(),
  to: z.int(),
  candles: z.int(),
  startingCashUsd: z.number(),
  investPercent: z.number(),
  finalEquityUsd: z.number(),
  trades: z.int(),
  openPosition: z.boolean(),
  commissionUsd: z.number(),
  /** Trading cost nothing, so that the figures are no evidence. */
  free: z.boolean(),
  refusals: z.record(z.string(), z.int()),
  ambiguousTrades: z.int(),
  /** Profit of all closed trades as taken, and had every doubtful candle gone the worst or the best way. */
  profitUsd: z.number(),
  worstProfitUsd: z.number(),
  bestProfitUsd: z.number(),
  statistics: Statistics,
  baseline: Statistics,
  /** How many configurations of this strategy were ever tried on this market, this one among them. */
  trials: z.int(),
  orderOfEvents: z.enum(['stop-first', 'adaptive', 'drill-down']),
  /** Timeframe of the shorter candles that were asked what came first. */
  drilledInto: Timeframe.nullable(),
  hole: z.strictObject({ en: z.string(), fr: z.string() }).nullable(),
  /** What a short paid its lender a day; null where nothing was sold short. */
  borrowDayRate: z.number().nullable(),
  tradeHash: z.string(),
  /** Equity of both, thinned to at most 400 points, with their days. */
  days: z.array(z.string()),
  equityUsd: z.array(z.number()),
  baselineUsd: z.array(z.number()),
  ...Origin.shape,
});
export type BacktestAnswer = z.infer<typeof BacktestAnswer>;

const plain = ({ trades, ...of }: Performance): z.infer<typeof Statistics> => ({
  totalReturn: of.totalReturn.value,
  cagr: of.cagr.value,
  volatility: of.volatility.value,
  sharpe: of.sharpe.value,
  sortino: of.sortino.value,
  calmar: of.calmar.value,
  maxDrawdown: of.maxDrawdown.value,
  longestDrawdownDays: of.longestDrawdownDays.value,
  exposure: of.exposure.value,
  turnover: of.turnover.value,
  winRate: trades.all.winRate.value,
  profitFactor: trades.all.profitFactor.value,
  expectancyUsd: trades.all.expectancyUsd.value,
});

const performance = (result: BacktestResult, { instrument, series }: LabMarket): Performance =>
  performanceOf({ ...result, daysPerYear: instrument.daysPerYear, timeframe: series.timeframe });

export const runBacktest = defineTool({
  name: 'run_backtest',
  description:
    'Plays a trading strategy over stored history with costs and the risk gate, beside buy and hold; with stops and targets on request. Not for forecasts and not for closed trades of the account.',
  examples: [
    'Backtest an SMA cross on the S&P 500 since 2010',
    'backtest RSI mean reversion on Apple from 2005 to 2010',
    'backtest an RSI mean reversion on SPY hourly since 2010 with 2 % stops',
    'What would have happened if I had just held the S&P since 2010?',
    'test a golden cross with 20 and 100 days on Bitcoin',
    'How would a moving average crossover have done in 2008?',
    'simulate buy and hold on SPY between 2000 and 2010',
    'does buying oversold RSI work on the index?',
    'run a backtest of sma_cross fast 10 slow 50',
    'backtest the agent on SPX',
    "replay the agent's decisions on Apple",
    'Backteste un croisement de moyennes mobiles sur le S&P 500 depuis 2010',
    'Teste la stratégie RSI sur Apple de 2005 à 2010',
    'Teste une cassure de Donchian sur SPY avec des stops à 3 %',
    "Qu'aurait donné acheter et conserver le S&P depuis 2000 ?",
    'Simule un croisement 20/100 sur le Bitcoin',
    'Combien aurais-je gagné en gardant le S&P depuis 2009 ?',
    'Le retour à la moyenne marche-t-il sur le CAC 40 ?',
    'lance un backtest du golden cross entre 2002 et 2012',
    "rejoue les décisions de l'agent sur le S&P 500",
    "backteste l'agent sur Apple",
  ],
  effect: 'read',
  seconds: 300,
  input: z.object({
    ...strategyFields,
    order_of_events: z
      .enum(['stop-first', 'adaptive', 'drill-down'])
      .default('stop-first')
      .describe(
        'Stop and target in one candle: the stop first | the side whose extreme is nearer to the open | as shorter stored candles tell',
      )
      .meta({
        slot: 'choice',
        words: {
          'stop-first': ['stop first', 'stop d abord'],
          adaptive: ['adaptive order', 'adaptive', 'ordre adaptatif', 'adaptatif'],
          'drill-down': ['drill down', 'drill-down', 'drilling down', 'shorter candles', 'bougies plus courtes'],
        },
      }),
  }),
  output: BacktestAnswer,
  async run({ order_of_events: sameCandle, ...given }, context) {
    const subject = await labSubject(given, context);
    const { strategy, instrument, series, input, origin } = subject;
    const shorter =
      sameCandle === 'drill-down' ? lowerCandles(context.market, series.symbol, series.timeframe) : undefined;
    const result = await play({
      ...input,
      fillRules: { ...input.fillRules, sameCandle, ...(shorter ? { lowerCandles: shorter.within } : {}) },
    });
    const baseline = await play(inputOf(subject, buyAndHold, {}, labAccount({ symbol: given.symbol }, context)));
    context.lab.trials.add([trialRow(subject, result)]);
    const { symbol, timeframe } = series;
    const rows = thinnedRows(result.equityUsd.length);
    const { ambiguous, trades, ...profits } = ambiguityOf(result.trades);
    return {
      symbol,
      timeframe,
      strategy: strategy.name,
      title: { ...strategy.title },
      parameters: { ...result.parameters },
      stopPercent: given.stop_percent ?? null,
      targetPercent: given.target_percent ?? null,
      from: result.openAt[0] ?? 0,
      to: result.openAt.at(-1) ?? 0,
      candles: result.equityUsd.length,
      startingCashUsd: input.cashUsd,
      investPercent: input.investPercent,
      finalEquityUsd: result.equityUsd.at(-1) ?? Number.NaN,
      trades,
      openPosition: result.portfolio.positions.size > 0,
      commissionUsd: result.portfolio.commissionUsd,
      free: isFree(input.costs),
      refusals: { ...result.refusals },
      ambiguousTrades: ambiguous,
      ...profits,
      statistics: plain(performance(result, { ...subject, instrument })),
      baseline: plain(performance(baseline, subject)),
      trials: context.lab.trials.tried({ strategy: strategy.name, symbol, timeframe }).length,
      orderOfEvents: sameCandle,
      drilledInto: shorter?.timeframe ?? null,
      hole: holeIn(series, subject.first) ?? null,
      borrowDayRate: result.trades.some(trade => trade.direction === 'short') ? (input.borrowDayRate ?? 0) : null,
      tradeHash: tradeHash(result.trades),
      days: daysAt(result.openAt, rows),
      equityUsd: centsAt(result.equityUsd, rows),
      baselineUsd: centsAt(baseline.equityUsd, rows),
      ...origin,
    };
  },
  say: ({ days: _days, equityUsd: _equity, baselineUsd: _baseline, ...figures }) =>
    JSON.stringify({ ...figures, from: dayOf(figures.from), to: dayOf(figures.to) }),
  show: (answer, t) => ({ ...backtestCard(answer, t), footnote: asOf(answer.to, answer, t) }),
  command: { en: 'backtest', fr: 'backtest' },
});
