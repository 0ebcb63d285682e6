import { QuaestorError } from '../../config/errors.ts';
import { at } from '../../data/at.ts';
import { type CandleSeries, dayOf } from '../../data/candle.ts';
import { here } from '../../data/features/here.ts';
import { fitScale, scaled } from './feature-scale.ts';
import { filteredStates, fitGaussianHmm } from './gaussian-hmm.ts';
import { jumpFeatureCount, jumpFeatures } from './jump-features.ts';
import { fitJumpModel, onlineStates, type Rows } from './jump-model.ts';
import { turbulenceFeatureCount, turbulenceFeatures } from './turbulence-features.ts';

/** Days that a fit learns from, at most and at least. */
const trainingDays = { most: 2520, least: 500 };

/** A fit serves for half a year of the calendar: the same days wherever a history begins. */
const servedMs = 182 * 86_400_000;

/** What a change of state costs in each model. */
const penalties = { direction: 50, turbulence: 5 };

/** Days of the trend, its strength from which on it is one, and below which it ends. */
const trend = { days: 60, begins: 1.645, ends: 1 };

/** Candles that a reading needs before it. */
export const regimeWarmUp = trainingDays.least + trend.days + 1;

/** What each day was like, from what was known at its close: one number for each candle. */
export type RegimePath = {
  /** First candle that was read; before it the columns say nothing. */
  readonly first: number;
  /** 1 where the jump model of returns and downside risk sees a falling market. */
  readonly falling: Uint8Array;
  /** How far that state is from changing, 0 to 1 of the penalty. */
  readonly fallingMargin: Float64Array;
  /** 1 where the jump model of variances sees a turbulent market. */
  readonly turbulent: Uint8Array;
  /** Chance of the wider of two normal states, filtered, 0 to 1. */
  readonly volatileChance: Float64Array;
  /** Sum of the log returns of `trend.days` over the root of their squares: standard normal where there is no trend. */
  readonly trendStrength: Float64Array;
  /** 1 where a trend has begun and not ended. */
  readonly trending: Uint8Array;
};

type Span = { readonly from: number; readonly to: number; readonly until: number };

/** Fits to make: each learns rows [from, to) and serves rows [to, until). */
function spansOf({ openAt, length }: CandleSeries, start: number, wanted: number): Span[] {
  const spans: Span[] = [];
  const periodOf = (row: number) => Math.floor(at(openAt, row) / servedMs);
  let to = Math.max(start + trainingDays.least, wanted);
  while (to > start + trainingDays.least && periodOf(to - 1) === periodOf(to)) to -= 1;
  while (to < length) {
    let until = to + 1;
    while (until < length && periodOf(until) === periodOf(to)) until += 1;
    spans.push({ from: Math.max(start, to - trainingDays.most), to, until });
    to = until;
  }
  return spans;
}

/**
 * States of a jump model over the rows that a fit serves. State 1 is the one in which `weight` was larger on average over
 * the training days, so that its meaning does not depend on the fit.
 */
function served(features: Rows, { from, to, until }: Span, penalty: number, weight: (row: number) => number) {
  const scale = fitScale(features, from, to);
  const fit = fitJumpModel(scaled(features, scale, from, to), { states: 2, penalty, starts: 8 });
  const sums = [0, 0];
  const counts = [0, 0];
  for (const [i, state] of fit.path.entries()) {
    sums[state] = (sums[state] ?? 0) + weight(from + i);
    counts[state] = (counts[state] ?? 0) + 1;
  }
  const one = (sums[1] ?? 0) / (counts[1] || 1) >= (sums[0] ?? 0) / (counts[0] || 1) ? 1 : 0;
  const { state, margin } = onlineStates(scaled(features, scale, from, until), fit.centroids, penalty);
  return { state: state.subarray(to - from).map(each => (each === one ? 1 : 0)), margin: margin.subarray(to - from) };
}

/** Strength of the trend at each candle, and where there is one. */
function trends(logReturns: Float64Array): Pick<RegimePath, 'trendStrength' | 'trending'> {
  const trendStrength = new Float64Array(logReturns.length).fill(Number.NaN);
  const trending = new Uint8Array(logReturns.length);
  for (let t = trend.days; t < logReturns.length; t += 1) {
    let [sum, squares] = [0, 0];
    for (let i = t - trend.days + 1; i <= t; i += 1) {
      sum += here(logReturns, i);
      squares += here(logReturns, i) ** 2;
    }
    const strength = squares > 0 ? sum / Math.sqrt(squares) : 0;
    trendStrength[t] = strength;
    trending[t] = Math.abs(strength) >= (trending[t - 1] === 1 ? trend.ends : trend.begins) ? 1 : 0;
  }
  return { trendStrength, trending };
}

