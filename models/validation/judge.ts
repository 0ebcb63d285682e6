import type { CandleSeries } from '../../data/candle.ts';
import type { Trial, Tried } from '../../data/trial-log.ts';
import { buyAndHold } from '../backtest/buy-and-hold.ts';
import { type BacktestInput, type BacktestResult, type Market, runBacktest } from '../backtest/engine.ts';
import type { RunFigures, RunSpec } from '../backtest/run-chunk.ts';
import { tradeHash } from '../backtest/trade-hash.ts';
import { type Ambiguity, ambiguityOf } from '../performance/ambiguity.ts';
import { dailyCloses, periodsPerYear, returnsOf } from '../performance/equity-curve.ts';
import { sampleDeviation } from '../performance/moments.ts';
import { type Overfitting, overfittingOf } from '../performance/overfitting.ts';
import { type Performance, performanceOf } from '../performance/performance.ts';
import { seededRandom } from '../performance/seeded-random.ts';
import {
  deflatedSharpe,
  type MeasuredSharpe,
  minimumTrackRecord,
  probabilisticSharpe,
} from '../performance/sharpe-confidence.ts';
import { type Significance, significanceOf } from '../performance/significance.ts';
import { known, type Statistic, undefinedFor } from '../performance/statistic.ts';
import { type LookAhead, lookAhead } from './look-ahead.ts';
import { type MonteCarlo, monteCarlo } from './monte-carlo.ts';
import { outOfSample } from './out-of-sample.ts';
import { parameterGrid } from './parameter-grid.ts';
import { dataHash, playRuns, type RunOptions } from './play-runs.ts';
import { type SensitivityMap, sensitivityOf } from './sensitivity.ts';
import { type StressResult, stressTest } from './stress-test.ts';
import { trialRow, trialRows } from './trials-of.ts';
import { dailySharpe, type FoldPlan, type WalkForward, walkForward } from './walk-forward.ts';

export type JudgeInput = {
  readonly market: Market;
  readonly first: number;
  readonly input: Omit<BacktestInput, 'markets'>;
  readonly spec: RunSpec;
  readonly parameters: Readonly<Record<string, number>>;
  readonly plan: FoldPlan;
  /** Runs with price noise; half as many are drawn histories. */
  readonly runs: number;
  readonly seed: number;
  /** Writes evaluations down. @returns everything that was ever tried of this strategy on this market */
  readonly log: (trials: readonly Trial[]) => readonly Tried[];
  readonly onStage?: (stage: Stage, share: number) => void;
};

export const stages = ['backtest', 'search', 'walk-forward', 'noise', 'bootstrap', 'stress', 'look-ahead'] as const;
export type Stage = (typeof stages)[number];

/** One question of the trial: what was measured, and what it is held against. */
export type Check = {
  readonly name: CheckName;
  readonly passed: boolean;
  readonly measured: Statistic;
  readonly limit: number;
  /** True where smaller is better. */
  readonly atMost: boolean;
};

export type CheckName =
  | 'sharpe-out-of-sample'
  | 'drawdown-out-of-sample'
  | 'beats-holding'
  | 'deflated-sharpe'
  | 'overfitting'
  | 'price-noise'
  | 'significance'
  | 'track-record'
  | 'trades'
  | 'plateau'
  | 'worst-ordering'
  | 'wide-spreads'
  | 'look-ahead';

/** Everything that speaks for or against a strategy, with what is needed to compute it again. */
export type Judgement = {
  readonly checks: readonly Check[];
  readonly passed: boolean;
  readonly result: BacktestResult;
  readonly performance: Performance;
  readonly baseline: Performance;
  readonly baselineResult: BacktestResult;
  readonly ambiguity: Ambiguity;
  readonly walkForward: WalkForward;
  readonly noise: MonteCarlo;
  readonly bootstrap: MonteCarlo;
  readonly stress: readonly StressResult[];
  readonly lookAhead: LookAhead;
  readonly significance: Significance;
  /** Undefined for a strategy with nothing to choose. */
  readonly overfitting: Overfitting | undefined;
  readonly sensitivity: SensitivityMap | undefined;
  /** Trials ever made of this strategy on this market. */
  readonly trials: number;
  readonly seed: number;
  readonly dataHash: string;
  readonly tradeHash: string;
};

