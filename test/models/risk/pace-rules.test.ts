import { describe, expect, it } from 'vitest';
import type { OrderRow } from '../../../data/ledger-row.ts';
import type { RiskView } from '../../../models/risk/risk-view.ts';
import { account, held, limits, lossAt, riskNow, riskView, withTrades } from '../../kit/risk-view.ts';
import { ruling, switchedOff } from '../../kit/ruling.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayStart = Date.UTC(2020, 0, 10);

const out = (reduceOnly: boolean): OrderRow => ({
  clientOrderId: 'O-0',
  symbol: 'SPY',
  side: 'buy',
  quantity: 1,
  type: 'market',
  referencePrice: 100,
  reduceOnly,
  decisionId: 'D-0',
});

describe.each([
  ['trades-per-day', { maxTradesPerDay: 2 }, { maxTradesPerDay: null }, dayStart, 'trades'],
  ['opens-per-hour', { maxOpensPerHour: 2 }, { maxOpensPerHour: null }, riskNow - hourMs + 1, 'opens'],
] as const)('%s', (rule, on, off, first, name) => {
  const view = (over: Partial<RiskView> = {}) => riskView({ limits: limits(on), ...over });
  const spy = (openedAt: number) => held(1, { symbol: 'SPY', openedAt });

  it('counts the positions that are held and those that were closed since, from its first instant on', () => {
    const one = account(9900, spy(first));
    const two = withTrades(one, lossAt(riskNow, { openedAt: first }));
    expect(ruling(rule, view({ booked: one }))).toMatchObject({ passed: true, numbers: { [name]: 1, limit: 2 } });
    expect(ruling(rule, view({ booked: two }))).toMatchObject({ passed: false, numbers: { [name]: 2, limit: 2 } });
    const older = withTrades(account(9900, spy(first - 1)), lossAt(riskNow, { openedAt: first - 1 }));
    expect(ruling(rule, view({ booked: older })).numbers[name], 'a millisecond too early').toBe(0);
  });

  it('counts a position that was closed in parts once, and looks behind a trade that was booked late', () => {
    const parts = lossAt(riskNow, { openedAt: first });
    const late = lossAt(first - 5 * hourMs, { symbol: 'GLD' });
    const booked = withTrades(account(9900, held(1, { openedAt: first })), parts, parts, late);
    expect(ruling(rule, view({ booked })).numbers[name]).toBe(1);
  });

  it('counts orders that are out and may open something', () => {
    expect(ruling(rule, view({ working: [out(false)] })).numbers[name]).toBe(1);
    expect(ruling(rule, view({ working: [out(false), out(false)] })).passed).toBe(false);
    expect(ruling(rule, view({ working: [out(true), out(true)] })).passed).toBe(true);
  });

  it('refuses without a clock, lets positions be reduced, and null switches it off', () => {
    expect(ruling(rule, view({ now: Number.NaN })).reason.fr).toContain("il manque l'heure du marché");
    const long = view({ now: Number.NaN, portfolio: account(9000, held(10)) });
    expect(ruling(rule, long, { side: 'sell' }).passed).toBe(true);
    expect(switchedOff(rule, riskView({ limits: limits(off) }))).toBe(true);
  });
});

describe('re-entry-pause', () => {
  const closed = (minutes: number, over: Partial<RiskView> = {}) =>
    riskView({ booked: withTrades(account(10_000), lossAt(riskNow - minutes * minuteMs)), ...over });

  it('opens the same instrument again after 15 minutes', () => {
    expect(ruling('re-entry-pause', closed(15)).passed, 'exactly').toBe(true);
    expect(ruling('re-entry-pause', closed(14.9))).toMatchObject({
      passed: false,
      reason: {
        en: 'SPX was closed 15 minutes ago; it is opened again after 15 minutes at the earliest.',
        fr: "SPX a été fermé il y a 15 minutes ; il n'est rouvert qu'après 15 minutes.",
      },
    });
    expect(ruling('re-entry-pause', riskView()).passed, 'never closed').toBe(true);
  });

  it('takes the latest close of this instrument, in whatever order they were booked', () => {
    const booked = withTrades(
      account(10_000),
      lossAt(riskNow - 5 * minuteMs),
      lossAt(riskNow - 60 * minuteMs),
      lossAt(riskNow, { symbol: 'SPY' }),
    );
    expect(ruling('re-entry-pause', riskView({ booked })).numbers.minutes).toBe(5);
  });

  it('refuses without a clock, lets positions be reduced, and null switches it off', () => {
    expect(ruling('re-entry-pause', closed(60, { now: Number.NaN })).reason.en).toContain(
      'the market clock is missing',
    );
    expect(ruling('re-entry-pause', closed(1, { portfolio: account(9000, held(10)) }), { side: 'sell' }).passed).toBe(
      true,
    );
    expect(switchedOff('re-entry-pause', riskView({ limits: limits({ reEntryPauseMinutes: null }) }))).toBe(true);
  });
});

describe('minimum-hold', () => {
  const close = { side: 'sell', sizing: { kind: 'close' } } as const;
  const holding = (minutes: number, over: Partial<RiskView> = {}) =>
    riskView({
      portfolio: account(9000, held(10, { openedAt: riskNow - minutes * minuteMs })),
      limits: limits({ minimumHoldMinutes: 30 }),
      ...over,
    });

  it('keeps a position for its time', () => {
    expect(ruling('minimum-hold', holding(30), close).passed, 'exactly').toBe(true);
    expect(ruling('minimum-hold', holding(29.9), close).reason.en).toBe(
      'SPX was opened 30 minutes ago; a close that no stop asks for waits 30 minutes.',
    );
    expect(ruling('minimum-hold', holding(1), { side: 'buy' }).passed, 'adding closes nothing').toBe(true);
    expect(ruling('minimum-hold', holding(1, { portfolio: account(10_000) })).passed, 'nothing is held').toBe(true);
    const turned = { side: 'sell', sizing: { kind: 'quantity', amount: 15 } } as const;
    expect(ruling('minimum-hold', holding(1), turned).passed, 'turning around closes too').toBe(false);
  });

  it('an entry that is still out was opened just now', () => {
    const view = holding(60, { booked: account(10_000) });
    expect(ruling('minimum-hold', view, close).numbers).toEqual({ minutes: 0, minimum: 30 });
  });

  it('holds nobody back who may only reduce', () => {
    const halted = { ...account(9000, held(10, { openedAt: riskNow })), halted: true };
    expect(ruling('minimum-hold', holding(0, { portfolio: halted }), close).passed, 'HALTED').toBe(true);
    expect(ruling('minimum-hold', holding(0, { peakEquityUsd: 12_000 }), close).passed, 'REDUCING').toBe(true);
  });

  it('refuses without a clock, and null switches it off', () => {
    const view = holding(60, { now: Number.NaN });
    expect(ruling('minimum-hold', view, close).reason.en).toContain('the market clock is missing');
    expect(switchedOff('minimum-hold', riskView())).toBe(true);
  });
});
