import { calendarOf } from '../../../data/calendar/calendar-of.ts';
import { nyse } from '../../../data/calendar/nyse.ts';
import type { CandleSeries, Timeframe } from '../../../data/candle.ts';
import type { Finding } from '../../../data/quality/finding.ts';
import { inspect } from '../../../data/quality/inspect.ts';
import type { RawCandles } from '../../../data/quality/raw-candles.ts';

type Row = readonly [openAt: number, open: number, high: number, low: number, close: number, volume: number];

export const rawOf = (rows: readonly Row[]): RawCandles => {
  const column = (place: number) => Float64Array.from(rows, row => row[place] ?? Number.NaN);
  return {
    length: rows.length,
    openAt: column(0),
    open: column(1),
    high: column(2),
    low: column(3),
    close: column(4),
    volume: column(5),
  };
};

export const rowsOf = ({ openAt, open, high, low, close, volume }: RawCandles): Row[] =>
  [...openAt].map((time, i) => {
    const at = (column: Float64Array) => column[i] ?? Number.NaN;
    return [time, at(open), at(high), at(low), at(close), at(volume)];
  });

/** A quiet row: the price rises by a hundredth each step from 100. */
export const quiet = (openAt: number, i: number): Row => {
  const price = 100 + i / 100;
  return [openAt, price, price + 1, price - 1, price + 0.01, 1000 + (i % 7)];
};

/** Quiet hours of 24/7 trading from 2024-01-01. */
export const hours = (count: number): Row[] =>
  Array.from({ length: count }, (_, i) => quiet(Date.UTC(2024, 0, 1) + i * 3_600_000, i));

/** Quiet candles of New York from 2024-01-02, on every place that the calendar expects. */
export const newYork = (timeframe: Timeframe, days: number): Row[] => {
  const from = Date.UTC(2024, 0, 2);
  return [...nyse.expectedOpens(timeframe, from, from + days * 86_400_000)].map(quiet);
};

export function inspected(
  rows: readonly Row[],
  {
    timeframe = '1h',
    calendar = '24/7',
    now,
  }: { timeframe?: Timeframe; calendar?: '24/7' | 'NYSE'; now?: number } = {},
): { series: CandleSeries; findings: Finding[] } {
  const expected = { symbol: 'X', timeframe, calendar: calendarOf(calendar) };
  return inspect(rawOf(rows), now === undefined ? expected : { ...expected, now });
}

/** Fault, remedy and count of each finding: what most tests compare. */
export const told = (findings: readonly Finding[]): string[] =>
  findings.map(({ fault, remedy, count }) => `${fault} ${remedy} ${count}`);
