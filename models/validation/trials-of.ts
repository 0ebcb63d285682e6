import { at } from '../../data/at.ts';
import type { CandleSeries } from '../../data/candle.ts';
import type { Trial } from '../../data/trial-log.ts';
import type { BacktestResult } from '../backtest/engine.ts';
import type { RunFigures, RunSpec } from '../backtest/run-chunk.ts';
import type { Strategy } from '../backtest/strategy.ts';
import { dailyCloses, returnsOf } from '../performance/equity-curve.ts';
import { dataHash } from './play-runs.ts';
import { dailySharpe, type WalkForward } from './walk-forward.ts';

type Subject = {
  readonly strategy: Strategy;
  readonly series: CandleSeries;
  readonly first: number;
  readonly spec: Pick<RunSpec, 'costs' | 'investPercent' | 'stopPercent' | 'targetPercent'>;
};

/** What besides its parameters makes a configuration. */
const termsOf = ({ costs, investPercent, stopPercent, targetPercent }: Subject['spec']): Trial['terms'] => ({
  ...costs,
  investPercent,
  stopPercent: stopPercent ?? null,
  targetPercent: targetPercent ?? null,
});

/** Evaluations as the trial log writes them, each over its rows [measureFrom, until). */
export function trialRows(
  { strategy, series, spec }: Omit<Subject, 'first'>,
  evaluated: readonly {
    readonly parameters: Readonly<Record<string, number>>;
    readonly measureFrom: number;
    readonly until: number;
    readonly figures: RunFigures;
  }[],
): Trial[] {
  const hash = dataHash(series);
  const { symbol, timeframe, openAt } = series;
  return evaluated.map(({ parameters, measureFrom, until, figures }) => ({
    strategy: strategy.name,
    symbol,
    timeframe,
    parameters,
    terms: termsOf(spec),
    fromAt: at(openAt, measureFrom),
    untilAt: at(openAt, until - 1),
    dataHash: hash,
    dailySharpe: dailySharpe(figures.dailyReturns),
    days: figures.dailyReturns.length,
  }));
}

/** One whole backtest as the trial log writes it. */
export function trialRow(subject: Subject, { equityUsd, openAt, parameters }: BacktestResult): Trial {
  const { strategy, series, first, spec } = subject;
  const returns = returnsOf(dailyCloses({ openAt, equityUsd }).equityUsd);
  return {
    strategy: strategy.name,
    symbol: series.symbol,
    timeframe: series.timeframe,
    parameters,
    terms: termsOf(spec),
    fromAt: at(series.openAt, first),
    untilAt: at(series.openAt, series.length - 1),
    dataHash: dataHash(series),
    dailySharpe: dailySharpe(returns),
    days: returns.length,
  };
}

/** Everything that a walk-forward evaluated: each configuration in each training window. */
export const trialsOf = (subject: Subject, { evaluated }: WalkForward): Trial[] => trialRows(subject, evaluated);
