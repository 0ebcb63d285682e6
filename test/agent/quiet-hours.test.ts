import { describe, expect, it } from 'vitest';
import { quietUntil } from '../../config/quiet-hours.ts';
import type { QuietHours } from '../../config/settings.ts';

const night = (timezone: string, from = '22:00', to = '07:00'): QuietHours => ({ from, to, timezone });
const until = (hours: QuietHours | null, at: string): string | undefined => {
  const end = quietUntil(hours, Date.parse(at));
  return end === undefined ? undefined : new Date(end).toISOString().slice(0, 16);
};

describe('quiet hours', () => {
  it('begin and end at their minute, over midnight', () => {
    const hours = night('UTC');
    expect(until(hours, '2026-01-05T21:59:59.999Z')).toBeUndefined();
    expect(until(hours, '2026-01-05T22:00Z')).toBe('2026-01-06T07:00');
    expect(until(hours, '2026-01-06T00:00Z')).toBe('2026-01-06T07:00');
    expect(until(hours, '2026-01-06T06:59:59.999Z')).toBe('2026-01-06T07:00');
    expect(until(hours, '2026-01-06T07:00Z')).toBeUndefined();
  });

  it('within a day are the hours between', () => {
    const hours = night('UTC', '12:00', '13:30');
    expect(until(hours, '2026-01-05T11:59Z')).toBeUndefined();
    expect(until(hours, '2026-01-05T12:00Z')).toBe('2026-01-05T13:30');
    expect(until(hours, '2026-01-05T13:30Z')).toBeUndefined();
  });

  it('are read in their own time zone, one with a quarter of an hour included', () => {
    // No change of the clocks in either: UTC+9, and UTC+5:45.
    expect(until(night('Asia/Tokyo'), '2026-07-01T13:00Z')).toBe('2026-07-01T22:00');
    expect(until(night('Asia/Tokyo'), '2026-07-01T12:59Z')).toBeUndefined();
    expect(until(night('Asia/Kathmandu'), '2026-07-01T16:15Z')).toBe('2026-07-02T01:15');
    expect(until(night('Asia/Kathmandu'), '2026-07-01T16:14Z')).toBeUndefined();
  });

  it('follow the clocks of summer and of winter', () => {
    expect(until(night('Europe/Paris'), '2026-01-15T21:30Z'), 'UTC+1').toBe('2026-01-16T06:00');
    expect(until(night('Europe/Paris'), '2026-07-15T20:30Z'), 'UTC+2').toBe('2026-07-16T05:00');
  });

  it('are none where they are not set, and where they end as they begin', () => {
    expect(until(null, '2026-01-05T23:00Z')).toBeUndefined();
    expect(until(night('UTC', '08:00', '08:00'), '2026-01-05T08:00Z')).toBeUndefined();
  });
});
