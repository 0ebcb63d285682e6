import { at } from '../../data/at.ts';
import { type CandleSeries, closedAt, lastClosedIndex } from '../../data/candle.ts';
import type { Fill, LedgerRow } from '../../data/ledger-row.ts';
import { foldPortfolio, marketValue } from '../../data/portfolio.ts';
import { sharpeRatio } from '../../models/performance/return-statistics.ts';

/** Sharpe ratio of the account's daily returns, annualised; `value` is undefined below `leastReturns` of them. */
export type AccountSharpe = { days: number; observations: number; value: number | undefined };

/** Fewer daily returns than this say nothing about a ratio. */
export const leastReturns = 20;

const dayMs = 86_400_000;

type SeriesOf = (symbol: string) => CandleSeries | undefined;

const filledAt = (row: LedgerRow): number =>
  row.kind === 'fill' ? (row.body as Fill).filledAt : Number.NEGATIVE_INFINITY;

/** Equity at an instant: what had been filled by then at the last closes by then; NaN where a close is not known. */
function equityAt(rows: readonly LedgerRow[], instant: number, seriesOf: SeriesOf): number {
  const then = foldPortfolio(rows.filter(row => filledAt(row) <= instant));
  const value = marketValue(then, symbol => {
    const series = seriesOf(symbol);
    return series && at(series.close, lastClosedIndex(series, instant));
  });
  return value === undefined ? Number.NaN : then.cashUsd + value;
}

/**
 * Sharpe ratio over the last days of the market's clock, from equity at the close of each day on which `calendar` has a
 * candle, since the first fill: an account that had not traded yet has no returns. mean / sample deviation * sqrt(days a year).
 * @param now market instant, UTC ms
 */
export function accountSharpe(
  rows: readonly LedgerRow[],
  {
    now,
    days,
    calendar,
    seriesOf,
    daysPerYear,
  }: { now: number; days: number; calendar: CandleSeries; seriesOf: SeriesOf; daysPerYear: number },
): AccountSharpe {
  const first = rows.find(row => row.kind === 'fill');
  const from = Math.max(now - days * dayMs, first ? filledAt(first) : Number.POSITIVE_INFINITY);
  const last = lastClosedIndex(calendar, now);
  const equities: number[] = [];
  for (let i = lastClosedIndex(calendar, from); i >= 0 && i <= last; i += 1) {
    equities.push(equityAt(rows, closedAt(at(calendar.openAt, i), calendar.timeframe), seriesOf));
  }
  const returns = Float64Array.from(equities.slice(1), (equity, i) => equity / (equities[i] ?? Number.NaN) - 1);
  const ratio = returns.length < leastReturns ? undefined : sharpeRatio(returns, daysPerYear).value;
  return { days, observations: returns.length, value: ratio ?? undefined };
}
