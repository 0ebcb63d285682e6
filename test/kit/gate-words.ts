import type { Draft } from '../../models/risk/draft.ts';
import { Gate, ruleNames } from '../../models/risk/gate.ts';
import type { RiskView } from '../../models/risk/risk-view.ts';
import type { RuleResult, Verdict } from '../../models/risk/verdict.ts';
import { account, draftOf, held, limits, lossAt, priced, riskNow, riskView, units, withTrades } from './risk-view.ts';

const minuteMs = 60_000;
const close = { side: 'sell', sizing: { kind: 'close' } } as const;
const payrolls = {
  currency: 'USD',
  title: 'Payrolls',
  impact: 'high',
  forecast: null,
  previous: null,
  seenAt: 0,
} as const;

/** Every rule switched on, and nothing that one of them would refuse. */
const strict = limits({
  maxNetExposureShare: 2,
  maxLeverage: 2,
  maxSpreadShare: 0.01,
  minimumRewardToRisk: 1.5,
  minimumMoveToCost: 2,
  minimumHoldMinutes: 5,
  maxTradesPerDay: 3,
  maxOpensPerHour: 2,
  eventWindow: { beforeMinutes: 30, afterMinutes: 15, impact: 'high' },
});
const costs = {
  commissionRate: 0.001,
  commissionMinimumUsd: 1,
  halfSpreadRate: 0.0005,
  slippageRate: 0.0005,
};

const strictView = (over: Partial<RiskView> = {}): RiskView => {
  const view = riskView({
    limits: strict,
    events: [],
    spreadShare: 0.001,
    forecastSigma: 0.02,
    liquidation: ({ averagePrice, quantity }) => {
      const price = averagePrice * (quantity > 0 ? 0.8 : 1.2);
      return { price, bankruptcyPrice: price };
    },
    ...over,
  });
  return { ...view, costs: { ...view.costs, ...costs } };
};

const bracket = { stop: 95, target: 110 };
const holds = (quantity: number, over = {}) => account(10_000 - quantity * 100, held(quantity, over));
const fell = withTrades(account(10_000), lossAt(riskNow - minuteMs));
const lost = withTrades(account(10_000), ...[1, 2, 3].map(n => lossAt(riskNow - n * minuteMs, { symbol: 'SPY' })));
const begun = account(10_000, held(1, { symbol: 'SPY', openedAt: riskNow - minuteMs }));
const noClock = { now: Number.NaN };
const event = (minutes: number) => [{ ...payrolls, at: riskNow + minutes * minuteMs }];
const session = { ...strict, sessionsOnly: true as const };

