import { offsetMs } from '../calendar/zone-clock.ts';
import type { Timeframe } from '../candle.ts';
import { timeframeMs } from '../candle.ts';
import type { RawRow } from './raw-rows.ts';
import type { YahooChart } from './yahoo-client.ts';

const dayMs = timeframeMs['1d'];

/** Start of the UTC day that carries the same date as the clocks of a zone show at an instant. */
const dateIn = (zone: string, at: number): number => Math.floor((at + offsetMs(zone, at)) / dayMs) * dayMs;

/** Kinds of which no volume is traded as such: Yahoo writes 0 or nothing, and means the same. */
const withoutVolume = new Set(['INDEX', 'CURRENCY']);

/**
 * The stamp of the candle that a row belongs to. Yahoo stamps days with their open or with local midnight, and the
 * running candle with the instant of its last trade.
 */
function stampOf({ meta }: YahooChart, timeframe: Timeframe, at: number): number {
  if (timeframe === '1d') return dateIn(meta.exchangeTimezoneName, at);
  const step = timeframeMs[timeframe];
  const phase = (((at - meta.currentTradingPeriod.regular.start.getTime()) % step) + step) % step;
  return at - phase;
}

/** Two rows of one candle: the running one comes again with its last trade. */
const joined = (first: RawRow, second: RawRow): RawRow => [
  first[0],
  first[1],
  Math.max(first[2], second[2]),
  Math.min(first[3], second[3]),
  second[4],
  Math.max(first[5], second[5]),
];

export type YahooRow = { row: RawRow; adjustedClose: number };

type Quote = YahooChart['quotes'][number];

function rowOf({ open, high, low, close, volume }: Quote, stamp: number, noVolume: number): RawRow {
  const cell = (value: number | null): number => value ?? Number.NaN;
  return [stamp, cell(open), cell(high), cell(low), cell(close), volume ?? noVolume];
}

/**
 * The rows of a chart that are candles, stamped our way, oldest first. Rows without a close are Yahoo's way to say that
 * nothing was traded: they are left out.
 */
export function yahooRows(chart: YahooChart, timeframe: Timeframe): YahooRow[] {
  const rows: YahooRow[] = [];
  const noVolume = withoutVolume.has(chart.meta.instrumentType) ? 0 : Number.NaN;
  const last = chart.quotes.at(-1);
  for (const quote of chart.quotes.filter(one => one.close !== null)) {
    const at = quote.date instanceof Date ? quote.date.getTime() : Number.NaN;
    const stamp = timeframe === '1d' || quote === last ? stampOf(chart, timeframe, at) : at;
    const row = rowOf(quote, stamp, noVolume);
    const adjustedClose = quote.adjclose ?? Number.NaN;
    const before = rows.at(-1);
    if (before?.row[0] === stamp) rows[rows.length - 1] = { row: joined(before.row, row), adjustedClose };
    else rows.push({ row, adjustedClose });
  }
  return rows;
}

/**
 * The instant up to which candles of a chart may count as over: the source's clock, held back before the end of a day
 * whose session still runs.
 */
export function overUntil({ meta }: YahooChart, timeframe: Timeframe, serverAt: number): number {
  const { start, end } = meta.currentTradingPeriod.regular;
  if (timeframe !== '1d' || serverAt >= end.getTime()) return serverAt;
  return Math.min(serverAt, dateIn(meta.exchangeTimezoneName, start.getTime()) + dayMs - 1);
}
