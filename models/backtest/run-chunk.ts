import { brakeNames } from '../../config/settings.ts';
import { at } from '../../data/at.ts';
import { type CandleSeries, sliceSeries } from '../../data/candle.ts';
import { checkSeries } from '../../data/check-series.ts';
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
  'limits' | 'costs' | 'cashUsd' | 'investPercent' | 'stopPercent' | 'targetPercent' | 'borrowDayRate' | 'fillRules'
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
  /** First row whose figures count; what is held by then is carried into it. By default `from`. */
  readonly measureFrom?: number;
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
 * @throws QuaestorError `backtest.unknown-strategy`, `backtest.bad-parameters`, `backtest.bad-strategy`, `data.bad-candle`
 */
export async function chunkOfRuns({ spec, series, runs, keep }: RunChunk): Promise<RunFigures[]> {
  const strategy = await loadStrategy(spec.strategy);
  checkSeries(series);
  const room = arrayRun(playsFast(strategy, spec) ? series.length : 0);
  const figures: RunFigures[] = [];
  for (const run of runs) {
    const { from = 0, until = series.length, measureFrom = from, change } = run;
    const own = sliceSeries(change ? changedSeries(series, change) : series, 0, until);
    const made = await figuresOf(strategy, spec, own, run.parameters, from, measureFrom, room);
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
  measureFrom: number,
  room: ArrayRun,
): Promise<RunFigures> {
  if (playsFast(strategy, spec)) {
    const run = playArrayRule(strategy, parameters, series, arrayAccount(spec, spec.instrument, from), room);
    const equityUsd = run.equityUsd.subarray(0, series.length - from);
    return summary(
      equityUsd,
      run.trades.profitsFrom(measureFrom),
      series.openAt.subarray(from),
      measureFrom - from,
      spec,
    );
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
  const since = series.openAt[measureFrom] ?? Number.POSITIVE_INFINITY;
  const closed = result.trades.filter(trade => trade.closedAt >= since);
  const profits = Float64Array.from(closed, trade => trade.profitUsd);
  return summary(result.equityUsd, profits, result.openAt, measureFrom - from, spec);
}

const none = new Float64Array();

/**
 * The fast path knows the fill contract and fixed slippage only, for what depends on the volume or lends needs the event
 * path; and no brakes of the account, for these need the gate.
 */
const playsFast = (
  strategy: Strategy,
  { costs, limits, fillRules, borrowDayRate = 0 }: RunSpec,
): strategy is ArrayRule =>
  isArrayRule(strategy) &&
  !costs.slippage &&
  fillRules === undefined &&
  borrowDayRate === 0 &&
  limits.maxDailyLossShare >= 1 &&
  brakeNames.every(name => limits[name] === null);

/** Figures of the rows from `skip` on, against the equity just before them. */
function summary(
  equityUsd: Float64Array,
  profits: Float64Array,
  openAt: Float64Array,
  skip: number,
  { cashUsd }: RunSpec,
): RunFigures {
  const startUsd = skip > 0 ? at(equityUsd, skip - 1) : cashUsd;
  const own = equityUsd.subarray(skip);
  const finalEquityUsd = own.at(-1) ?? startUsd;
  // The fall from the equity that the rows begin with counts as well.
  const drawdown = deepestShareOf(skip > 0 ? equityUsd.subarray(skip - 1) : own);
  return {
    totalReturn: finalEquityUsd / startUsd - 1,
    drawdown,
    finalEquityUsd,
    trades: profits.length,
    profitsUsd: profits.slice(),
    dailyReturns: dailyReturns(own, openAt.subarray(skip), startUsd),
  };
}
