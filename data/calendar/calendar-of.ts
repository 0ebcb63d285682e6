import { alwaysOpen } from './always-open.ts';
import { cme } from './cme.ts';
import { euronext } from './euronext.ts';
import { forex } from './forex.ts';
import { nyse } from './nyse.ts';
import type { TradingCalendar } from './trading-calendar.ts';

const calendars = { '24/7': alwaysOpen, NYSE: nyse, CME: cme, FOREX: forex, EURONEXT: euronext };

export type CalendarName = keyof typeof calendars;

/** The calendar that an instrument names. */
export const calendarOf = (name: CalendarName): TradingCalendar => calendars[name];
