import { describe, expect, it } from 'vitest';
import type { EconomicEvent, Impact } from '../../../data/events/economic-event.ts';
import { eventDistance } from '../../../data/events/event-distance.ts';
import { noEntryWindow } from '../../../data/events/no-entry-window.ts';

const minuteMs = 60_000;
const event = (title: string, minute: number, more: Partial<EconomicEvent> = {}): EconomicEvent => ({
  at: minute * minuteMs,
  currency: 'USD',
  title,
  impact: 'high',
  forecast: null,
  previous: null,
  seenAt: 0,
  ...more,
});

const events = [
  event('CPI', 1000),
  event('Retail Sales', 1010, { impact: 'medium' }),
  event('ECB', 1100, { currency: 'EUR' }),
  event('G7', 1200, { currency: 'ALL' }),
  event('Bank Holiday', 1300, { impact: 'holiday' }),
];
const window = { beforeMinutes: 30, afterMinutes: 15, impact: 'high' } as const;
const blockedAt = (minute: number, currency = 'USD', over: { impact?: Impact } = {}): string | undefined =>
  noEntryWindow(events, currency, minute * minuteMs, { ...window, ...over })?.title;

describe('a no-entry window', () => {
  it('reaches from the minutes before an event to those after it, both ends included', () => {
    expect([969, 970, 1000, 1015, 1016].map(minute => blockedAt(minute))).toEqual([
      undefined,
      'CPI',
      'CPI',
      'CPI',
      undefined,
    ]);
  });

  it('heeds the currency, and events that concern all of them', () => {
    expect(blockedAt(1100)).toBeUndefined();
    expect(blockedAt(1100, 'EUR')).toBe('ECB');
    expect([blockedAt(1200), blockedAt(1200, 'JPY')]).toEqual(['G7', 'G7']);
  });

  it('heeds the impact, and never a bank holiday', () => {
    expect(blockedAt(1020)).toBeUndefined();
    expect(blockedAt(1020, 'USD', { impact: 'medium' })).toBe('Retail Sales');
    expect(blockedAt(1300, 'USD', { impact: 'low' })).toBeUndefined();
  });

  it('names the nearest of several', () => {
    expect(blockedAt(1008, 'USD', { impact: 'low' })).toBe('Retail Sales');
    expect(blockedAt(1003, 'USD', { impact: 'low' })).toBe('CPI');
  });
});

describe('the distance to events', () => {
  const of = (minutes: number[], list: EconomicEvent[]) => {
    const found = eventDistance(
      Float64Array.from(minutes, one => one * minuteMs),
      list,
      'USD',
      'high',
    );
    return { next: [...found.minutesToNext], previous: [...found.minutesSincePrevious] };
  };

  it('is told in minutes, ahead and behind', () => {
    expect(of([990, 1000, 1100, 1201], events)).toEqual({
      next: [10, 200, 100, Number.NaN],
      previous: [Number.NaN, 0, 100, 1],
    });
  });

  it('counts an event only once the calendar has shown it', () => {
    const late = [event('CPI', 1000), event('Emergency meeting', 1050, { seenAt: 1020 * minuteMs })];
    expect(of([1010, 1020, 1060], late)).toEqual({ next: [Number.NaN, 30, Number.NaN], previous: [10, 20, 10] });
    const after = [event('CPI', 1000), event('Seen afterwards', 1050, { seenAt: 1070 * minuteMs })];
    expect(of([1060, 1070], after).previous).toEqual([60, 20]);
  });
});
