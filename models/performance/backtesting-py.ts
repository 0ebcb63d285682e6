import { at } from '../../data/at.ts';
import { dayMs } from '../../data/calendar/calendar-days.ts';
import { deepestShareOf, drawdownRows, drawdownsOf } from './drawdown.ts';
import { dailyCloses, type EquityCurve, periodsPerYear, returnsOf } from './equity-curve.ts';
import { covariance, mean, sampleDeviation } from './moments.ts';
import { known, type Statistic } from './statistic.ts';

/** A closed trade by the rows of its candles. */
export type BarTrade = {
  readonly entryBar: number;
  readonly exitBar: number;
  readonly profitUsd: number;
  /** Exit over entry price - 1, with the sign of the position. */
  readonly returnShare: number;
};

/** One instrument's run. Rows of `openAt`, `equityUsd` and `close` are candles. */
export type BacktestingPyInput = Pick<EquityCurve, 'openAt' | 'equityUsd' | 'daysPerYear' | 'timeframe'> & {
  readonly close: Float64Array;
  readonly trades: readonly BarTrade[];
  /** Candles that the indicators need before the first decision: buy and hold starts at the close of this row. */
  readonly warmUp: number;
};

/** Geometric mean of returns; 0 once a return is -100 % or less. */
function geometricMean(returns: Float64Array): number {
  if (returns.some(one => one <= -1)) return 0;
  return Math.exp(returns.reduce((sum, one) => sum + Math.log1p(one), 0) / returns.length) - 1;
}

/** Days, rounded up to whole candles as it prints them. */
const wholeDays = (ms: number): number => Math.ceil(ms / dayMs);

const largest = (values: readonly number[]): number =>
  values.reduce((most, one) => Math.max(most, one), values.length === 0 ? Number.NaN : Number.NEGATIVE_INFINITY);

function annualFigures(input: BacktestingPyInput, growth: number, years: number) {
  const periods = periodsPerYear(input);
  const { equityUsd } = dailyCloses(input);
  const returns = returnsOf(equityUsd);
  const typical = geometricMean(returns);
  const annual = (1 + typical) ** periods - 1;
  const second = (1 + typical) ** 2;
  const deviation = Math.sqrt((sampleDeviation(returns) ** 2 + second) ** periods - second ** periods);
  const downside = Math.sqrt(mean(returns.map(one => Math.min(one, 0) ** 2))) * Math.sqrt(periods);
  return {
    annualReturnPercent: annual * 100,
    annualVolatilityPercent: deviation * 100,
    cagrPercent: (growth ** (1 / years) - 1) * 100,
    sharpe: annual / deviation,
    sortino: annual / downside,
  };
}

function drawdownFigures({ openAt, equityUsd }: BacktestingPyInput, annualPercent: number) {
  const drawdowns = drawdownsOf(equityUsd);
  const last = openAt.length - 1;
  const spells = drawdownRows(drawdowns).filter(({ peak, recovery = last }) => recovery > peak + 1);
  const lengths = spells.map(({ peak, recovery = last }) => at(openAt, recovery) - at(openAt, peak));
  const deepest = deepestShareOf(equityUsd);
  return {
    calmar: annualPercent / 100 / deepest,
    maxDrawdownPercent: -deepest * 100,
    averageDrawdownPercent: -mean(spells.map(({ depth }) => depth)) * 100,
    maxDrawdownDays: wholeDays(largest(lengths)),
    averageDrawdownDays: wholeDays(mean(lengths)),
  };
}

function marketFigures({ equityUsd, close, warmUp }: BacktestingPyInput, returnPercent: number) {
  const buyAndHoldPercent = (at(close, close.length - 1) / at(close, warmUp) - 1) * 100;
  const [own, market] = [returnsOf(equityUsd).map(Math.log1p), returnsOf(close).map(Math.log1p)];
  const beta = covariance(own, market) / covariance(market, market);
  return { buyAndHoldPercent, alphaPercent: returnPercent - beta * buyAndHoldPercent, beta };
}

function tradeFigures({ trades, openAt }: BacktestingPyInput) {
  const profits = Float64Array.from(trades, ({ profitUsd }) => profitUsd);
  const returns = Float64Array.from(trades, ({ returnShare }) => returnShare);
  const lengths = trades.map(({ entryBar, exitBar }) => at(openAt, exitBar) - at(openAt, entryBar));
  const [wins, losses] = [profits.filter(one => one > 0), profits.filter(one => one < 0)];
  const winRate = wins.length / profits.length;
  const sumOf = (values: Float64Array) => values.reduce((sum, one) => sum + one, 0);
  return {
    trades: trades.length,
    winRatePercent: winRate * 100,
    bestTradePercent: largest([...returns]) * 100,
    worstTradePercent: -largest([...returns].map(one => -one)) * 100,
    averageTradePercent: geometricMean(returns) * 100,
    maxTradeDays: wholeDays(largest(lengths)),
    averageTradeDays: wholeDays(mean(lengths)),
    profitFactor: sumOf(returns.filter(one => one > 0)) / Math.abs(sumOf(returns.filter(one => one < 0))),
    expectancyPercent: mean(returns) * 100,
    systemQuality: (Math.sqrt(profits.length) * mean(profits)) / sampleDeviation(profits),
    kelly: winRate - (1 - winRate) / (mean(wins) / -mean(losses)),
  };
}

function exposurePercent({ openAt, trades }: BacktestingPyInput): number {
  const held = new Uint8Array(openAt.length);
  for (const { entryBar, exitBar } of trades) held.fill(1, entryBar, exitBar + 1);
  return mean(held) * 100;
}

/**
 * The 31 statistics of backtesting.py 0.6.6 by its own definitions, for parity: geometric Sharpe and volatility, profit
 * factor of percent returns, alpha over the whole span, beta of log returns. They differ from ours on purpose. Names
 * end in their unit; instants are UTC ms, durations days rounded up. Null where it prints NaN.
 * Source: https://github.com/kernc/backtesting.py, written from its documented definitions.
 */
export function backtestingPyStatistics(input: BacktestingPyInput): Readonly<Record<string, Statistic>> {
  const { openAt, equityUsd } = input;
  const last = openAt.length - 1;
  const [startAt, endAt] = [at(openAt, 0), at(openAt, last)];
  const growth = at(equityUsd, last) / at(equityUsd, 0);
  const returnPercent = (growth - 1) * 100;
  const annual = annualFigures(input, growth, (endAt - startAt) / dayMs / 365.25);
  const figures = {
    startAt,
    endAt,
    durationDays: wholeDays(endAt - startAt),
    exposurePercent: exposurePercent(input),
    equityFinalUsd: at(equityUsd, last),
    equityPeakUsd: equityUsd.reduce((peak, value) => Math.max(peak, value)),
    returnPercent,
    ...annual,
    ...marketFigures(input, returnPercent),
    ...drawdownFigures(input, annual.annualReturnPercent),
    ...tradeFigures(input),
  };
  return Object.fromEntries(Object.entries(figures).map(([name, value]) => [name, known(value)]));
}
