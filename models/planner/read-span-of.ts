import { calendarDay } from './calendar-day.ts';
import type { Duration } from './read-duration.ts';
import type { Span } from './read-span.ts';
import { Sentence } from './sentence.ts';

/** Time that a sentence names, for tools that take a span: days from to, or a number of latest daily candles. */
export type NamedTime = Span & { candles?: number };

const candlesOf: Record<Duration['unit'], number> = { hour: 1, day: 1, week: 5, month: 21, year: 252 };

function daysBack({ count, unit }: Duration, today: string): string {
  if (unit === 'year' || unit === 'month')
    return calendarDay.addMonths(today, -Math.round(count * (unit === 'year' ? 12 : 1)));
  return calendarDay.addDays(today, -Math.ceil(count * (unit === 'week' ? 7 : 1)));
}

const lastYear = (today: string): Span => calendarDay.months(calendarDay.yearOf(today) - 1, 1, 12);

/** A span up to today is open; a later end stands, since another history may reach further. */
const openToday = ({ from, to }: Span, today: string): Span => ({
  ...(from === undefined ? {} : { from }),
  ...(to === undefined || to === today ? {} : { to }),
});

function ofDuration(length: Duration, today: string, mostCandles: number): NamedTime {
  const candles = Math.round(length.count * candlesOf[length.unit]);
  if (candles <= mostCandles) return { candles };
  if (length.calendar && length.unit === 'year' && length.count === 1) return lastYear(today);
  return { from: daysBack(length, today) };
}

/** The time of a sentence. `mostCandles` is how many latest candles the tool can take: 0 when it only takes days. */
export function spanOf(sentence: Sentence, today: string, mostCandles: number): NamedTime {
  const spans = Sentence.all(sentence, 'span').map(({ value }) => value as Span);
  if (spans.length > 0) return openToday(Object.assign({}, ...spans) as Span, today);
  const length = Sentence.all(sentence, 'duration')
    .map(({ value }) => value as Duration)
    .find(({ next, unit }) => !next && unit !== 'hour');
  return length ? ofDuration(length, today, mostCandles) : {};
}