const goals = { sharpe: 2, drawdown: 0.15 } as const;
const losingRuns = 0.05;

/**
 * Tries a strategy: a strategy is guilty until every check has passed. The whole of it follows from the candles, the
 * parameters and the seed; the number of trials alone depends on what was tried before.
 * @throws as its parts; the signal's reason when it is aborted
 */
export async function judge(given: JudgeInput, options: RunOptions): Promise<Judgement> {
  const { market, first, input, spec, parameters, plan, runs: reruns, seed, log, onStage } = given;
  const { series, instrument } = market;
  const { daysPerYear } = instrument;
  const periods = periodsPerYear({ timeframe: series.timeframe, daysPerYear });
  const stage = (name: Stage) => onStage?.(name, stages.indexOf(name) / stages.length);
  stage('backtest');
  const result = await runBacktest({ ...input, parameters, markets: [market] });
  const held = await runBacktest({
    ...input,
    strategy: buyAndHold,
    parameters: {},
    markets: [market],
    stopPercent: undefined,
    targetPercent: undefined,
  });
  const curve = (of: BacktestResult) => ({ ...of, daysPerYear, timeframe: series.timeframe });
  const performance = performanceOf(curve(result), held);
  const baseline = performanceOf(curve(held));
  stage('search');
  const ranges = input.strategy.ranges ?? {};
  const grid = parameterGrid(input.strategy, ranges, parameters);
  const runs = grid.map(one => ({ parameters: one, from: first }));
  const searched = await playRuns(spec, series, runs, options);
  stage('walk-forward');
  const walked = await walkForward(spec, plan, grid, options);
  stage('noise');
  const mc = { spec, series, parameters, from: first, seed };
  const noise = await monteCarlo({ ...mc, kind: 'price-noise', runs: reruns }, options);
  stage('bootstrap');
  const bootstrap = await monteCarlo({ ...mc, kind: 'block-bootstrap', runs: Math.ceil(reruns / 2) }, options);
  stage('stress');
  const stress = await stressTest({ ...input, parameters, market });
  stage('look-ahead');
  const looked = await lookAhead({ ...input, parameters, market, seed });
  const tried = log([
    trialRow({ strategy: input.strategy, series, first, spec }, result),
    ...trialRows(
      { strategy: input.strategy, series, spec },
      runs.map((run, i) => ({ ...run, measureFrom: first, until: series.length, figures: searched[i] ?? nothing })),
    ),
    ...trialRows({ strategy: input.strategy, series, spec }, walked.evaluated),
  ]);
  const returns = returnsOf(dailyCloses(result).equityUsd);
  const evidence = {
    result,
    performance,
    baseline,
    baselineResult: held,
    ambiguity: ambiguityOf(result.trades),
    walkForward: walked,
    noise,
    bootstrap,
    stress,
    lookAhead: looked,
    significance: significanceOf(returns, seededRandom(seed)),
    overfitting: grid.length >= 2 ? overfittingOf(searched.map(one => one.dailyReturns)) : undefined,
    sensitivity: mapOf(ranges, grid, searched, periods),
    trials: tried.length,
    seed,
    dataHash: dataHash(series),
    tradeHash: tradeHash(result.trades),
  };
  const checks = checksOf(evidence, held, series, plan, tried, periods);
  return { ...evidence, checks, passed: checks.every(check => check.passed) };
}

const nothing: RunFigures = {
  totalReturn: 0,
  drawdown: 0,
  finalEquityUsd: 0,
  trades: 0,
  profitsUsd: new Float64Array(),
  dailyReturns: new Float64Array(),
};

/** The map over the first two ranges that have more than one value. */
function mapOf(
  ranges: Readonly<Record<string, readonly number[]>>,
  grid: readonly Readonly<Record<string, number>>[],
  figures: readonly RunFigures[],
  periods: number,
): SensitivityMap | undefined {
  const [across, down] = Object.entries(ranges).map(([name, values]) => ({ name, values }));
  if (!across || !down) return undefined;
  const fixed = Object.keys(ranges).slice(2);
  // With more than two ranges the map shows the others at their first value.
  const rows = grid.flatMap((one, i) => (fixed.every(name => one[name] === ranges[name]?.[0]) ? [i] : []));
  const own = rows.flatMap(i => (figures[i] ? [figures[i]] : []));
  return sensitivityOf(
    across,
    down,
    rows.flatMap(i => (grid[i] ? [grid[i]] : [])),
    own,
    periods,
  );
}

