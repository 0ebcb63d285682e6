import { setImmediate } from 'node:timers/promises';
import { QuaestorError } from '../../config/errors.ts';
import type { CandleSeries } from '../../data/candle.ts';
import type { Route } from '../regime/regime.ts';
import { compareByRoute } from './compare-by-route.ts';
import type { Comparison, ComparisonRow } from './comparison.ts';
import { christoffersen } from './coverage-tests.ts';
import { dieboldMariano } from './diebold-mariano.ts';
import { type ForecastPath, openForecastPath } from './forecast-path.ts';
import type { ForecastDays, Forecaster } from './forecaster.ts';
import { logReturns } from './log-returns.ts';
import { tooFewCandles } from './refuse-candles.ts';
import { belowQuantile, qlikeLosses, scorePath } from './score-path.ts';
import { scoreRisk } from './value-at-risk.ts';
import type { DayColumn } from './variance-proxy.ts';

/** A forecaster in a comparison. */
export type Contestant = {
  forecaster: Forecaster;
  /** Days between two estimations by its refitter; forecasts are made every day. */
  refitDays: number;
};

export type ComparisonOptions = {
  days: ForecastDays;
  /** Rows at whose close the first and the last forecast is made; by default all that every contestant can make. */
  first?: number;
  last?: number;
  realised?: DayColumn | undefined;
  /** Regimes by row of the series, each read at its close: the forecasts are scored by regime as well. */
  routes?: readonly (Route | undefined)[];
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
  if (!names.includes(baseline)) throw unknownBaseline(baseline, names);
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
  if (!reference) throw unknownBaseline(baseline, names);
  const returns = logReturns(series).subarray(first + 1, last + 2);
  const baselineLosses = qlikeLosses(reference);
  const rows = paths.map((path, k) => ({
    ...scoreOf(path),
    model: path.model,
    refitDays: contestants[k]?.refitDays ?? 1,
    advantage: path === reference ? 0 : dieboldMariano(qlikeLosses(path), baselineLosses, days),
    valueAtRisk: days === 1 ? scoreRisk(path.variance, returns) : [],
  }));
  const { proxy, count, from, to } = reference;
  const routes = options.routes ? compareByRoute(paths, reference, options.routes) : [];
  return { symbol: series.symbol, baseline, proxy, days, count, from, to, rows, routes };
}

const unknownBaseline = (baseline: string, names: readonly string[]): QuaestorError =>
  new QuaestorError('model.bad-data', `The baseline "${baseline}" is not compared. Known: ${names.join(', ')}.`);

function scoreOf(path: ForecastPath): Omit<ComparisonRow, 'model' | 'refitDays' | 'advantage' | 'valueAtRisk'> {
  const { qlikeRandomWalk: _, quantiles, ...score } = scorePath(path);
  return {
    ...score,
    quantiles: quantiles.map((one, k) => {
      const { coverage, independence } = christoffersen(belowQuantile(path, k), one.probability);
      return { ...one, coverageRatio: coverage, independenceRatio: independence };
    }),
  };
}
