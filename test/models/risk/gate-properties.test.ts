import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { settingsFrom } from '../../../config/load-settings.ts';
import { Gate } from '../../../models/risk/gate.ts';
import type { RiskView } from '../../../models/risk/risk-view.ts';
import { tradingStateOf } from '../../../models/risk/trading-state.ts';
import { account, draftOf, held, limits, lossAt, riskNow, riskView, units, withTrades } from '../../kit/risk-view.ts';

const settings = settingsFrom({});
const gate = Gate.open(settings.risk.rules);

/** Every limit on, each far too tight. */
const tight = limits({
  maxPositionShare: 0.01,
  maxGrossExposureShare: 0.01,
  maxNetExposureShare: 0.01,
  maxLeverage: 0.01,
  correlatedExposure: { correlation: 0, share: 0.01 },
  maxTradesPerDay: 1,
  maxOpensPerHour: 1,
  minimumHoldMinutes: 600,
  eventWindow: { beforeMinutes: 30, afterMinutes: 15, impact: 'high' },
  maxSpreadShare: 0.001,
  minimumRewardToRisk: 50,
  minimumMoveToCost: 50,
  sessionsOnly: true,
});

const losses = [lossAt(riskNow), lossAt(riskNow), lossAt(riskNow)];

/** An account in SPX that may only reduce: by the kill switch, by the ladder or by the loss of the day. */
const stopped = fc
  .record({
    quantity: fc.integer({ min: 1, max: 500 }),
    short: fc.boolean(),
    why: fc.constantFrom('halted', 'ladder', 'day'),
    unknown: fc.boolean(),
  })
  .map(({ quantity, short, why, unknown }): RiskView => {
    const signed = short ? -quantity : quantity;
    const portfolio = { ...account(100_000, held(signed, { openedAt: riskNow })), halted: why === 'halted' };
    const known = { peakEquityUsd: why === 'ladder' ? 1e9 : 10_000, dayStartEquityUsd: why === 'day' ? 1e9 : 10_000 };
    return riskView({
      portfolio,
      booked: withTrades(portfolio, ...losses),
      limits: tight,
      ...known,
      ...(unknown ? { events: undefined, spreadShare: undefined, correlationWith: () => undefined } : {}),
    });
  });

describe('the gate, for any account', () => {
  it('lets positions be reduced in HALTED and in REDUCING, wholly and in part', () => {
    fc.assert(
      fc.property(stopped, fc.double({ min: 0.01, max: 1, noNaN: true }), fc.boolean(), (view, share, whole) => {
        expect(['HALTED', 'REDUCING']).toContain(tradingStateOf(view));
        const quantity = view.portfolio.positions.get('SPX')?.quantity ?? 0;
        const part = units(Math.max(0.01, Math.floor(Math.abs(quantity) * share * 100) / 100));
        const draft = draftOf({ side: quantity > 0 ? 'sell' : 'buy', sizing: whole ? { kind: 'close' } : part });
        const { refusal, cleared } = gate.clear(draft, 'O-1', view);
        expect(refusal).toBeUndefined();
        expect(cleared?.reduceOnly).toBe(whole);
      }),
      { seed: 7, numRuns: 300 },
    );
  });

  it('takes no new risk in HALTED and in REDUCING', () => {
    fc.assert(
      fc.property(stopped, fc.integer({ min: 1, max: 500 }), (view, more) => {
        const quantity = view.portfolio.positions.get('SPX')?.quantity ?? 0;
        const wide = { ...view, limits: limits({ maxPositionShare: 10, maxGrossExposureShare: 10 }) };
        const adds = draftOf({ side: quantity > 0 ? 'buy' : 'sell', sizing: units(more) });
        const turns = draftOf({ side: quantity > 0 ? 'sell' : 'buy', sizing: units(Math.abs(quantity) + more) });
        for (const draft of [adds, turns]) expect(gate.clear(draft, 'O-1', wide).cleared).toBeUndefined();
      }),
      { seed: 8, numRuns: 200 },
    );
  });

  it('never mints what a rule refused, and names that rule with its numbers and reason', () => {
    const strange = fc.constantFrom(0, -1, Number.NaN);
    const between = (min: number, max: number) =>
      fc.oneof({ arbitrary: fc.double({ min, max, noNaN: true }), weight: 9 }, { arbitrary: strange, weight: 1 });
    const given = fc.record({
      amount: fc.oneof(
        { arbitrary: fc.nat(5000).map(lots => lots / 100), weight: 9 },
        { arbitrary: strange, weight: 1 },
      ),
      price: between(50, 150),
      cash: between(9000, 11_000),
      peak: between(9000, 13_000),
      day: between(9000, 11_000),
      stop: between(40, 160),
    });
    let passed = 0;
    fc.assert(
      fc.property(given, fc.constantFrom('buy', 'sell'), (one, side) => {
        const view = riskView({ portfolio: account(one.cash), peakEquityUsd: one.peak, dayStartEquityUsd: one.day });
        const quote = view.quote && { ...view.quote, price: one.price };
        const draft = draftOf({ side: side === 'buy' ? 'buy' : 'sell', sizing: units(one.amount), stop: one.stop });
        const { verdict, refusal, cleared } = gate.clear(draft, 'O-1', { ...view, quote });
        const first = verdict.results.find(result => !result.passed);
        expect(refusal).toEqual(first);
        expect(cleared === undefined).toBe(first !== undefined);
        expect(verdict.order === undefined).toBe(first !== undefined);
        if (first) expect(first.reason.en.length).toBeGreaterThan(10);
        else passed += 1;
      }),
      { seed: 9, numRuns: 500 },
    );
    expect(passed, 'there are some of both').toBeGreaterThan(0);
  });
});
