import { asOfJoin } from '../../data/as-of-join.ts';
import { at } from '../../data/at.ts';
import { dayMs } from '../../data/calendar/calendar-days.ts';
import { type CandleSeries, closedAt } from '../../data/candle.ts';
import { sma } from '../../data/features/sma.ts';
import { defaultMaximumAgeDays } from '../../data/macro/align-macro.ts';
import type { RealisedMeasures } from './realised-variance.ts';
import { type DayColumn, onDaysOf, proxyOf } from './variance-proxy.ts';

/** Days of the longest mean; the first of them needs the close before it, so regressors start at row 22. */
export const longestMean = 22;

/** Trading days in the year to which the VIX is scaled. */
const vixYear = 252;

/** Values with the instants (UTC ms) from which they are known, oldest first. A `MacroSeries` is one. */
export type KnownColumn = { readonly knownAt: Float64Array; readonly values: Float64Array };

/** What log-HAR may know beside the means of the proxy and the day's fall. */
export type HarColumns = {
  /** The falls of the last 5 and 22 days beside that of the day (log-LHAR). */
  longLeverage?: boolean | undefined;
  /** The VIX in percent a year: each close sees the newest value known by then, if at most five days old. */
  vix?: KnownColumn | undefined;
  /** Realised variance by day, in %^2: the proxy instead of the range, for regressors and outcomes alike. */
  realised?: DayColumn | undefined;
  /** Downside share, jump share and quarticity of the day as further regressors (log-HAR-X). */
  intraday?: RealisedMeasures | undefined;
};

export type HarDesign = {
  /** Daily variance proxy in %^2, at least `leastVariance`; NaN at row 0 of the range. */
  variance: Float64Array;
  /** Regressors by name, NaN before row 22 and where an outside column has no value. */
  regressors: Readonly<Record<'lnDay' | 'lnWeek' | 'lnMonth' | 'leverage' | (string & {}), Float64Array>>;
};

/** 1[r < 0] |r| / sqrt(days x month mean) with the log return r of the last `days` days in %. */
function leverageOf({ close, length }: CandleSeries, month: Float64Array, days: number): Float64Array {
  const leverage = new Float64Array(length).fill(Number.NaN);
  for (let i = days; i < length; i += 1) {
    const change = 100 * Math.log(at(close, i) / at(close, i - days));
    leverage[i] = Math.max(-change, 0) / Math.sqrt(days * at(month, i));
  }
  return leverage;
}

/**
 * Regressors of log-HAR, known at the close of their row: logs of the mean variance of 1, 5 and 22 days (logs of the
 * means, not means of the logs), the leverage term 1[r < 0] |r| / sqrt(month mean) with the day's log return r in %,
 * and, where their columns are given, ln(VIX^2 / 252) and the intraday terms.
 * Source: Corsi, Journal of Financial Econometrics 7 (2009) 174-196; leverage, of a day or of all
 * three spans, as in Corsi and Reno, Journal of Business and Economic Statistics 30 (2012) 368-380; implied variance as in Busch, Christensen and Nielsen, Journal of
 * Econometrics 160 (2011) 48-57.
 */
export function harDesign(series: CandleSeries, { longLeverage, vix, realised, intraday }: HarColumns = {}): HarDesign {
  const variance = proxyOf(series, realised);
  const month = sma(variance, longestMean);
  const leverage = (days: number) => leverageOf(series, month, days);
  return {
    variance,
    regressors: {
      lnDay: logarithms(variance),
      lnWeek: logarithms(sma(variance, 5)),
      lnMonth: logarithms(month),
      leverage: leverage(1),
      ...(longLeverage && { leverageWeek: leverage(5), leverageMonth: leverage(longestMean) }),
      ...(vix && { lnVix: impliedVariance(series, vix) }),
      ...(intraday && intradayTerms(series, intraday)),
    },
  };
}

/** First row from which on every regressor has had a value; the length where one never has. */
export function firstKnownRow({ regressors, variance }: HarDesign): number {
  const firsts = Object.values(regressors).map(values => {
    const row = values.findIndex(Number.isFinite);
    return row < 0 ? variance.length : row;
  });
  return Math.max(longestMean, ...firsts);
}

/** Logs of every value. */
function logarithms(values: Float64Array): Float64Array {
  const out = new Float64Array(values.length);
  for (let i = 0; i < values.length; i += 1) out[i] = Math.log(at(values, i));
  return out;
}

function impliedVariance(series: CandleSeries, { knownAt, values }: KnownColumn): Float64Array {
  const closes = series.openAt.map(openAt => closedAt(openAt, series.timeframe));
  const known = asOfJoin(closes, knownAt, values, { maximumAgeMs: defaultMaximumAgeDays * dayMs });
  return known.map(points => Math.log(points ** 2 / vixYear));
}

/** ln(RV- / RV), ln(BPV / RV) at most ln 1.5, and sqrt(RQ) / RV, as in log-HAR-X. */
function intradayTerms(series: CandleSeries, intraday: RealisedMeasures): Record<string, Float64Array> {
  const { dayAt, values } = intraday;
  const share = (part: Float64Array, read: (ratio: number) => number, power = 1) =>
    onDaysOf(series, { dayAt, values: part.map((value, i) => read(value ** power / at(values, i))) });
  return {
    lnDownside: share(intraday.downside, ratio => Math.log(ratio + 1e-9)),
    lnBipower: share(intraday.bipower, ratio => Math.log(Math.min(ratio, 1.5))),
    quarticity: share(intraday.quarticity, ratio => ratio, 0.5),
  };
}

/** Mean variance of the `days` rows after `row`, in %^2: what a forecast made at the close of `row` is about. */
export function varianceAhead(variance: Float64Array, row: number, days: number): number {
  let sum = 0;
  for (let step = 1; step <= days; step += 1) sum += variance[row + step] ?? Number.NaN;
  return sum / days;
}

/** Logs of `varianceAhead` for every row, NaN where its days have not all passed. */
export function logVarianceAhead(variance: Float64Array, days: number): Float64Array {
  const out = new Float64Array(variance.length);
  for (let row = 0; row < out.length; row += 1) out[row] = Math.log(varianceAhead(variance, row, days));
  return out;
}
