import { describe, expect, it } from 'vitest';
import type { Draft } from '../../../models/risk/draft.ts';
import { ruleNames } from '../../../models/risk/gate.ts';
import type { RiskView } from '../../../models/risk/risk-view.ts';
import { account, held, limits, lossAt, priced, riskNow, riskView, units, withTrades } from '../../kit/risk-view.ts';
import { ruling } from '../../kit/ruling.ts';

const dayMs = 86_400_000;
const halted = (view: RiskView): RiskView => ({ ...view, portfolio: { ...view.portfolio, halted: true } });

describe('every refusal', () => {
  const event = {
    at: riskNow,
    currency: 'USD',
    title: 'Payrolls',
    impact: 'high',
    forecast: null,
    previous: null,
    seenAt: 0,
  } as const;
  const window = { beforeMinutes: 30, afterMinutes: 15, impact: 'high' } as const;
  const opened = account(10_000, held(1, { symbol: 'SPY', openedAt: riskNow }));
  const refusals: [string, RiskView, Partial<Draft>][] = [
    ['kill-switch', halted(riskView()), {}],
    ['instrument-tradable', riskView({ instrument: undefined }), {}],
    ['price-known', priced(undefined), {}],
    ['stale-data', riskView({ now: riskNow + 6 * dayMs }), {}],
    ['quantity-step', riskView(), { sizing: units(0.001) }],
    ['minimum-notional', riskView(), { sizing: units(0.01) }],
    ['stop-side', riskView(), { stop: 200 }],
    ['reduce-only', riskView(), { side: 'sell', sizing: { kind: 'close' } }],
    ['max-position', riskView(), { sizing: units(30) }],
    ['regime-risk', riskView({ regimeOf: () => 'defensive' }), { sizing: units(20) }],
    ['max-gross-exposure', riskView(), { sizing: units(101) }],
    ['max-daily-loss', riskView({ dayStartEquityUsd: 20_000 }), {}],
    ['free-cash', riskView(), { sizing: units(101) }],
    ['trading-hours', riskView({ limits: limits({ sessionsOnly: true }) }), {}],
    ['event-window', riskView({ limits: limits({ eventWindow: window }), events: [event] }), {}],
    ['spread', riskView({ limits: limits({ maxSpreadShare: 0.01 }), spreadShare: 0.02 }), {}],
    ['price-band', riskView(), { order: { type: 'limit', limitPrice: 70 } }],
    ['stop-beyond-liquidation', riskView({ liquidation: () => ({ price: 90, bankruptcyPrice: 80 }) }), { stop: 85 }],
    ['reward-to-risk', riskView({ limits: limits({ minimumRewardToRisk: 3 }) }), { stop: 95, target: 110 }],
    ['expected-move', riskView({ limits: limits({ minimumMoveToCost: 2 }), forecastSigma: -1 }), {}],
    [
      'minimum-hold',
      riskView({
        portfolio: account(9000, held(10, { openedAt: riskNow })),
        limits: limits({ minimumHoldMinutes: 5 }),
      }),
      { side: 'sell', sizing: { kind: 'close' } },
    ],
    ['re-entry-pause', riskView({ booked: withTrades(account(10_000), lossAt(riskNow)) }), {}],
    [
      'cooldown',
      riskView({ booked: withTrades(account(10_000), lossAt(riskNow), lossAt(riskNow), lossAt(riskNow)) }),
      {},
    ],
    ['trades-per-day', riskView({ limits: limits({ maxTradesPerDay: 1 }), booked: opened }), {}],
    ['opens-per-hour', riskView({ limits: limits({ maxOpensPerHour: 1 }), booked: opened }), {}],
    ['max-net-exposure', riskView({ limits: limits({ maxNetExposureShare: 0.05 }) }), {}],
    ['max-leverage', riskView({ limits: limits({ maxLeverage: 0.05 }) }), {}],
    [
      'correlated-exposure',
      riskView({ portfolio: account(5000, held(50, { symbol: 'SPY' })), correlationWith: () => 0.9 }),
      {},
    ],
    ['drawdown-ladder', riskView({ peakEquityUsd: 12_000 }), {}],
  ];

  it.each(refusals)('%s says why in both languages', (rule, view, draft) => {
    const { passed, reason } = ruling(rule, view, draft);
    expect(passed).toBe(false);
    expect(reason.en.length).toBeGreaterThan(20);
    expect(reason.fr.length).toBeGreaterThan(20);
    expect(reason.fr, 'French is not a copy').not.toBe(reason.en);
  });

  it('stands in this list', () => {
    expect(refusals.map(([rule]) => rule).sort()).toEqual([...ruleNames].sort());
  });
});
