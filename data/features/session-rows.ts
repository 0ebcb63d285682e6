import { at } from '../at.ts';
import { dayMs, numberOfDay } from '../calendar/calendar-days.ts';
import type { Session, TradingCalendar } from '../calendar/trading-calendar.ts';
import { type CandleSeries, timeframeMs } from '../candle.ts';

/** The sessions about a series, oldest first, and for each candle the index of its own; -1 where it lies in none. */
export type SessionRows = { readonly sessions: readonly Session[]; readonly of: Int32Array };

/** Long enough before the first candle that its session has neighbours in every calendar. */
const runUpMs = 14 * dayMs;

/** Whether candles are shorter than a day, so that a session holds several. */
export const isIntraday = ({ timeframe }: CandleSeries): boolean => timeframeMs[timeframe] < dayMs;

/**
 * Finds the session of every candle: the last one that begins before an intraday candle ends and ends after it begins; for
 * longer candles that of their date. O(n + sessions).
 */
export function sessionRows(series: CandleSeries, calendar: TradingCalendar): SessionRows {
  const { openAt, length } = series;
  const of = new Int32Array(length).fill(-1);
  if (length === 0) return { sessions: [], of };
  const sessions = calendar.sessions(at(openAt, 0) - runUpMs, at(openAt, length - 1) + dayMs);
  const [begins, ends] = spansOf(sessions, isIntraday(series));
  const stepMs = isIntraday(series) ? timeframeMs[series.timeframe] : 1;
  let next = 0;
  for (let i = 0; i < length; i += 1) {
    const from = at(openAt, i);
    while (at(begins, next) < from + stepMs) next += 1;
    if (at(ends, next - 1) > from) of[i] = next - 1;
  }
  return { sessions, of };
}

/** Begin and end (UTC ms) of what belongs to a session: its hours, or the UTC day of its date. */
function spansOf(sessions: readonly Session[], byHours: boolean): readonly [Float64Array, Float64Array] {
  const begins = Float64Array.from(sessions, one => (byHours ? one.openAt : numberOfDay(one.day) * dayMs));
  const ends = Float64Array.from(sessions, (one, k) => (byHours ? one.closeAt : at(begins, k) + dayMs));
  return [begins, ends];
}
