import { instantOfWall, offsetMs } from '../calendar/zone-clock.ts';

const zone = 'America/New_York';
const dayMs = 86_400_000;

/** The week, Sunday to Saturday in New York, that an instant lies in: from `fromAt` on and before `untilAt` (UTC ms). */
export function calendarWeek(at: number): { readonly fromAt: number; readonly untilAt: number } {
  const wall = at + offsetMs(zone, at);
  const midnight = wall - (((wall % dayMs) + dayMs) % dayMs);
  const sunday = midnight - new Date(midnight).getUTCDay() * dayMs;
  return { fromAt: instantOfWall(zone, sunday), untilAt: instantOfWall(zone, sunday + 7 * dayMs) };
}
