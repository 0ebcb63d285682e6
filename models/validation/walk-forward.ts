import { QuaestorError } from '../../config/errors.ts';
import { at } from '../../data/at.ts';
import { type CandleSeries, dayOf } from '../../data/candle.ts';
import type { RunFigures, RunSpec } from '../backtest/run-chunk.ts';
import { periodsPerYear } from '../performance/equity-curve.ts';
import { mean, sampleDeviation } from '../performance/moments.ts';
import { playRuns, type RunOptions } from './play-runs.ts';

/** One window: rows [trainFrom, trainUntil) choose the parameters, rows [testFrom, testUntil) judge them. */
export type Fold = {
  readonly trainFrom: number;
  readonly trainUntil: number;
  readonly testFrom: number;
  readonly testUntil: number;
};

export type FoldPlan = {
  readonly series: CandleSeries;
  /** First row that may decide; those before only warm up. */
  readonly from: number;
  /** How many candles choose and how many judge. */
  readonly train: number;
  readonly test: number;
  /** anchored: every training window begins at the start | rolling: it moves on with the test. */
  readonly kind: 'anchored' | 'rolling';
  /** Candles left out at the end of a training window, whose outcome reaches into the test. */
  readonly purge: number;
  /** Candles left out after a test before they may train. Only a rolling window that has passed over a test meets it. */
  readonly embargo: number;
};

/** Cuts the history into folds; the tests follow one another without gap or overlap. The last one may be shorter. */
export function foldsOf({ series, from, train, test, kind, purge, embargo }: FoldPlan): Fold[] {
  const folds: Fold[] = [];
  for (let testFrom = from + train; testFrom < series.length; testFrom += test) {
    const start = kind === 'anchored' ? from : testFrom - train + (folds.length > 0 ? embargo : 0);
    folds.push({
      trainFrom: start,
      trainUntil: testFrom - purge,
      testFrom,
      testUntil: Math.min(series.length, testFrom + test),
    });
  }
  if (folds.length >= 2 && folds.every(fold => fold.trainUntil - fold.trainFrom >= 2)) return folds;
  const have = series.length - from;
  throw new QuaestorError('data.too-few-candles', {
    en: `A walk-forward needs at least two folds: ${train} candles to train and ${test} to test, twice over; there are ${have} from ${dayOf(at(series.openAt, from))} on.`,
    fr: `Une analyse glissante demande au moins deux fenêtres : ${train} bougies d'apprentissage et ${test} de test, deux fois ; il y en a ${have} à partir du ${dayOf(at(series.openAt, from))}.`,
  });
}

export type FoldResult = Fold & {
  readonly parameters: Readonly<Record<string, number>>;
  /** Sharpe a period of the chosen parameters inside the training window. */
  readonly trainSharpe: number;
  readonly train: RunFigures;
  readonly test: RunFigures;
};

export type WalkForward = {
  readonly folds: readonly FoldResult[];
  /** Daily returns of all tests, one after the other: what somebody would have earned who chose anew each time. */
  readonly dailyReturns: Float64Array;
  /** Annual return out of sample over annual return in sample; NaN when there was none in sample. */
  readonly efficiency: number;
  /** Configurations that were evaluated, each fold's anew. */
  readonly trials: number;
  /** All of them, for the trial log. */
  readonly evaluated: readonly {
    readonly parameters: Readonly<Record<string, number>>;
    readonly measureFrom: number;
    readonly until: number;
    readonly figures: RunFigures;
  }[];
};

/** Mean over standard deviation (n - 1) of daily returns; 0 when they never vary, so that doing nothing is never best. */
export function dailySharpe(returns: Float64Array): number {
  if (returns.length < 2) return 0;
  const deviation = sampleDeviation(returns);
  return deviation > 0 ? mean(returns) / deviation : 0;
}

/** Growth a day of returns that compound. */
const dailyGrowth = (returns: Float64Array): number =>
  returns.reduce((sum, one) => sum + Math.log1p(one), 0) / Math.max(1, returns.length);

/**
 * Chooses parameters on each training window by its Sharpe ratio and judges them on the candles that follow. Each run is
 * played from the start of the history, and only its window counts: what a rule holds by then it holds in the window, as
 * an account that went on would. Windows are compared by returns, so the equity that they begin with does not matter.
 * @param grid the configurations that are tried in every window
 * @throws QuaestorError `data.too-few-candles`, and as `playRuns`
 */
export async function walkForward(
  spec: RunSpec,
  plan: FoldPlan,
  grid: readonly Readonly<Record<string, number>>[],
  options: RunOptions,
): Promise<WalkForward> {
  const folds = foldsOf(plan);
  const { from } = plan;
  const training = folds.flatMap(({ trainFrom, trainUntil }) =>
    grid.map(parameters => ({ parameters, from, measureFrom: trainFrom, until: trainUntil })),
  );
  const trained = await playRuns(spec, plan.series, training, options);
  const best = folds.map((_, fold) => bestOf(grid, trained.slice(fold * grid.length, (fold + 1) * grid.length)));
  const testing = folds.map(({ testFrom, testUntil }, fold) => ({
    parameters: best[fold]?.parameters ?? {},
    from,
    measureFrom: testFrom,
    until: testUntil,
  }));
  const tested = await playRuns(spec, plan.series, testing, { compute: options.compute, signal: options.signal });
  const results = folds.flatMap((fold, i): FoldResult[] => {
    const [chosen, test] = [best[i], tested[i]];
    return chosen && test ? [{ ...fold, ...chosen, test }] : [];
  });
  const dailyReturns = Float64Array.from(results.flatMap(({ test }) => [...test.dailyReturns]));
  const { timeframe } = plan.series;
  const periods = periodsPerYear({ timeframe, daysPerYear: spec.instrument.daysPerYear });
  const inSample = results.reduce((sum, { train }) => sum + dailyGrowth(train.dailyReturns), 0) / results.length;
  return {
    folds: results,
    dailyReturns,
    efficiency: annual(dailyGrowth(dailyReturns), periods) / annual(inSample, periods),
    trials: training.length,
    evaluated: training.flatMap((run, i) => (trained[i] ? [{ ...run, figures: trained[i] }] : [])),
  };
}

const annual = (growth: number, periods: number): number => Math.expm1(growth * periods);

function bestOf(
  grid: readonly Readonly<Record<string, number>>[],
  figures: readonly RunFigures[],
): Pick<FoldResult, 'parameters' | 'trainSharpe' | 'train'> | undefined {
  let best: Pick<FoldResult, 'parameters' | 'trainSharpe' | 'train'> | undefined;
  for (const [i, train] of figures.entries()) {
    const trainSharpe = dailySharpe(train.dailyReturns);
    if (!best || trainSharpe > best.trainSharpe) best = { parameters: grid[i] ?? {}, trainSharpe, train };
  }
  return best;
}