type Evidence = Omit<Judgement, 'checks' | 'passed'>;

const atLeast = (name: CheckName, measured: Statistic, limit: number): Check => ({
  name,
  measured,
  limit,
  atMost: false,
  passed: measured.value !== null && measured.value >= limit,
});
const atMost = (name: CheckName, measured: Statistic, limit: number): Check => ({
  name,
  measured,
  limit,
  atMost: true,
  passed: measured.value !== null && measured.value <= limit,
});
const enoughDays = 250;
const enoughTrades = 30;
const tooLittle = {
  en: `fewer than ${enoughDays} days or ${enoughTrades} trades out of sample`,
  fr: `moins de ${enoughDays} jours ou de ${enoughTrades} trades hors échantillon`,
};
const silent = { en: 'it never ordered anything', fr: "elle n'a jamais rien ordonné" };

function checksOf(
  of: Evidence,
  held: BacktestResult,
  series: CandleSeries,
  plan: FoldPlan,
  tried: readonly Tried[],
  periods: number,
): Check[] {
  const own = outOfSample(of.walkForward.dailyReturns, periods);
  const testFrom = series.openAt[plan.from + plan.train] ?? Number.POSITIVE_INFINITY;
  const later = held.openAt.findIndex(at => at >= testFrom);
  const baseline = outOfSample(
    returnsOf(
      dailyCloses({ openAt: held.openAt.subarray(later), equityUsd: held.equityUsd.subarray(later) }).equityUsd,
    ),
    periods,
  );
  const returns = returnsOf(dailyCloses(of.result).equityUsd);
  const measured: MeasuredSharpe = {
    sharpe: dailySharpe(returns),
    skewness: of.performance.skewness.value ?? 0,
    kurtosis: of.performance.kurtosis.value ?? 3,
  };
  // Ratios of shorter stretches scatter more for that reason alone: only those of about this length tell the spread.
  const alike = tried.filter(({ days }) => days >= 0.9 * returns.length).map(one => one.dailySharpe);
  const believed =
    alike.length >= 2
      ? deflatedSharpe(measured, returns.length, {
          trials: tried.length,
          deviation: sampleDeviation(Float64Array.from(alike)),
        }).probability
      : probabilisticSharpe(measured, returns.length);
  const outside = of.walkForward.folds.reduce((sum, fold) => sum + fold.test.trades, 0);
  const enough = of.walkForward.dailyReturns.length >= enoughDays && outside >= enoughTrades;
  const needed = minimumTrackRecord(measured);
  const spreads = of.stress.find(one => one.scenario === 'wide-spreads');
  return [
    atLeast('sharpe-out-of-sample', enough ? own.sharpe : undefinedFor(tooLittle), goals.sharpe),
    atMost('drawdown-out-of-sample', known(own.drawdown), goals.drawdown),
    atLeast('beats-holding', own.sharpe, baseline.sharpe.value ?? Number.POSITIVE_INFINITY),
    atLeast('deflated-sharpe', believed, 0.95),
    ...(of.overfitting ? [atMost('overfitting', of.overfitting.probability, 0.2)] : []),
    atMost('price-noise', known(of.noise.losing), losingRuns),
    atMost('significance', of.significance.pValue, 0.05),
    needed.value === null
      ? { name: 'track-record', passed: false, measured: needed, limit: returns.length, atMost: true }
      : atMost('track-record', needed, returns.length),
    atLeast('trades', known(of.result.trades.length), 30),
    ...(of.sensitivity ? [atLeast('plateau', known(of.sensitivity.plateau), 0.5)] : []),
    atLeast('worst-ordering', known(of.ambiguity.worstProfitUsd), 0),
    atLeast('wide-spreads', known((spreads?.finalEquityUsd ?? Number.NaN) / of.result.portfolio.initialCashUsd - 1), 0),
    {
      name: 'look-ahead',
      passed: of.lookAhead.verdict === 'clean',
      measured:
        of.lookAhead.verdict === 'unverified'
          ? undefinedFor(silent)
          : known(of.lookAhead.columns.length + of.lookAhead.orders.length),
      limit: 0,
      atMost: true,
    },
  ];
}
