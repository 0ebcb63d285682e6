import { at } from '../../data/at.ts';
import { dayMs } from '../../data/calendar/calendar-days.ts';
import type { CandleSeries } from '../../data/candle.ts';
import type { DayColumn } from './variance-proxy.ts';

/** Realised measures by day, variances in %^2, from returns inside the day. */
export type RealisedMeasures = DayColumn & {
  /** Part of the variance that falls made: the sum of squared returns below 0. */
  readonly downside: Float64Array;
  /** pi / 2 times the sum of |r_i| |r_i-1|: the variance without jumps. */
  readonly bipower: Float64Array;
  /** n / 3 times the sum of r^4, in %^4. */
  readonly quarticity: Float64Array;
};

export type DayKind = {
  /**
   * `sessions`: the market opens and closes. The day's variance has the overnight return, the first candle from open to
   * close, and the moves from close to close. `always-open`: moves from close to close alone, the first from the day before.
   */
  market: 'sessions' | 'always-open';
  /** Days with fewer candles than this are left out. 24 for hours of a market that never closes. */
  leastCandles?: number;
};

/** First row of each UTC day, and the end. */
function dayStarts({ openAt, length }: CandleSeries): number[] {
  const starts: number[] = [];
  const dayOfRow = (row: number) => Math.floor(at(openAt, row) / dayMs);
  for (let row = 0; row < length; row += 1) {
    if (row === 0 || dayOfRow(row) !== dayOfRow(row - 1)) starts.push(row);
  }
  return [...starts, length];
}

/** Log returns in % of the candles [from, to) of one day, row `from` being above 0. */
function returnsWithin({ open, close }: CandleSeries, from: number, to: number, market: DayKind['market']): number[] {
  const change = (price: number, before: number) => 100 * Math.log(price / before);
  const first =
    market === 'sessions'
      ? [change(at(open, from), at(close, from - 1)), change(at(close, from), at(open, from))]
      : [change(at(close, from), at(close, from - 1))];
  const rest = Array.from({ length: to - from - 1 }, (_, k) => change(at(close, from + k + 1), at(close, from + k)));
  return [...first, ...rest];
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

function measuresOf(returns: readonly number[]) {
  const neighbours = returns.slice(1).map((r, i) => Math.abs(r) * Math.abs(returns[i] ?? 0));
  return {
    values: sum(returns.map(r => r ** 2)),
    downside: sum(returns.map(r => (r < 0 ? r ** 2 : 0))),
    bipower: (Math.PI / 2) * sum(neighbours),
    quarticity: (returns.length / 3) * sum(returns.map(r => r ** 4)),
  };
}

/**
 * Realised variance of each UTC day from candles shorter than a day. The first day has no close before it and is left
 * out, as are days with too few candles. A session must not cross midnight UTC.
 * Source: Andersen, Bollerslev, Diebold and Labys, Econometrica 71 (2003) 579-625; semivariance: Barndorff-Nielsen,
 * Kinnebrock and Shephard, 2010; bipower: Barndorff-Nielsen and Shephard, Journal of Financial Econometrics 2 (2004) 1-37.
 */
export function realisedVariance(series: CandleSeries, { market, leastCandles = 1 }: DayKind): RealisedMeasures {
  const starts = dayStarts(series);
  const days = starts.slice(1, -1).flatMap((from, k) => {
    const to = starts[k + 2] ?? from;
    if (to - from < leastCandles) return [];
    const dayAt = Math.floor(at(series.openAt, from) / dayMs) * dayMs;
    return [{ dayAt, ...measuresOf(returnsWithin(series, from, to, market)) }];
  });
  const column = (name: keyof (typeof days)[number]) => Float64Array.from(days, day => day[name]);
  return {
    dayAt: column('dayAt'),
    values: column('values'),
    downside: column('downside'),
    bipower: column('bipower'),
    quarticity: column('quarticity'),
  };
}
