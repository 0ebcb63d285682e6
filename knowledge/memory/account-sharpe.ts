import { at } from '../../data/at.ts';
import { dayMs } from '../../data/calendar/calendar-days.ts';
import { type CandleSeries, closedAt, lastClosedIndex } from '../../data/candle.ts';
import type { Fill, LedgerRow } from '../../data/ledger-row.ts';
import { sharpeRatio } from '../../models/performance/return-statistics.ts';
import { equitiesAt, type SeriesOf } from './account-equity.ts';

/** Sharpe ratio of the account's daily returns, annualised; `value` is undefined below `leastReturns` of them. */
export type AccountSharpe = { days: number; observations: number; value: number | undefined };

/** Fewer daily returns than this say nothing about a ratio. */
export const leastReturns = 20;

export type SharpeOptions = {
  now: number;
  windows: readonly number[];
  calendar: CandleSeries;
  seriesOf: SeriesOf;
  daysPerYear: number;
};

const filledAt = (row: LedgerRow): number =>
  row.kind === 'fill' ? (row.body as Fill).filledAt : Number.NEGATIVE_INFINITY;

const returnsOf = (equities: readonly number[]): Float64Array =>
  Float64Array.from(equities.slice(1), (equity, i) => equity / (equities[i] ?? Number.NaN) - 1);

/**
 * Sharpe ratios over the last days of the market's clock, from equity at the close of each day on which `calendar` has a
 * candle, since the first fill: an account that had not traded yet has no returns. mean / sample deviation * sqrt(days a year).
 * @param now market instant, UTC ms
 * @param windows lengths in days, each a ratio of its own
 */
export function accountSharpes(
  rows: readonly LedgerRow[],
  { now, windows, calendar, seriesOf, daysPerYear }: SharpeOptions,
): AccountSharpe[] {
  const first = rows.find(row => row.kind === 'fill');
  const startAt = first ? filledAt(first) : Number.POSITIVE_INFINITY;
  const beginOf = (days: number) => lastClosedIndex(calendar, Math.max(now - days * dayMs, startAt));
  const last = lastClosedIndex(calendar, now);
  const from = beginOf(Math.max(...windows));
  const rowsShown = first && from >= 0 ? last - from + 1 : 0;
  const instants = Array.from({ length: Math.max(0, rowsShown) }, (_, i) =>
    closedAt(at(calendar.openAt, from + i), calendar.timeframe),
  );
  const equities = equitiesAt(rows, instants, seriesOf);
  return windows.map(days => {
    const returns = returnsOf(equities.slice(Math.max(0, beginOf(days) - from)));
    const ratio = returns.length < leastReturns ? undefined : sharpeRatio(returns, daysPerYear).value;
    return { days, observations: returns.length, value: ratio ?? undefined };
  });
}
