import type { Text } from '../../config/text.ts';
import { at } from '../../data/at.ts';
import {
  type BenchmarkStatistics,
  benchmarkStatistics,
  commonReturns,
  withoutBenchmark,
} from './benchmark-statistics.ts';
import { type DrawdownSpell, type DrawdownStatistics, drawdownSpells, drawdownStatistics } from './drawdown.ts';
import {
  type Benchmark,
  dailyCloses,
  daysOf,
  type EquityCurve,
  periodsPerYear,
  returnsOf,
  yearsOf,
} from './equity-curve.ts';
import { mean } from './moments.ts';
import { monthlyReturns, type YearOfReturns } from './monthly-returns.ts';
import * as of from './return-statistics.ts';
import { combined, firstOf, reasons, type Statistic, undefinedFor, unless } from './statistic.ts';
import { type TradeStatistics, tradeStatistics } from './trade-statistics.ts';

export type ReturnStatistics = {
  /** Compound return of the daily closes, a year of which has `periodsPerYear` returns. */
  readonly annualReturn: Statistic;
  readonly volatility: Statistic;
  readonly sharpe: Statistic;
  readonly sortino: Statistic;
  readonly omega: Statistic;
  readonly tailRatio: Statistic;
  readonly stability: Statistic;
  /** Of one period, at 5 %; positive for a loss. */
  readonly valueAtRisk: Statistic;
  readonly conditionalValueAtRisk: Statistic;
  readonly skewness: Statistic;
  /** Raw: 3 for a normal variable. */
  readonly kurtosis: Statistic;
};

export type Performance = ReturnStatistics &
  DrawdownStatistics &
  BenchmarkStatistics & {
    readonly totalReturn: Statistic;
    /** Compound annual growth rate over calendar days / 365.25. */
    readonly cagr: Statistic;
    /** Growth rate over the deepest drawdown. */
    readonly calmar: Statistic;
    /** Growth rate over the ulcer index. */
    readonly martin: Statistic;
    /** Total return over the deepest drawdown. */
    readonly recoveryFactor: Statistic;
    /** Share of candles in which a position was held. */
    readonly exposure: Statistic;
    /** Value bought and sold by closed trades over mean equity, a year. */
    readonly turnover: Statistic;
    readonly trades: { readonly all: TradeStatistics; readonly long: TradeStatistics; readonly short: TradeStatistics };
    /** Oldest first. */
    readonly drawdowns: readonly DrawdownSpell[];
    readonly months: readonly YearOfReturns[];
  };

/** Compound growth a year from one value to another over `years`. */
export const cagrOf = (first: number, last: number, years: number): Statistic =>
  unless(
    firstOf([!(first > 0 && last > 0), reasons.equityNotPositive], [!(years > 0), reasons.tooFewValues]),
    () => (last / first) ** (1 / years) - 1,
  );

/** Value of entries and exits over mean equity, a year. */
function turnoverOf(curve: EquityCurve): number {
  const traded = curve.trades.reduce(
    (sum, { quantity, entryPrice, exitPrice }) => sum + quantity * (entryPrice + exitPrice),
    0,
  );
  return traded / mean(curve.equityUsd) / yearsOf(curve);
}

/** Over the size of a fall, whatever its sign; undefined where there was none. */
const overFall = (figure: Statistic, fall: Statistic): Statistic =>
  fall.value === 0
    ? undefinedFor(reasons.noDrawdown)
    : combined([figure, fall], (value, depth) => value / Math.abs(depth));

function returnStatistics(returns: Float64Array, periods: number): ReturnStatistics {
  return {
    annualReturn: of.annualReturn(returns, periods),
    volatility: of.volatility(returns, periods),
    sharpe: of.sharpeRatio(returns, periods),
    sortino: of.sortinoRatio(returns, periods),
    omega: of.omegaRatio(returns),
    tailRatio: of.tailRatio(returns),
    stability: of.stability(returns),
    valueAtRisk: of.valueAtRisk(returns),
    conditionalValueAtRisk: of.conditionalValueAtRisk(returns),
    skewness: of.skewness(returns),
    kurtosis: of.kurtosis(returns),
  };
}

const annualised: ReadonlySet<string> = new Set([
  ...['annualReturn', 'volatility', 'sharpe', 'sortino'],
  ...['alpha', 'informationRatio', 'trackingError', 'treynor'],
]);

/** What speaks against figures made of returns: against all of them, or only against those that are annualised. */
type Objections = { readonly all: Text | undefined; readonly annualised: Text | undefined };

/** The same figures, undefined where something speaks against them. */
function judged<T extends Record<keyof T, Statistic>>(figures: T, against: Objections): T {
  const withheld = Object.keys(figures).flatMap(name => {
    const reason = annualised.has(name) ? against.annualised : against.all;
    return reason ? [[name, undefinedFor(reason)] as const] : [];
  });
  return { ...figures, ...Object.fromEntries(withheld) };
}

function objectionsTo(curve: Benchmark): Objections {
  const all = firstOf([curve.equityUsd.some(value => !(value > 0)), reasons.equityNotPositive]);
  const young = firstOf([curve.openAt.length < 2, reasons.tooFewValues], [daysOf(curve) < 30, reasons.tooShort]);
  return { all, annualised: all ?? young };
}

/**
 * All statistics of an account: returns on its daily closes (weekly and longer candles as they are), drawdown and
 * exposure on every candle, risk-free rate and minimum return 0. Annualised figures are undefined under 30 days, and all
 * figures of returns once the equity has fallen to zero. A benchmark is compared on the days that both have.
 */
export function performanceOf(curve: EquityCurve, benchmark?: Benchmark): Performance {
  const { equityUsd, exposed, trades, openAt } = curve;
  const [first, last] = [at(equityUsd, 0), at(equityUsd, equityUsd.length - 1)];
  const empty = firstOf([openAt.length === 0, reasons.tooFewValues]);
  const against = objectionsTo(curve);
  const periods = periodsPerYear(curve);
  const daily = dailyCloses(curve);
  const drawdowns = drawdownSpells(curve);
  const falls = drawdownStatistics(curve, drawdowns);
  const totalReturn = unless(empty ?? firstOf([!(first > 0), reasons.equityNotPositive]), () => last / first - 1);
  const cagr = against.annualised ? undefinedFor(against.annualised) : cagrOf(first, last, yearsOf(curve));
  const beside = benchmark
    ? judged(benchmarkStatistics(commonReturns(daily, dailyCloses(benchmark)), periods), against)
    : withoutBenchmark;
  return {
    totalReturn,
    cagr,
    ...judged(returnStatistics(returnsOf(daily.equityUsd), periods), against),
    ...beside,
    ...falls,
    calmar: overFall(cagr, falls.maxDrawdown),
    martin: overFall(cagr, falls.ulcerIndex),
    recoveryFactor: overFall(totalReturn, falls.maxDrawdown),
    exposure: unless(empty, () => mean(exposed)),
    turnover: unless(against.annualised, () => turnoverOf(curve)),
    trades: {
      all: tradeStatistics(trades),
      long: tradeStatistics(trades, 'long'),
      short: tradeStatistics(trades, 'short'),
    },
    drawdowns,
    months: monthlyReturns(daily, first),
  };
}
