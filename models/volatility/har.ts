import { at } from '../../data/at.ts';
import { sma } from '../../data/features/sma.ts';
import type { ForecastDays } from './forecaster.ts';
import { longestMean, varianceAhead } from './har-design.ts';
import { leastSquares } from './least-squares.ts';
import type { Learned, VarianceModel, VarianceWindow } from './variance-model.ts';
import { WindowForecaster, type WindowOptions } from './window-forecaster.ts';

const terms = ['day', 'week', 'month'] as const;
type Term = (typeof terms)[number];

const horizons = [1, 2] as const satisfies readonly ForecastDays[];
const warmUp = longestMean - 1;

const designOf = ({ variance }: VarianceWindow): Record<Term, Float64Array> => ({
  day: variance,
  week: sma(variance, 5),
  month: sma(variance, longestMean),
});

/** Names of what is learned carry the horizon: each has its own regression. */
const named = (name: string, days: ForecastDays): string => `${name}${days}`;

function learnHorizon(window: VarianceWindow, days: ForecastDays): [string, number][] {
  const to = window.variance.length - days;
  const target = Float64Array.from({ length: to - warmUp }, (_, k) => varianceAhead(window.variance, warmUp + k, days));
  const columns = Object.entries(designOf(window)).map(([name, values]) => [name, values.subarray(warmUp, to)]);
  const { intercept, coefficients } = leastSquares(Object.fromEntries(columns), target);
  const learned = {
    ...coefficients,
    intercept,
    least: target.reduce((least, y) => Math.min(least, y)),
    most: target.reduce((most, y) => Math.max(most, y)),
    mean: target.reduce((sum, y) => sum + y, 0) / target.length,
  };
  return Object.entries(learned).map(([name, value]) => [named(name, days), value]);
}

function forecasts(window: VarianceWindow, learned: Learned, days: ForecastDays): Float64Array {
  const value = (name: string) => learned[named(name, days)] ?? Number.NaN;
  const [intercept, least, most, mean] = [value('intercept'), value('least'), value('most'), value('mean')];
  const out = new Float64Array(window.variance.length).fill(intercept);
  for (const [name, values] of Object.entries(designOf(window))) {
    const slope = value(name);
    for (let i = 0; i < out.length; i += 1) out[i] = at(out, i) + slope * at(values, i);
  }
  return out.map((forecast, i) => (i < warmUp || (forecast >= least && forecast <= most) ? forecast : mean));
}

const model: VarianceModel = {
  name: 'har',
  warmUp,
  leastRows: 120,
  ofReturns: false,
  learn: window => Object.fromEntries(horizons.flatMap(days => learnHorizon(window, days))),
  forecasts,
};

/**
 * HAR: least squares of the mean variance of the next days on that of the last 1, 5 and 22. A forecast outside of what
 * the window saw is replaced by the window's mean (the insanity filter).
 * Source: Corsi, Journal of Financial Econometrics 7 (2009) 174-196; the filter: Bollerslev, Patton and Quaedvlieg,
 * Journal of Econometrics 192 (2016) 1-18, after Swanson and White 1997.
 */
export const openHar = (options?: WindowOptions): WindowForecaster => new WindowForecaster(model, options);