/** A price that never moves has no regime, however long its history is. */
const neverMoves = ({ close }: CandleSeries): boolean => close.every(one => one === close[0]);

function tooFew(series: CandleSeries): QuaestorError {
  const { symbol, length } = series;
  if (length > 1 && neverMoves(series)) {
    return new QuaestorError('data.too-few-candles', {
      en: `"${symbol}" never moves in its ${length} daily candles, so there is no regime to read.`,
      fr: `« ${symbol} » ne bouge jamais sur ses ${length} bougies quotidiennes : il n'y a aucun régime à lire.`,
    });
  }
  return new QuaestorError(
    'data.too-few-candles',
    {
      en: `Reading the regime of "${symbol}" needs ${regimeWarmUp} daily candles after the first fall, got ${length} in all.`,
      fr: `Lire le régime de « ${symbol} » demande ${regimeWarmUp} bougies quotidiennes après la première baisse, il y en a ${length} en tout.`,
    },
    { symbol, needed: regimeWarmUp, got: length },
  );
}

function refuseBad({ symbol, timeframe, close, openAt, length }: CandleSeries): void {
  if (timeframe !== '1d') {
    throw new QuaestorError('model.bad-data', `Regimes are read from daily candles ("1d"), got "${timeframe}".`, {
      symbol,
    });
  }
  const bad = close.findIndex((price, row) => row < length && !(price > 0 && Number.isFinite(price)));
  if (bad === -1) return;
  const day = dayOf(at(openAt, bad));
  throw new QuaestorError(
    'data.bad-candle',
    {
      en: `The candle of "${symbol}" on ${day} closes at ${close[bad]}, which is not a positive number.`,
      fr: `La bougie de « ${symbol} » du ${day} clôture à ${close[bad]}, qui n'est pas un nombre positif.`,
    },
    { symbol, day },
  );
}

/**
 * Reads the regime of every candle from `wanted` on, each from what was known at its close: later candles revise nothing.
 * Twice a year of the calendar the models are fitted again to the days before. `walk()` makes one more fit, so that a long
 * reading can be watched and stopped, and says whether some are left.
 * @throws QuaestorError `data.too-few-candles` with the number needed, `data.bad-candle`, `model.bad-data` for candles that
 * are not daily
 */
export function openRegimePath(series: CandleSeries, wanted = 0): { path: RegimePath; walk: () => boolean } {
  refuseBad(series);
  const { close, length } = series;
  const returns = Float64Array.from({ length }, (_, i) => (i === 0 ? 0 : here(close, i) / here(close, i - 1) - 1));
  const percent = returns.map(change => 100 * change);
  const direction = { ...jumpFeatures(returns), width: jumpFeatureCount };
  const turbulence = { ...turbulenceFeatures(returns), width: turbulenceFeatureCount };
  const start = Math.max(direction.first, turbulence.first, trend.days);
  const spans = spansOf(series, start, wanted);
  const [{ to: first } = { to: length }] = spans;
  if (first >= length) throw tooFew(series);
  const path = {
    first,
    falling: new Uint8Array(length),
    fallingMargin: new Float64Array(length),
    turbulent: new Uint8Array(length),
    volatileChance: new Float64Array(length).fill(Number.NaN),
    ...trends(returns.map(change => Math.log1p(change))),
  };
  const walk = (): boolean => {
    const span = spans.shift();
    if (!span) return false;
    const { from, to, until } = span;
    const down = served(direction, span, penalties.direction, row => -here(returns, row));
    path.falling.set(down.state, to);
    path.fallingMargin.set(down.margin, to);
    path.turbulent.set(served(turbulence, span, penalties.turbulence, row => here(returns, row) ** 2).state, to);
    const hmm = fitGaussianHmm(percent.subarray(from, to), { states: 2, starts: 3, tolerance: 1e-7 });
    const chances = filteredStates(hmm, percent.subarray(from, until));
    for (let row = to; row < until; row += 1) path.volatileChance[row] = here(chances, 2 * (row - from) + 1);
    return spans.length > 0;
  };
  return { path, walk };
}

/** The same, walked to its end. @throws QuaestorError as `openRegimePath` */
export function regimePath(series: CandleSeries, wanted = 0): RegimePath {
  const { path, walk } = openRegimePath(series, wanted);
  while (walk());
  return path;
}
