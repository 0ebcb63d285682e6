import { describe, expect, it } from 'vitest';
import type { EconomicEvent } from '../../../data/events/economic-event.ts';
import type { RiskView } from '../../../models/risk/risk-view.ts';
import { spx } from '../../kit/candles.ts';
import { account, held, limits, riskView } from '../../kit/risk-view.ts';
import { ruling, switchedOff } from '../../kit/ruling.ts';

const minuteMs = 60_000;
const sell = { side: 'sell' } as const;
const long = account(9000, held(10));

describe('trading-hours', () => {
  // The session of Friday 10 January 2020 in New York: 14:30 to 21:00 UTC.
  const at = (hour: number, minute: number, over: Partial<RiskView> = {}) =>
    riskView({ now: Date.UTC(2020, 0, 10, hour, minute), limits: limits({ sessionsOnly: true }), ...over });

  it('takes new risk from the open on and until the close', () => {
    expect(ruling('trading-hours', at(14, 30)).passed).toBe(true);
    expect(ruling('trading-hours', at(20, 59)).passed).toBe(true);
    expect(ruling('trading-hours', at(21, 0)).passed, 'the close is no part of it').toBe(false);
    expect(ruling('trading-hours', at(14, 29)).reason.en).toBe(
      'The market of SPX (NYSE) is closed at 2020-01-10T14:29 UTC; new risk waits for its session.',
    );
  });

  it('refuses without an instrument or a clock, lets positions be reduced, and null switches it off', () => {
    expect(ruling('trading-hours', at(15, 0, { instrument: undefined })).reason.en).toContain('is missing');
    expect(ruling('trading-hours', at(Number.NaN, 0)).passed).toBe(false);
    expect(ruling('trading-hours', at(3, 0, { portfolio: long }), sell).passed).toBe(true);
    expect(switchedOff('trading-hours', riskView())).toBe(true);
  });
});

describe('event-window', () => {
  const now = Date.UTC(2020, 0, 10, 13, 30);
  const eventAt = (minutes: number, over: Partial<EconomicEvent> = {}): EconomicEvent => ({
    at: now + minutes * minuteMs,
    currency: 'USD',
    title: 'Non-Farm Payrolls',
    impact: 'high',
    forecast: null,
    previous: null,
    seenAt: 0,
    ...over,
  });
  const near = (event: EconomicEvent, over: Partial<RiskView> = {}) =>
    riskView({
      now,
      events: [event],
      limits: limits({ eventWindow: { beforeMinutes: 30, afterMinutes: 15, impact: 'high' } }),
      ...over,
    });

  it('keeps out from 30 minutes before to 15 after, both included', () => {
    expect(ruling('event-window', near(eventAt(30))).reason).toEqual({
      en: '"Non-Farm Payrolls" (USD) is in 30 minutes: no entry from 30 minutes before to 15 after.',
      fr: "« Non-Farm Payrolls » (USD) a lieu dans 30 minutes : pas d'entrée de 30 minutes avant à 15 après.",
    });
    expect(ruling('event-window', near(eventAt(-15))).reason.en).toContain('is 15 minutes ago');
    expect(ruling('event-window', near(eventAt(-15))).reason.fr).toContain('a lieu il y a 15 minutes');
    expect(ruling('event-window', near(eventAt(30.1))).passed).toBe(true);
    expect(ruling('event-window', near(eventAt(-15.1))).passed).toBe(true);
  });

  it('lets events of other currencies and of less impact go by', () => {
    expect(ruling('event-window', near(eventAt(0, { currency: 'EUR' }))).passed).toBe(true);
    expect(ruling('event-window', near(eventAt(0, { impact: 'medium' }))).passed).toBe(true);
    expect(ruling('event-window', near(eventAt(0), { instrument: spx({ currency: 'EUR' }) })).passed).toBe(true);
  });

  it('refuses without a calendar, an instrument or a clock, and says so', () => {
    for (const over of [{ events: undefined }, { instrument: undefined }, { now: Number.NaN }]) {
      expect(ruling('event-window', near(eventAt(0), over)).reason.en).toContain(
        'the economic calendar or the market clock is missing',
      );
    }
  });

  it('lets positions be reduced, and null switches it off', () => {
    expect(ruling('event-window', near(eventAt(0), { portfolio: long }), sell).passed).toBe(true);
    expect(switchedOff('event-window', riskView())).toBe(true);
  });
});

describe('spread', () => {
  const wide = (spreadShare: number | undefined, over: Partial<RiskView> = {}) =>
    riskView({ spreadShare, limits: limits({ maxSpreadShare: 0.002 }), ...over });

  it('passes up to the limit', () => {
    expect(ruling('spread', wide(0.002)).passed).toBe(true);
    expect(ruling('spread', wide(0)).passed).toBe(true);
    expect(ruling('spread', wide(0.0021)).reason.en).toBe(
      'The spread of SPX is 0.21% of its price; the limit is 0.20%.',
    );
  });

  it('refuses an unknown and a crossed spread, lets positions be reduced, and null switches it off', () => {
    for (const unknown of [undefined, Number.NaN, -0.001]) {
      expect(ruling('spread', wide(unknown)).reason.en).toContain('the spread of SPX is missing');
    }
    expect(ruling('spread', wide(undefined, { portfolio: long }), sell).passed).toBe(true);
    expect(switchedOff('spread', riskView())).toBe(true);
  });
});
