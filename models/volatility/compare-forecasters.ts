import { setImmediate } from 'node:timers/promises';
import { QuaestorError } from '../../config/errors.ts';
import type { CandleSeries } from '../../data/candle.ts';
import { christoffersen } from './coverage-tests.ts';
import { dieboldMariano } from './diebold-mariano.ts';
import { type ForecastPath, openForecastPath } from './forecast-path.ts';
import type { ForecastDays, Forecaster } from './forecaster.ts';
import { logReturns } from './log-returns.ts';
import { tooFewCandles } from './refuse-candles.ts';
import { belowQuantile, type PathScore, qlikeLosses, scorePath } from './score-path.ts';
import { type RiskScore, scoreRisk } from './value-at-risk.ts';
import type { DayColumn } from './variance-proxy.ts';

/** A forecaster in a comparison. */
export type Contestant = {
  forecaster: Forecaster;
  /** Days between two estimations by its refitter; forecasts are made every day. */
  refitDays: number;
};

export type QuantileScore = PathScore['quantiles'][number] & {
  /** Likelihood ratios of Kupiec and Christoffersen, each chi-squared with 1 degree of freedom: rejected above 3.84. */
  coverageRatio: number;
  independenceRatio: number;
};

export type ComparisonRow = Omit<PathScore, 'qlikeRandomWalk' | 'quantiles'> & {
  model: string;
  refitDays: number;
  quantiles: QuantileScore[];
  /** Diebold-Mariano t of QLIKE against the baseline: below 0 it loses less. 0 for the baseline itself. */
  advantage: number;
  /** Of the next day's return; empty for a horizon of two days. */
  valueAtRisk: RiskScore[];
};

/** Every row is scored on the same days and the same proxy. */
export type Comparison = Pick<ForecastPath, 'proxy' | 'days' | 'count' | 'from' | 'to'> & {
  symbol: string;
  baseline: string;
  rows: ComparisonRow[];
};

export type ComparisonOptions = {
  days: ForecastDays;
  /** Rows at whose close the first and the last forecast is made; by default all that every contestant can make. */
  first?: number;
  last?: number;
  realised?: DayColumn | undefined;
  /** Name of the contestant against which the others are tested. */
  baseline?: string;
  signal?: AbortSignal;
  /** Told of the share of all forecasts that is done, 0 to 1, and of the model at work. */
  onProgress?: (share: number, model: string) => void;
};

/** Forecasts between two looks at the signal. */
const stride = 25;

/** The fewest forecasts that tell models apart. */
const leastForecasts = 250;

/**
 * Rolling out-of-sample comparison of forecasters on one history: each forecasts the same days, from what was known the
 * evening before, and is tested against the baseline.
 * @throws QuaestorError `data.too-few-candles` when fewer than 250 forecasts are possible, `model.bad-data` when the
 * baseline is not among the contestants, what `fit` throws; the signal's reason when it is aborted
 */
export async function compareForecasters(
  contestants: readonly Contestant[],
  series: CandleSeries,
  options: ComparisonOptions,
): Promise<Comparison> {
  const { days, realised, baseline = 'log-har' } = options;
  const needed = Math.max(...contestants.map(({ forecaster }) => forecaster.minimumRows(days)));
  const { first = needed - 1, last = series.length - 1 - days } = options;
  const wanted = Math.max(last - first + 1, leastForecasts);
  if (first < needed - 1 || last - first + 1 < wanted) {
    throw tooFewCandles(series.symbol, Math.max(first, needed - 1) + wanted + days, series.length, days);
  }
  const names = contestants.map(({ forecaster }) => forecaster.name);
  if (!names.includes(baseline)) {
    throw new QuaestorError(
      'model.bad-data',
      `The baseline "${baseline}" is not compared. Known: ${names.join(', ')}.`,
    );
  }
  const paths: ForecastPath[] = [];
  for (const { forecaster } of contestants) {
    const { path, walk } = openForecastPath(forecaster, series, days, { first, last, realised });
    for (let done = stride; walk(stride); done += stride) {
      options.signal?.throwIfAborted();
      options.onProgress?.((paths.length + done / path.count) / contestants.length, path.model);
      await setImmediate();
    }
    paths.push(path);
  }
  const reference = paths.find(({ model }) => model === baseline);
  const returns = logReturns(series).subarray(first + 1, last + 2);
  const rows = paths.map((path, k) => ({
    ...scoreOf(path),
    model: path.model,
    refitDays: contestants[k]?.refitDays ?? 1,
    advantage: reference && reference !== path ? dieboldMariano(qlikeLosses(path), qlikeLosses(reference), days) : 0,
    valueAtRisk: days === 1 ? scoreRisk(path.variance, returns) : [],
  }));
  const [{ proxy, count, from, to } = { proxy: 'range' as const, count: 0, from: '', to: '' }] = paths;
  return { symbol: series.symbol, baseline, proxy, days, count, from, to, rows };
}

function scoreOf(
  path: ForecastPath,
): Omit<PathScore, 'qlikeRandomWalk' | 'quantiles'> & { quantiles: QuantileScore[] } {
  const { qlikeRandomWalk: _, quantiles, ...score } = scorePath(path);
  return {
    ...score,
    quantiles: quantiles.map((one, k) => {
      const { coverage, independence } = christoffersen(belowQuantile(path, k), one.probability);
      return { ...one, coverageRatio: coverage, independenceRatio: independence };
    }),
  };
}
