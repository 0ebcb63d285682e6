import { z } from 'zod';
import { QuaestorError } from '../config/errors.ts';
import { type CandleSeries, dayOf, lastClosedIndex, sliceSeries } from '../data/candle.ts';
import { buyAndHold } from '../models/backtest/buy-and-hold.ts';
import { type BacktestInput, type BacktestResult, runBacktest as play } from '../models/backtest/engine.ts';
import { type Metrics, metricsOf } from '../models/backtest/metrics.ts';
import { strategyNamed } from '../models/backtest/strategies.ts';
import { Gate } from '../models/risk/gate.ts';
import { asOf } from './as-of.ts';
import { backtestCard } from './backtest-card.ts';
import { bringPrices, Origin } from './bring-prices.ts';
import { FromSlot, SymbolSlot, ToSlot } from './slots.ts';
import { defineTool } from './tool.ts';
import type { ToolContext } from './tool-context.ts';

const Statistic = z.number().nullable();
const Statistics = z.strictObject({
  totalReturn: Statistic,
  cagr: Statistic,
  volatility: Statistic,
  sharpe: Statistic,
  maxDrawdown: Statistic,
  winRate: Statistic,
  profitFactor: Statistic,
  exposure: Statistic,
});

export const BacktestAnswer = z.strictObject({
  symbol: z.string(),
  strategy: z.string(),
  title: z.strictObject({ en: z.string(), fr: z.string() }),
  parameters: z.record(z.string(), z.number()),
  from: z.int(),
  to: z.int(),
  candles: z.int(),
  startingCashUsd: z.number(),
  investPercent: z.number(),
  finalEquityUsd: z.number(),
  trades: z.int(),
  openPosition: z.boolean(),
  commissionUsd: z.number(),
  refusals: z.record(z.string(), z.int()),
  ambiguousExits: z.int(),
  statistics: Statistics,
  baseline: Statistics,
  /** Equity of both, thinned to at most 400 points, with their days. */
  days: z.array(z.string()),
  equityUsd: z.array(z.number()),
  baselineUsd: z.array(z.number()),
  ...Origin.shape,
});
export type BacktestAnswer = z.infer<typeof BacktestAnswer>;

const plain = (metrics: Metrics): z.infer<typeof Statistics> => ({
  totalReturn: metrics.totalReturn.value,
  cagr: metrics.cagr.value,
  volatility: metrics.volatility.value,
  sharpe: metrics.sharpe.value,
  maxDrawdown: metrics.maxDrawdown.value,
  winRate: metrics.winRate.value,
  profitFactor: metrics.profitFactor.value,
  exposure: metrics.exposure.value,
});

/** The series up to `to`, and the first index at or after `from`. */
function spanOf(
  whole: CandleSeries,
  from: string | undefined,
  to: string | undefined,
): { series: CandleSeries; first: number } {
  const end = to === undefined ? whole.length : lastClosedIndex(whole, Date.parse(`${to}T23:59:59.999Z`)) + 1;
  const series = sliceSeries(whole, 0, end);
  const found = from === undefined ? 0 : series.openAt.findIndex(at => at >= Date.parse(from));
  if (found !== -1 && series.length - found >= 2) return { series, first: found };
  const [begin, stop] = [dayOf(whole.openAt[0] ?? 0), dayOf(whole.openAt.at(-1) ?? 0)];
  throw new QuaestorError('data.no-history', {
    en: `The history of ${whole.symbol} runs from ${begin} to ${stop}; the chosen span has fewer than two candles in it.`,
    fr: `L'historique de ${whole.symbol} va du ${begin} au ${stop} ; la période choisie en contient moins de deux bougies.`,
  });
}

const mostPoints = 400;

function thinned(length: number): number[] {
  const step = Math.max(1, Math.ceil(length / mostPoints));
  const indexes = Array.from({ length: Math.ceil(length / step) }, (_, i) => i * step);
  if (indexes.at(-1) !== length - 1) indexes.push(length - 1);
  return indexes;
}

const metricsFor = (result: BacktestResult, daysPerYear: number): Metrics => metricsOf({ ...result, daysPerYear });

