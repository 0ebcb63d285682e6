import { SessionCalendar } from './session-calendar.ts';

/** Crypto: every day from midnight to midnight UTC. */
export const alwaysOpen = new SessionCalendar({
  name: '24/7',
  timeZone: 'UTC',
  daysPerYear: 365,
  hoursOn: () => ({ open: 0, close: 24 * 60 }),
});
