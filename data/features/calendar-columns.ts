import { at } from '../at.ts';
import { dayMs, isWeekend, numberOfDay, weekdayOf } from '../calendar/calendar-days.ts';
import type { Session, TradingCalendar } from '../calendar/trading-calendar.ts';
import { offsetMs } from '../calendar/zone-clock.ts';
import { type CandleSeries, timeframeMs } from '../candle.ts';
import type { Columns } from './kernel.ts';
import { isIntraday, type SessionRows } from './session-rows.ts';

const minuteMs = 60_000;
const daysPerWeek = 7;
const daysOfYear = 365.25;
/** An ordinary Wednesday without a holiday anywhere, and the Saturday after. */
const ordinaryAt = Date.UTC(2019, 5, 12, 12);
const ordinarySaturday = '2019-06-15';

/** A session shorter than this share of the longest of the `sessionsBefore` before it is a half day. */
const halfDayShare = 0.95;
const sessionsBefore = 5;

/**
 * What the market's calendar says of each candle, in the exchange's own time; all of it is settled before the candle.
 * `calendar.day` is the exchange's date as days since 1970-01-01, `calendar.weekday` 0 for Sunday, `calendar.minute` the
 * minute of the exchange's day at which an intraday candle opens, `calendar.rows_per_year` how many such candles a year
 * holds. Columns that say nothing of a series are absent: hours of daily candles, weekdays of weekly ones, rests of a
 * market that never rests. NaN for a candle outside every session.
 */
export function calendarColumns(series: CandleSeries, calendar: TradingCalendar, rows: SessionRows): Columns {
  const day = dayColumn(series, rows);
  const rowsPerYear = new Float64Array(series.length).fill(rowsInYear(series, calendar));
  return {
    'calendar.day': day,
    'calendar.rows_per_year': rowsPerYear,
    ...(series.timeframe === '1w' ? {} : { 'calendar.weekday': day.map(weekdayOf) }),
    ...(series.timeframe === '1w' || calendar.isTradingDay(ordinarySaturday) ? {} : restColumns(rows)),
    ...(isIntraday(series) ? clockColumns(series, calendar, rows) : {}),
  };
}

/** One value per session, spread to its candles. */
function spread({ sessions, of }: SessionRows, tell: (session: Session, k: number) => number): Float64Array {
  const told = Float64Array.from(sessions, tell);
  const values = new Float64Array(of.length);
  for (let i = 0; i < of.length; i += 1) values[i] = at(told, of[i] ?? -1);
  return values;
}

const dayColumn = (series: CandleSeries, rows: SessionRows): Float64Array =>
  isIntraday(series)
    ? spread(rows, one => numberOfDay(one.day))
    : series.openAt.map(openAt => Math.floor(openAt / dayMs));

function rowsInYear({ timeframe }: CandleSeries, calendar: TradingCalendar): number {
  if (timeframe === '1w') return daysOfYear / daysPerWeek;
  const session = calendar.sessionOf(ordinaryAt) ?? calendar.sessions(ordinaryAt, ordinaryAt + dayMs)[0];
  const length = session ? session.closeAt - session.openAt : dayMs;
  return calendar.daysPerYear * Math.ceil(length / timeframeMs[timeframe]);
}

/** `session.days_since_previous` in calendar days, and flags for the first session after a holiday and for half days. */
function restColumns(rows: SessionRows): Columns {
  const days = Float64Array.from(rows.sessions, one => numberOfDay(one.day));
  const lengths = Float64Array.from(rows.sessions, one => one.closeAt - one.openAt);
  const longestBefore = (k: number): number => Math.max(...lengths.subarray(Math.max(0, k - sessionsBefore), k));
  return {
    'session.days_since_previous': spread(rows, (_, k) => at(days, k) - at(days, k - 1)),
    'session.after_holiday': spread(rows, (_, k) => Number(weekdaysBetween(at(days, k - 1), at(days, k)) > 0)),
    'session.half_day': spread(rows, (_, k) => Number(at(lengths, k) < halfDayShare * longestBefore(k))),
  };
}

/** Weekdays after one day and before another. */
function weekdaysBetween(from: number, until: number): number {
  let count = 0;
  for (let day = from + 1; day < until; day += 1) count += isWeekend(day) ? 0 : 1;
  return count;
}

/** Where in its session a candle stands when it closes. */
function clockColumns(series: CandleSeries, { timeZone }: TradingCalendar, { sessions, of }: SessionRows): Columns {
  const stepMs = timeframeMs[series.timeframe];
  const opens = Float64Array.from(sessions, one => one.openAt);
  const closes = Float64Array.from(sessions, one => one.closeAt);
  const offsets = opens.map(open => offsetMs(timeZone, open));
  const column = (): Float64Array => new Float64Array(series.length);
  const [minute, minutesOpen, minutesLeft, fraction] = [column(), column(), column(), column()];
  for (let i = 0; i < series.length; i += 1) {
    const k = of[i] ?? -1;
    const openAt = at(series.openAt, i);
    const open = at(opens, k);
    const close = at(closes, k);
    const end = Math.min(openAt + stepMs, close);
    minute[i] = minuteOfDay(openAt + at(offsets, k));
    minutesOpen[i] = (end - open) / minuteMs;
    minutesLeft[i] = (close - end) / minuteMs;
    fraction[i] = (end - open) / (close - open);
  }
  return {
    'calendar.minute': minute,
    'session.minutes_open': minutesOpen,
    'session.minutes_left': minutesLeft,
    'session.fraction': fraction,
  };
}

const minuteOfDay = (wallMs: number): number => (wallMs - Math.floor(wallMs / dayMs) * dayMs) / minuteMs;
