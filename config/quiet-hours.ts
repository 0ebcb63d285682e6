import type { QuietHours } from './settings.ts';

const dayMinutes = 24 * 60;

const minutesOf = (time: string): number => {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return 60 * hours + minutes;
};

/** Minutes since midnight at an instant (UTC ms) in a time zone. */
function localMinutes(instant: number, timezone: string): number {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone: timezone,
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).format(instant);
  return minutesOf(parts);
}

/**
 * The instant (UTC ms, to the minute) at which quiet hours end, where it is quiet at `now`; undefined where it is not. In
 * a night with a change of the clocks it is an hour off.
 */
export function quietUntil(hours: QuietHours | null, now: number): number | undefined {
  if (!hours) return undefined;
  const [from, to] = [minutesOf(hours.from), minutesOf(hours.to)];
  const at = localMinutes(now, hours.timezone);
  const since = (at - from + dayMinutes) % dayMinutes;
  const length = (to - from + dayMinutes) % dayMinutes;
  return since < length ? Math.floor(now / 60_000) * 60_000 + (length - since) * 60_000 : undefined;
}
