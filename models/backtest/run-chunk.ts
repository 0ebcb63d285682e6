import { type CandleSeries, sliceSeries } from '../../data/candle.ts';
import type { Instrument } from '../../data/instrument.ts';
import { deepestShareOf } from '../performance/drawdown.ts';
import { Gate } from '../risk/gate.ts';
import { type ArrayRun, arrayRun } from './array-engine.ts';
import { dailyReturns } from './daily-returns.ts';
import { type BacktestInput, parametersOf, runBacktest } from './engine.ts';
import { loadStrategy, type StrategyRef } from './load-strategy.ts';
import { arrayAccount, playArrayRule } from './play-array-rule.ts';
import { changedSeries, type SeriesChange } from './series-change.ts';
import { type ArrayRule, isArrayRule } from './signals.ts';
import type { Strategy } from './strategy.ts';

/** A backtest in plain values, so that any thread can play it. */
export type RunSpec = Pick<
  BacktestInput,
  'limits' | 'costs' | 'cashUsd' | 'investPercent' | 'stopPercent' | 'targetPercent'
> & {
  readonly strategy: StrategyRef;
  readonly instrument: Instrument;
  /** Names of the gate's rules. */
  readonly rules: readonly string[];
};

/** One run of a chunk: its parameters, the rows that it plays, and what is done to the candles before. */
export type Run = {
  readonly parameters: Readonly<Record<string, number>>;
  /** Rows that may decide; those before only warm up. By default all. */
  readonly from?: number;
  readonly until?: number;
  readonly change?: SeriesChange;
};

/** `figures` keeps a few numbers of each run, however long it is; `all` keeps its profits and daily returns as well. */
export type Keep = 'figures' | 'all';

export type RunChunk = {
  readonly spec: RunSpec;
  readonly series: CandleSeries;
  readonly runs: readonly Run[];
  readonly keep: Keep;
};

/** What remains of a run. Shares of one; `drawdown` is not negative. */
export type RunFigures = {
  readonly totalReturn: number;
  readonly drawdown: number;
  readonly finalEquityUsd: number;
  readonly trades: number;
  /** Empty, like the returns, where only figures are kept. */
  readonly profitsUsd: Float64Array;
  /** Simple returns from the last close of one day to that of the next, beginning with the cash at the start. */
  readonly dailyReturns: Float64Array;
};

/**
 * Plays the runs of a chunk: array rules on the fast path, all others on the event path.
 * @throws QuaestorError `backtest.unknown-strategy`, `backtest.bad-parameters`, `backtest.bad-strategy`
 */
export async function chunkOfRuns({ spec, series, runs, keep }: RunChunk): Promise<RunFigures[]> {
  const strategy = await loadStrategy(spec.strategy);
  const room = arrayRun(playsFast(strategy, spec) ? series.length : 0);
  const figures: RunFigures[] = [];
  for (const run of runs) {
    const { from = 0, until = series.length, change } = run;
    const own = sliceSeries(change ? changedSeries(series, change) : series, 0, until);
    const made = await figuresOf(strategy, spec, own, run.parameters, from, room);
    figures.push(keep === 'all' ? made : { ...made, profitsUsd: none, dailyReturns: none });
  }
  return figures;
}

async function figuresOf(
  strategy: Strategy,
  spec: RunSpec,
  series: CandleSeries,
  parameters: Readonly<Record<string, number>>,
  from: number,
  room: ArrayRun,
): Promise<RunFigures> {
  if (playsFast(strategy, spec)) {
    const run = playArrayRule(strategy, parameters, series, arrayAccount(spec, spec.instrument, from), room);
    const equityUsd = run.equityUsd.subarray(0, series.length - from);
    return summary(equityUsd, run.drawdown, run.trades.profitUsd, series.openAt.subarray(from), spec);
  }
  const { instrument, rules, strategy: _ref, ...rest } = spec;
  const result = await runBacktest({
    ...rest,
    markets: [{ series, instrument }],
    strategy,
    parameters: parametersOf(strategy, parameters),
    gate: new Gate(rules),
    fromAt: series.openAt[from] ?? Number.POSITIVE_INFINITY,
  });
  const profits = Float64Array.from(result.trades, trade => trade.profitUsd);
  return summary(result.equityUsd, deepestShareOf(result.equityUsd), profits, result.openAt, spec);
}

const none = new Float64Array();

/** The fast path knows fixed slippage only: one that depends on the volume needs the broker. */
const playsFast = (strategy: Strategy, { costs }: RunSpec): strategy is ArrayRule =>
  isArrayRule(strategy) && costs.slippage === undefined;

function summary(
  equityUsd: Float64Array,
  drawdown: number,
  profits: Float64Array,
  openAt: Float64Array,
  { cashUsd }: RunSpec,
): RunFigures {
  const finalEquityUsd = equityUsd.at(-1) ?? cashUsd;
  return {
    totalReturn: finalEquityUsd / cashUsd - 1,
    drawdown,
    finalEquityUsd,
    trades: profits.length,
    profitsUsd: profits.slice(),
    dailyReturns: dailyReturns(equityUsd, openAt, cashUsd),
  };
}
