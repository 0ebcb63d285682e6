const dayMs = 86_400_000;

const iso = (at: number): string => new Date(at).toISOString().slice(0, 10);

const parts = (day: string): [number, number, number] => {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  return [year, month, date];
};

/** Days of the calendar as YYYY-MM-DD, without clocks or time zones. */
export const calendarDay = {
  /** The day, or undefined when the calendar has no such day. Months count from 1. */
  of(year: number, month: number, date: number): string | undefined {
    const day = iso(Date.UTC(year, month - 1, date));
    return day ===
      [String(year).padStart(4, '0'), String(month).padStart(2, '0'), String(date).padStart(2, '0')].join('-')
      ? day
      : undefined;
  },

  addDays: (day: string, days: number): string => iso(Date.parse(day) + days * dayMs),

  /** Months later or earlier; the 31st becomes the last day of a shorter month. */
  addMonths(day: string, months: number): string {
    const [year, month, date] = parts(day);
    const last = new Date(Date.UTC(year, month + months, 0)).getUTCDate();
    return iso(Date.UTC(year, month - 1 + months, Math.min(date, last)));
  },

  /** First and last day of `count` months from this one on. */
  months: (year: number, month: number, count = 1): { from: string; to: string } => ({
    from: iso(Date.UTC(year, month - 1, 1)),
    to: iso(Date.UTC(year, month - 1 + count, 0)),
  }),

  /** 0 is Sunday. */
  weekday: (day: string): number => new Date(Date.parse(day)).getUTCDay(),

  yearOf: (day: string): number => parts(day)[0],
};
