import { QuaestorError } from '../config/errors.ts';
import { at } from './at.ts';
import { alwaysOpen } from './calendar/always-open.ts';
import { dayMs, numberOfDay, weekdayOf } from './calendar/calendar-days.ts';
import type { Session, TradingCalendar } from './calendar/trading-calendar.ts';
import { type CandleSeries, dayOf, sliceSeries, Timeframe, timeframeMs } from './candle.ts';
import { phaseOf } from './quality/grid.ts';

/** The longer candle to which a candle belongs, and the instant before which the next candles do too. */
type Place = { start: number; untilAt: number };

/** Undefined for a candle outside every session. */
type PlaceOf = (openAt: number) => Place | undefined;

/** Rows [from, to) that belong to the longer candle which starts at `start`. */
type Segment = { start: number; from: number; to: number };

const mondayOf = (day: number): number => day - ((weekdayOf(day) + 6) % 7);

/** Days carry the date already; shorter candles get the date of their session: that of their start before that of their end. */
function placeOf(from: Timeframe, to: Timeframe, calendar: TradingCalendar): PlaceOf {
  const [step, length] = [timeframeMs[from], timeframeMs[to]];
  if (from === '1d') {
    const weekOf = (openAt: number) => mondayOf(Math.floor(openAt / dayMs)) * dayMs;
    return at => (calendar.isTradingDay(dayOf(at)) ? { start: weekOf(at), untilAt: at } : undefined);
  }
  let current: Session | undefined;
  const sessionOf = (openAt: number): Session | undefined => {
    const still = current && openAt >= current.openAt && openAt < current.closeAt;
    if (!still) current = calendar.sessionOf(openAt) ?? calendar.sessionOf(openAt + step - 1);
    return current;
  };
  const startIn = (session: Session, openAt: number): Place => {
    if (length < dayMs) {
      const start = openAt - phaseOf(openAt, length);
      return { start, untilAt: Math.min(start + length, session.closeAt) };
    }
    const day = numberOfDay(session.day);
    return { start: (to === '1d' ? day : mondayOf(day)) * dayMs, untilAt: session.closeAt };
  };
  return openAt => {
    const session = sessionOf(openAt);
    return session && startIn(session, openAt);
  };
}

function segmentsOf(openAt: Float64Array, place: PlaceOf): Segment[] {
  const segments: Segment[] = [];
  for (let row = 0; row < openAt.length; ) {
    const found = place(at(openAt, row));
    const from = row;
    do row += 1;
    while (found && at(openAt, row) < found.untilAt);
    if (found) segments.push({ start: found.start, from, to: row });
  }
  return segments;
}

/** A table to write longer candles into; `length` counts those that are there. */
function emptySeries(series: CandleSeries, timeframe: Timeframe, most: number) {
  const column = () => new Float64Array(most);
  return {
    ...{ symbol: series.symbol, timeframe, length: 0, openAt: column() },
    ...{ open: column(), high: column(), low: column(), close: column(), volume: column() },
  };
}

type Draft = ReturnType<typeof emptySeries>;

function begin(draft: Draft, { start, from }: Segment, series: CandleSeries): void {
  const i = draft.length;
  draft.length += 1;
  draft.openAt[i] = start;
  draft.open[i] = at(series.open, from);
  draft.high[i] = Number.NEGATIVE_INFINITY;
  draft.low[i] = Number.POSITIVE_INFINITY;
}

function add(draft: Draft, { from, to }: Segment, { high, low, close, volume }: CandleSeries): void {
  const i = draft.length - 1;
  let [highest, lowest, traded] = [at(draft.high, i), at(draft.low, i), at(draft.volume, i)];
  for (let row = from; row < to; row += 1) {
    const [above, below] = [at(high, row), at(low, row)];
    if (above > highest) highest = above;
    if (below < lowest) lowest = below;
    traded += at(volume, row);
  }
  draft.high[i] = highest;
  draft.low[i] = lowest;
  draft.close[i] = at(close, to - 1);
  draft.volume[i] = traded;
}

/** When the last trading of a longer candle ends (UTC ms). */
function endOf(start: number, timeframe: Timeframe, calendar: TradingCalendar): number {
  const length = timeframeMs[timeframe];
  if (length < dayMs) return start + length;
  const [first, last] = [dayOf(start), dayOf(start + length - 1)];
  const sessions = calendar.sessions(start - dayMs, start + length + dayMs);
  return sessions.filter(({ day }) => day >= first && day <= last).at(-1)?.closeAt ?? start + length;
}

/** True when the calendar expects no further candle inside the longer one. */
function isComplete(lastAt: number, start: number, from: Timeframe, to: Timeframe, calendar: TradingCalendar): boolean {
  const next = lastAt + timeframeMs[from];
  if (from === '1d') return calendar.expectedOpens('1d', next, start + timeframeMs[to]).length === 0;
  const phase = phaseOf(lastAt, timeframeMs[from]);
  return calendar.expectedOpens(from, next, endOf(start, to, calendar), phase).length === 0;
}

function checkTimeframes(from: Timeframe, to: Timeframe): void {
  const lengthened = Timeframe.options.filter(
    one => timeframeMs[one] > timeframeMs[from] && timeframeMs[one] % timeframeMs[from] === 0,
  );
  if (lengthened.includes(to)) return;
  const list = lengthened.join(', ') || '–';
  throw new QuaestorError('user.bad-request', {
    en: `Candles of ${from} cannot be made into candles of ${to}. Possible: ${list}.`,
    fr: `Des bougies ${from} ne peuvent pas devenir des bougies ${to}. Possibles : ${list}.`,
  });
}

/**
 * Longer candles from shorter ones. Intraday candles lie on the UTC clock grid, days carry their session's date at 00:00
 * UTC, weeks start on Monday. Candles that lie in no session of the calendar are left out, as exchanges do in their own
 * days; what is missing stays missing. Adding later candles changes no candle of the answer. O(n).
 * A candle that reaches over the break between two sessions counts to the first: days of a market with short breaks
 * (CME, FOREX) come out exactly from candles of at most an hour.
 * @param keepOpen also gives the last candle while the calendar expects more of it
 * @throws QuaestorError `user.bad-request` unless the longer timeframe is a multiple of the shorter
 */
export function resample(
  series: CandleSeries,
  timeframe: Timeframe,
  calendar: TradingCalendar = alwaysOpen,
  { keepOpen = false }: { keepOpen?: boolean } = {},
): CandleSeries {
  const from = series.timeframe;
  if (from === timeframe) return series;
  checkTimeframes(from, timeframe);
  const segments = segmentsOf(series.openAt, placeOf(from, timeframe, calendar));
  const draft = emptySeries(series, timeframe, segments.length);
  for (const segment of segments) {
    if (draft.length === 0 || segment.start !== at(draft.openAt, draft.length - 1)) begin(draft, segment, series);
    add(draft, segment, series);
  }
  const last = segments.at(-1);
  const whole = keepOpen || !last || isComplete(at(series.openAt, last.to - 1), last.start, from, timeframe, calendar);
  return sliceSeries(draft, 0, whole ? draft.length : draft.length - 1);
}