function inputOf(
  context: ToolContext,
  series: CandleSeries,
  first: number,
): Omit<BacktestInput, 'strategy' | 'parameters'> {
  const { settings, market, signal } = context;
  const { startingCashUsd, investPercent, ...limits } = settings.backtest;
  return {
    series,
    instrument: market.instrument(series.symbol),
    gate: Gate.open(settings.risk.rules),
    limits: { ...settings.risk, ...limits },
    costs: settings.broker,
    cashUsd: startingCashUsd,
    investPercent,
    from: first,
    signal,
  };
}

export const runBacktest = defineTool({
  name: 'run_backtest',
  description:
    'Plays a trading strategy over stored history with costs and the risk gate, beside buy and hold. Not for forecasts and not for closed trades of the account.',
  examples: [
    'Backtest an SMA cross on the S&P 500 since 2010',
    'backtest RSI mean reversion on Apple from 2005 to 2010',
    'What would have happened if I had just held the S&P since 2010?',
    'test a golden cross with 20 and 100 days on Bitcoin',
    'How would a moving average crossover have done in 2008?',
    'simulate buy and hold on SPY between 2000 and 2010',
    'does buying oversold RSI work on the index?',
    'run a backtest of sma_cross fast 10 slow 50',
    'Backteste un croisement de moyennes mobiles sur le S&P 500 depuis 2010',
    'Teste la stratégie RSI sur Apple de 2005 à 2010',
    "Qu'aurait donné acheter et conserver le S&P depuis 2000 ?",
    'Simule un croisement 20/100 sur le Bitcoin',
    'Combien aurais-je gagné en gardant le S&P depuis 2009 ?',
    'Le retour à la moyenne marche-t-il sur le CAC 40 ?',
    'lance un backtest du golden cross entre 2002 et 2012',
  ],
  effect: 'read',
  input: z.object({
    strategy: z
      .string()
      .min(1)
      .max(60)
      .describe('sma_cross, rsi_mean_reversion, buy_and_hold, or a loaded strategy')
      .meta({ slot: 'strategy' }),
    symbol: SymbolSlot,
    from: FromSlot.optional(),
    to: ToSlot.optional(),
    fast: z.int().min(2).max(400).optional().describe('Fast average of sma_cross, in days').meta({ slot: 'fast' }),
    slow: z.int().min(3).max(800).optional().describe('Slow average of sma_cross, in days').meta({ slot: 'slow' }),
  }),
  output: BacktestAnswer,
  async run({ strategy: named, symbol, from, to, fast, slow }, context) {
    const strategy = strategyNamed(named, context.strategies);
    const prices = await bringPrices(context, symbol);
    const { series, first } = spanOf(prices.series, from, to);
    const parameters = { ...(fast === undefined ? {} : { fast }), ...(slow === undefined ? {} : { slow }) };
    const input = inputOf(context, series, first);
    const result = await play({ ...input, strategy, parameters });
    const baseline = await play({ ...input, strategy: buyAndHold });
    const indexes = thinned(result.equityUsd.length);
    const at = (column: Float64Array) => indexes.map(i => Math.round((column[i] ?? Number.NaN) * 100) / 100);
    return {
      symbol: series.symbol,
      strategy: strategy.name,
      title: { ...strategy.title },
      parameters: result.parameters,
      from: result.openAt[0] ?? 0,
      to: result.openAt.at(-1) ?? 0,
      candles: result.equityUsd.length,
      startingCashUsd: input.cashUsd,
      investPercent: input.investPercent,
      finalEquityUsd: result.equityUsd.at(-1) ?? Number.NaN,
      trades: result.trades.length,
      openPosition: result.portfolio.positions.size > 0,
      commissionUsd: result.portfolio.commissionUsd,
      refusals: { ...result.refusals },
      ambiguousExits: result.ambiguousExits,
      statistics: plain(metricsFor(result, input.instrument.daysPerYear)),
      baseline: plain(metricsFor(baseline, input.instrument.daysPerYear)),
      days: indexes.map(i => dayOf(result.openAt[i] ?? 0)),
      equityUsd: at(result.equityUsd),
      baselineUsd: at(baseline.equityUsd),
      ...prices.origin,
    };
  },
  say: ({ days, equityUsd, baselineUsd, ...figures }) =>
    JSON.stringify({ ...figures, from: dayOf(figures.from), to: dayOf(figures.to) }),
  show: (answer, t) => ({ ...backtestCard(answer, t), footnote: asOf(answer.to, answer, t) }),
  command: { en: 'backtest', fr: 'backtest' },
});