/** What a person or a strategy may ask, beside the plain order that every rule lets through. */
const scenes: readonly (readonly [name: string, view: RiskView, draft?: Partial<Draft>])[] = [
  ['a close of what is held', strictView({ portfolio: holds(10) }), close],
  ['a short with a bracket', strictView(), { side: 'sell', stop: 105, target: 90 }],
  ['a short whose bracket stands the wrong way round', strictView(), { side: 'sell', stop: 95, target: 110 }],
  ['a target on the wrong side', strictView(), { target: 90 }],
  ['a stop without a target', strictView(), { stop: 95 }],
  ['a poor reward', strictView(), { stop: 95, target: 101 }],
  ['an account that is halted', strictView({ portfolio: { ...account(10_000), halted: true } })],
  ['no instrument', strictView({ instrument: undefined })],
  ['no quote', { ...strictView(), quote: undefined }],
  ['a price of zero', { ...strictView(), quote: priced(0).quote }],
  ['an infinite price', { ...strictView(), quote: priced(Number.POSITIVE_INFINITY).quote }],
  ['a price that is a week old', strictView({ now: riskNow + 7 * 86_400_000 })],
  ['no clock', strictView({ ...noClock, booked: fell })],
  ['outside the session', strictView({ limits: session })],
  ['no instrument for the session', strictView({ limits: session, instrument: undefined })],
  ['inside the session', strictView({ limits: session, now: Date.UTC(2020, 0, 10, 16) })],
  ['an event in 30 minutes', strictView({ events: event(30) })],
  ['an event in 31 minutes', strictView({ events: event(31) })],
  ['an event now', strictView({ events: event(0) })],
  ['an event 15 minutes ago', strictView({ events: event(-15) })],
  ['no calendar', strictView({ events: undefined })],
  ['no spread', strictView({ spreadShare: undefined })],
  ['a spread below zero', strictView({ spreadShare: -0.1 })],
  ['a wide spread', strictView({ spreadShare: 0.02 })],
  ['the widest spread', strictView({ spreadShare: 0.01 })],
  ['no forecast', strictView({ forecastSigma: undefined })],
  ['a small move', strictView({ forecastSigma: 0.001 })],
  ['a limit price far away', strictView(), { order: { type: 'limit', limitPrice: 60 } }],
  ['a trigger far away', strictView(), { order: { type: 'stop', triggerPrice: 160 } }],
  [
    'a limit price far away and no quote',
    { ...strictView(), quote: undefined },
    { order: { type: 'limit', limitPrice: 60 } },
  ],
  ['a limit price near', strictView(), { order: { type: 'limit', limitPrice: 99 } }],
  ['a quantity between two lots', strictView(), { sizing: units(0.005) }],
  ['no lot', strictView({ instrument: undefined }), { sizing: units(0.005) }],
  ['an order of a few dollars', strictView(), { sizing: units(0.02) }],
  ['a close of a few dollars', strictView({ portfolio: holds(0.02) }), close],
  ['a close of nothing', strictView(), close],
  ['a stop beyond liquidation', strictView(), { stop: 75, target: 200 }],
  ['a short stop beyond liquidation', strictView(), { side: 'sell', stop: 130, target: 40 }],
  ['an addition to a position', strictView({ portfolio: holds(5, { averagePrice: 80 }) }), bracket],
  [
    'a stop and no liquidation price',
    strictView({ liquidation: () => ({ price: Number.NaN, bankruptcyPrice: 0 }) }),
    bracket,
  ],
  ['a stop where this position is never liquidated', strictView({ liquidation: () => undefined }), bracket],
  ['a symbol that was just closed', strictView({ booked: fell })],
  ['three losses in a row', strictView({ booked: lost })],
  ['positions begun today', strictView({ booked: begun, limits: { ...strict, maxTradesPerDay: 1 } })],
  ['positions begun within the hour', strictView({ booked: begun, limits: { ...strict, maxOpensPerHour: 1 } })],
  [
    'a close right after the opening',
    strictView({
      portfolio: holds(10, { openedAt: riskNow - minuteMs }),
      booked: holds(10, { openedAt: riskNow - minuteMs }),
    }),
    close,
  ],
  ['more than a position may be', strictView(), { sizing: units(30) }],
  ['more of a position than it may be', strictView({ portfolio: holds(15) }), { sizing: units(15) }],
  ['more than a defensive regime leaves', strictView({ regimeOf: () => 'defensive' }), { sizing: units(20) }],
  ['as much as a trend leaves', strictView({ regimeOf: () => 'trend' }), { sizing: units(25) }],
  ['more than a range leaves', strictView({ regimeOf: () => 'range' }), { sizing: units(26) }],
  ['more than an unknown regime leaves', strictView({ regimeOf: () => undefined }), { sizing: units(20) }],
  ['more than the account', strictView(), { sizing: units(150) }],
  ['no equity', strictView({ portfolio: holds(10), priceOf: () => undefined })],
  ['nothing left', strictView({ portfolio: account(0) })],
  ['too much in one direction', strictView({ limits: { ...strict, maxNetExposureShare: 0.05 } })],
  ['too much leverage', strictView({ limits: { ...strict, maxLeverage: 0.05 } })],
  [
    'no contract multiplier',
    strictView({ portfolio: account(9000, held(10, { symbol: 'SPY' })), multiplierOf: () => undefined }),
  ],
  [
    'too much that moves together',
    strictView({ portfolio: account(5000, held(50, { symbol: 'SPY' })), correlationWith: () => 0.9 }),
  ],
  [
    'an unknown correlation',
    strictView({ portfolio: account(5000, held(50, { symbol: 'SPY' })), correlationWith: () => undefined }),
  ],
  ['a day that lost too much', strictView({ dayStartEquityUsd: 20_000 })],
  ['a day without a start', strictView({ dayStartEquityUsd: undefined })],
  ['a day that began with nothing', strictView({ dayStartEquityUsd: 0 })],
  ['a drawdown to be warned of', strictView({ peakEquityUsd: 11_200 })],
  ['a drawdown without new risk', strictView({ peakEquityUsd: 12_000 })],
  ['no peak', strictView({ peakEquityUsd: undefined })],
  ['a size by risk', strictView(), { sizing: { kind: 'risk-percent', amount: 1 }, ...bracket }],
  ['a size by risk without a stop', strictView(), { sizing: { kind: 'risk-percent', amount: 1 } }],
  ['a size by share of equity', strictView(), { sizing: { kind: 'equity-percent', amount: 5 } }],
  ['a size by money', strictView(), { sizing: { kind: 'notional', amount: 550 } }],
  ['words that stay with the position', strictView(), { thesis: 'it falls', invalidation: 'a close above 110' }],
];

const gate = new Gate(ruleNames);
const asked = (view: RiskView, draft: Partial<Draft> = {}): Verdict => gate.check(draftOf(draft), 'O-1', view);

const rounded = (_: string, value: unknown): unknown =>
  typeof value === 'number' ? Number(value.toPrecision(10)) : value;

function lines({ rule, passed, warning, reason, numbers }: RuleResult): string {
  const verb = passed ? (warning ? 'warns' : 'passes') : 'refuses';
  const said = passed && !warning ? '' : `\n    en ${reason.en}\n    fr ${reason.fr}`;
  return `  ${rule} ${verb} ${JSON.stringify(numbers, rounded)}${said}`;
}

function told(name: string, verdict: Verdict, plain: Verdict): string {
  const usual = new Set(plain.results.map(lines));
  const told = verdict.results.map(lines).filter(line => !usual.has(line));
  return [`## ${name}`, `  ${JSON.stringify(verdict.order ?? 'no order', rounded)}`, ...told].join('\n');
}

/** What every rule says, in both languages and with its numbers, of a plain order and of what differs in each scene. */
export function gateWords(): string {
  const plain = asked(strictView());
  const first = ['## a plain order', `  ${JSON.stringify(plain.order, rounded)}`, ...plain.results.map(lines)].join(
    '\n',
  );
  return `${[first, ...scenes.map(([name, view, draft]) => told(name, asked(view, draft), plain))].join('\n\n')}\n`;
}
