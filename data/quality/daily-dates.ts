import { at } from '../at.ts';
import { dayMs, numberOfDay } from '../calendar/calendar-days.ts';
import type { TradingCalendar } from '../calendar/trading-calendar.ts';
import { offsetMs } from '../calendar/zone-clock.ts';
import type { Expected, Repaired } from './check.ts';
import { findingsOfRows } from './findings-of-rows.ts';
import type { RawCandles } from './raw-candles.ts';
import { rowsWhere } from './rows-where.ts';
import { withColumns } from './with-rows.ts';

/** The date (00:00 UTC, ms) for which a daily candle stands when it is stamped with some local hour; undefined otherwise. */
type Reading = { name: string; dateOf(time: number, calendar: TradingCalendar): number | undefined };

const dateOfSession = (day: string | undefined): number | undefined =>
  day === undefined ? undefined : numberOfDay(day) * dayMs;

const readings: readonly Reading[] = [
  {
    name: 'midnight',
    dateOf(time, calendar) {
      const local = time + offsetMs(calendar.timeZone, time);
      return local % dayMs === 0 ? local : undefined;
    },
  },
  {
    name: 'the open of the session',
    dateOf(time, calendar) {
      const session = calendar.sessionOf(time);
      return session?.openAt === time ? dateOfSession(session.day) : undefined;
    },
  },
  {
    name: 'the close of the session',
    dateOf(time, calendar) {
      const session = calendar.sessionOf(time - 1);
      return session?.closeAt === time ? dateOfSession(session.day) : undefined;
    },
  },
];

/** Every row by one reading; undefined when a row contradicts it. */
function datesBy(reading: Reading, rows: readonly number[], openAt: Float64Array, calendar: TradingCalendar) {
  const dates = openAt.slice();
  for (const row of rows) {
    const date = reading.dateOf(at(openAt, row), calendar);
    if (date === undefined) return undefined;
    dates[row] = date;
  }
  return dates;
}

/**
 * Daily candles that are stamped with the market's local midnight (05:00Z and 04:00Z for New York), with its open or with
 * its close get 00:00 UTC of their date. Certain only when one of these readings fits every row that is off midnight.
 */
export function dailyDates(raw: RawCandles, { timeframe, calendar }: Expected): Repaired {
  const rows = timeframe === '1d' ? rowsWhere(raw.length, row => at(raw.openAt, row) % dayMs !== 0) : [];
  for (const reading of rows.length > 0 ? readings : []) {
    const openAt = datesBy(reading, rows, raw.openAt, calendar);
    if (!openAt) continue;
    const findings = findingsOfRows(rows, openAt, {
      fault: 'time-zone-slip',
      remedy: 'repaired',
      detail: (row, count) =>
        `${count} daily candles are stamped with ${reading.name} in ${calendar.timeZone}, such as ${new Date(at(raw.openAt, row)).toISOString()}; they get their date`,
    });
    return { raw: withColumns(raw, { openAt }), findings };
  }
  return { raw, findings: [] };
}
