import { dayOf, type Timeframe, timeframeMs } from '../candle.ts';
import { dayMs, numberOfDay, weekdayOf } from './calendar-days.ts';
import type { Session, TradingCalendar } from './trading-calendar.ts';
import { instantOfWall } from './zone-clock.ts';

/** Minutes from local midnight of the session's date; an open on the evening before is negative. */
export type Hours = { open: number; close: number };

export type CalendarRule = {
  name: string;
  timeZone: string;
  daysPerYear: number;
  /** Hours of a date (days since 1970-01-01); undefined when there is no session. */
  hoursOn(day: number): Hours | undefined;
};

const minuteMs = 60_000;

/** A calendar of at most one session a date, from the rule that gives its local hours. */
export class SessionCalendar implements TradingCalendar {
  readonly name: string;
  readonly timeZone: string;
  readonly daysPerYear: number;
  readonly #rule: CalendarRule;
  readonly #known = new Map<number, Session | undefined>();

  constructor(rule: CalendarRule) {
    this.name = rule.name;
    this.timeZone = rule.timeZone;
    this.daysPerYear = rule.daysPerYear;
    this.#rule = rule;
  }

  isTradingDay(day: string): boolean {
    return this.#rule.hoursOn(numberOfDay(day)) !== undefined;
  }

  sessions(fromAt: number, untilAt: number): Session[] {
    const found: Session[] = [];
    // A session may open on the evening before its date, and local dates may differ from those of UTC by one.
    const last = Math.floor(untilAt / dayMs) + 1;
    for (let day = Math.floor(fromAt / dayMs) - 1; day <= last; day += 1) {
      const session = this.#sessionOn(day);
      if (session && session.closeAt > fromAt && session.openAt < untilAt) found.push(session);
    }
    return found;
  }

  isOpen(at: number): boolean {
    return this.sessionOf(at) !== undefined;
  }

  sessionOf(at: number): Session | undefined {
    const utcDay = Math.floor(at / dayMs);
    for (let day = utcDay - 1; day <= utcDay + 1; day += 1) {
      const session = this.#sessionOn(day);
      if (session && session.openAt <= at && at < session.closeAt) return session;
    }
    return undefined;
  }

  expectedOpens(timeframe: Timeframe, fromAt: number, untilAt: number, phaseMs = 0): Float64Array {
    if (timeframe === '1w') return this.#weeks(fromAt, untilAt);
    if (timeframe === '1d') return this.#days(fromAt, untilAt);
    return this.#intraday(timeframeMs[timeframe], fromAt, untilAt, phaseMs);
  }

  #sessionOn(day: number): Session | undefined {
    if (this.#known.has(day)) return this.#known.get(day);
    const hours = this.#rule.hoursOn(day);
    const at = (minute: number) => instantOfWall(this.timeZone, day * dayMs + minute * minuteMs);
    const session = hours && { openAt: at(hours.open), closeAt: at(hours.close), day: dayOf(day * dayMs) };
    this.#known.set(day, session);
    return session;
  }

  #days(fromAt: number, untilAt: number): Float64Array {
    const opens: number[] = [];
    for (let day = Math.ceil(fromAt / dayMs); day * dayMs < untilAt; day += 1) {
      if (this.#sessionOn(day)) opens.push(day * dayMs);
    }
    return Float64Array.from(opens);
  }

  #weeks(fromAt: number, untilAt: number): Float64Array {
    const opens: number[] = [];
    const first = Math.ceil(fromAt / dayMs);
    for (let monday = first + ((8 - weekdayOf(first)) % 7); monday * dayMs < untilAt; monday += 7) {
      const days = [0, 1, 2, 3, 4, 5, 6].map(ahead => this.#sessionOn(monday + ahead));
      if (days.some(session => session)) opens.push(monday * dayMs);
    }
    return Float64Array.from(opens);
  }

  #intraday(stepMs: number, fromAt: number, untilAt: number, phaseMs: number): Float64Array {
    const sessions = this.sessions(fromAt, untilAt);
    const most = sessions.reduce((sum, one) => sum + Math.ceil((one.closeAt - one.openAt) / stepMs) + 1, 0);
    const opens = new Float64Array(most);
    let count = 0;
    // One candle may hold the end of a session and the start of the next: it is expected once.
    let next = Math.ceil((fromAt - phaseMs) / stepMs) * stepMs + phaseMs;
    for (const { openAt, closeAt } of sessions) {
      const end = Math.min(closeAt, untilAt);
      let at = Math.max(next, Math.floor((openAt - phaseMs) / stepMs) * stepMs + phaseMs);
      for (; at < end; at += stepMs) {
        opens[count] = at;
        count += 1;
      }
      next = Math.max(next, at);
    }
    return opens.subarray(0, count);
  }
}
