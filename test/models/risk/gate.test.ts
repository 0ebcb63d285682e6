import { describe, expect, it } from 'vitest';
import { settingsFrom } from '../../../config/load-settings.ts';
import type { Draft } from '../../../models/risk/draft.ts';
import { Gate, ruleNames } from '../../../models/risk/gate.ts';
import type { RiskView } from '../../../models/risk/risk-view.ts';
import { refusalOf } from '../../../models/risk/verdict.ts';
import { spx } from '../../kit/candles.ts';
import { account, draftOf, held, limits, priced, riskNow, riskView, units } from '../../kit/risk-view.ts';
import { ruling } from '../../kit/ruling.ts';

const dayMs = 86_400_000;
const settings = settingsFrom({});
const gate = new Gate(settings.risk.rules);

const halted = (view: RiskView): RiskView => ({ ...view, portfolio: { ...view.portfolio, halted: true } });

describe('the gate', () => {
  it('knows exactly the rules that the defaults list', () => {
    expect([...settings.risk.rules].sort()).toEqual([...ruleNames].sort());
  });

  it('passes a plain draft, and the verdict holds the order and every rule', () => {
    const verdict = gate.check(
      draftOf({ stop: 95, target: 110, thesis: 'why', invalidation: 'when' }),
      'O-1',
      riskView(),
    );
    expect(verdict.passed).toBe(true);
    expect(verdict.order).toEqual({
      clientOrderId: 'O-1',
      symbol: 'SPX',
      side: 'buy',
      quantity: 10,
      type: 'market',
      referencePrice: 100,
      reduceOnly: false,
      decisionId: 'D-1',
      stop: 95,
      target: 110,
      thesis: 'why',
      invalidation: 'when',
    });
    const off = [
      'trading-hours',
      'event-window',
      'spread',
      'stop-beyond-liquidation',
      'reward-to-risk',
      'expected-move',
      'minimum-hold',
    ];
    expect(
      verdict.results.map(result => result.rule),
      'what is switched off says nothing',
    ).toEqual(settings.risk.rules.filter(name => !off.includes(name)));
  });

  it('clears what it passes with a frozen order, and clears nothing that it refuses', () => {
    const { cleared, refusal } = gate.clear(draftOf(), 'O-1', riskView());
    expect(cleared).toEqual(gate.check(draftOf(), 'O-1', riskView()).order);
    expect(Object.isFrozen(cleared), 'nobody changes an order after the gate').toBe(true);
    expect(refusal).toBeUndefined();
    const refused = gate.clear(draftOf({ sizing: units(1000) }), 'O-1', riskView());
    expect(refused.cleared).toBeUndefined();
    expect(refused.refusal, 'the first rule that refuses gives the reason').toEqual(refusalOf(refused.verdict));
    expect(refused.verdict.order, 'a refused draft has no order').toBeUndefined();
  });

  it('is pure: the same draft and view give the same verdict', () => {
    expect(gate.check(draftOf(), 'O-1', riskView())).toEqual(gate.check(draftOf(), 'O-1', riskView()));
  });

  it.each([
    [
      'max-positon',
      /Unknown risk rule "max-positon" in risk\.rules\. Did you mean "max-position"\? Known: kill-switch, /,
    ],
    ['toString', /Unknown risk rule "toString"/],
    ['', /Unknown risk rule ""/],
  ])('a name that is no rule, %j, stops the start', (name, message) => {
    expect(() => new Gate([name])).toThrow(
      expect.objectContaining({ code: 'config.unknown-rule', message: expect.stringMatching(message) }),
    );
  });

  it('the gate of an account has the rules that none may do without', () => {
    expect(() => Gate.open(['kill-switch', 'price-known', 'quantity-step'])).toThrow(
      'risk.rules may not leave out: instrument-tradable, reduce-only.',
    );
    expect(Gate.open(settings.risk.rules).check(draftOf(), 'O-1', riskView()).passed).toBe(true);
  });

  it('a rule named twice stops the start', () => {
    expect(() => new Gate(['free-cash', 'free-cash'])).toThrow(
      expect.objectContaining({ code: 'config.invalid', message: expect.stringContaining('twice') }),
    );
  });

  it('numbers that are not finite stay out of the verdict', () => {
    expect(ruling('price-known', priced(Number.NaN)).numbers).toEqual({});
    expect(ruling('max-gross-exposure', priced(Number.NaN)).numbers).toEqual({ limit: 1 });
  });

  it('orders that are out count as if they were filled', () => {
    const working = [{ ...draftOrder(), quantity: 20 }];
    expect(ruling('max-position', riskView(), { sizing: units(20) }).passed, '20 % of equity alone').toBe(true);
    expect(
      ruling('max-position', riskView({ working }), { sizing: units(20) }).passed,
      '40 % with the order before',
    ).toBe(false);
    const rich = riskView({ working, limits: limits({ maxPositionShare: 10 }) });
    expect(ruling('free-cash', rich, { sizing: units(80) }).passed, '10,000 - 2,000 is just enough').toBe(true);
    expect(ruling('free-cash', rich, { sizing: units(80.01) }).passed).toBe(false);
  });

  it('a second close, while the first is out, does not open the other side', () => {
    const view = riskView({ portfolio: account(9000, held(10)) });
    const close: Partial<Draft> = { side: 'sell', sizing: { kind: 'close' } };
    expect(ruling('reduce-only', view, close).passed).toBe(true);
    const out = { ...view, working: [{ ...draftOrder(), side: 'sell' as const, quantity: 10, reduceOnly: true }] };
    expect(ruling('reduce-only', out, close).reason.en).toBe('There is no position in SPX to close.');
  });
});

const draftOrder = () => ({
  clientOrderId: 'O-0',
  symbol: 'SPX',
  side: 'buy' as const,
  quantity: 10,
  type: 'market' as const,
  referencePrice: 100,
  reduceOnly: false,
  decisionId: 'D-0',
});

describe('rules that ask about state and price', () => {
  it('kill-switch: a halted account takes no new risk, and what only reduces passes on both sides', () => {
    const long = halted(riskView({ portfolio: account(9000, held(10)) }));
    const short = halted(riskView({ portfolio: account(11_000, held(-10)) }));
    expect(ruling('kill-switch', riskView()).passed).toBe(true);
    expect(ruling('kill-switch', halted(riskView())).passed).toBe(false);
    expect(ruling('kill-switch', long, { side: 'sell', sizing: units(4) }).passed).toBe(true);
    expect(ruling('kill-switch', long, { side: 'sell', sizing: { kind: 'close' } }).passed).toBe(true);
    expect(ruling('kill-switch', long, { side: 'sell', sizing: units(11) }).passed, 'a flip is new risk').toBe(false);
    expect(ruling('kill-switch', long, { side: 'buy' }).passed, 'adding is new risk').toBe(false);
    expect(ruling('kill-switch', short, { side: 'buy', sizing: units(10) }).passed).toBe(true);
    expect(ruling('kill-switch', short, { side: 'sell' }).passed).toBe(false);
  });

  it('instrument-tradable: unknown, not tradable and foreign currency are refused', () => {
    expect(ruling('instrument-tradable', riskView()).passed).toBe(true);
    for (const instrument of [undefined, spx({ tradable: false }), spx({ currency: 'EUR' })]) {
      expect(ruling('instrument-tradable', riskView({ instrument })).passed).toBe(false);
    }
  });

  it.each([undefined, Number.NaN, 0, -5, Number.POSITIVE_INFINITY])('price-known: a price of %s is refused', price => {
    expect(ruling('price-known', priced(price)).passed).toBe(false);
    expect(gate.check(draftOf(), 'O-1', priced(price)).passed, 'and so is the whole draft').toBe(false);
  });

  it('price-known: a held position without a price makes the equity unknown, so every order is refused', () => {
    const portfolio = account(9000, held(10, { symbol: 'SPY' }));
    const priceOf = (symbol: string) => (symbol === 'SPX' ? 100 : undefined);
    expect(ruling('price-known', riskView({ portfolio, priceOf })).passed).toBe(false);
    expect(ruling('max-gross-exposure', riskView({ portfolio, priceOf })).passed).toBe(false);
    expect(ruling('price-known', riskView({ portfolio })).passed).toBe(true);
  });

  it('stale-data: as old as the limit passes, older and unknown are refused, reducing passes', () => {
    const aged = (ms: number, over: Partial<RiskView> = {}) => riskView({ now: riskNow + ms, ...over });
    expect(ruling('stale-data', aged(5 * dayMs)).passed).toBe(true);
    expect(ruling('stale-data', aged(5 * dayMs + 1)).passed).toBe(false);
    expect(ruling('stale-data', aged(-dayMs)).passed, 'another calendar may be a day ahead').toBe(true);
    expect(ruling('stale-data', aged(-dayMs - 1)).passed, 'a price from the future is no price').toBe(false);
    expect(ruling('stale-data', aged(Number.NaN)).reason.en).toContain('an unknown number of');
    expect(ruling('stale-data', riskView({ quote: undefined })).reason.fr).toContain('?');
    expect(ruling('stale-data', aged(6 * dayMs)).reason.en).toBe('The last price is 6.0 days old; the limit is 5.');
    const old = aged(99 * dayMs, { portfolio: account(9000, held(10)) });
    expect(ruling('stale-data', old, { side: 'sell' }).passed).toBe(true);
  });
});

describe('rules that ask about the order', () => {
  it('quantity-step: positive multiples of the lot pass', () => {
    const view = riskView({ instrument: spx({ lot: 0.25 }) });
    for (const [amount, passed] of [
      [0.25, true],
      [10.75, true],
      [0.3, false],
      [0.125, false],
    ] as const)
      expect(ruling('quantity-step', view, { sizing: units(amount) }).passed, `${amount} in lots of 0.25`).toBe(passed);
    expect(
      ruling('quantity-step', riskView(), { sizing: { kind: 'notional', amount: 0.5 } }).passed,
      'half a dollar is no lot',
    ).toBe(false);
    expect(ruling('quantity-step', riskView(), { sizing: { kind: 'quantity' } }).passed, 'no amount').toBe(false);
    expect(ruling('quantity-step', riskView({ instrument: undefined })).passed, 'no lot').toBe(false);
  });

  it('minimum-notional: exactly the minimum passes, a cent less does not, reducing passes', () => {
    const view = riskView();
    expect(ruling('minimum-notional', view, { sizing: units(0.1) }).passed, '0.1 * 100 = 10').toBe(true);
    expect(ruling('minimum-notional', view, { sizing: units(0.09) }).reason.en).toBe(
      'The order is worth $9.00; the smallest is $10.',
    );
    expect(ruling('minimum-notional', priced(Number.NaN)).passed).toBe(false);
    const long = riskView({ portfolio: account(9999, held(0.01)) });
    expect(ruling('minimum-notional', long, { side: 'sell', sizing: { kind: 'close' } }).passed).toBe(true);
  });

  it.each([
    ['buy', { stop: 99.99 }, true],
    ['buy', { stop: 100 }, false],
    ['buy', { stop: 101 }, false],
    ['buy', { target: 100.01 }, true],
    ['buy', { target: 100 }, false],
    ['sell', { stop: 100.01 }, true],
    ['sell', { stop: 100 }, false],
    ['sell', { target: 99.99 }, true],
    ['sell', { target: 100 }, false],
    ['sell', { stop: 101, target: 99 }, true],
    ['buy', {}, true],
  ] as const)('stop-side: a %s with %j passes: %s', (side, levels, passed) => {
    expect(ruling('stop-side', riskView(), { side, ...levels }).passed).toBe(passed);
  });

  it.each([
    [
      'buy',
      { stop: 101 },
      'The stop 101 must be below the price 100.00 of a buy.',
      'Le stop 101 doit être en dessous du prix 100,00 pour un achat.',
    ],
    [
      'buy',
      { target: 99 },
      'The target 99 must be above the price 100.00 of a buy.',
      "L'objectif 99 doit être au-dessus du prix 100,00 pour un achat.",
    ],
    [
      'sell',
      { stop: 99 },
      'The stop 99 must be above the price 100.00 of a sell.',
      'Le stop 99 doit être au-dessus du prix 100,00 pour une vente.',
    ],
    [
      'sell',
      { target: 101 },
      'The target 101 must be below the price 100.00 of a sell.',
      "L'objectif 101 doit être en dessous du prix 100,00 pour une vente.",
    ],
  ] as const)('stop-side: a %s with %j is told where the level belongs', (side, levels, en, fr) => {
    expect(ruling('stop-side', riskView(), { side, ...levels }).reason).toEqual({ en, fr });
  });

  it('stop-side: without a price no level is on the right side', () => {
    expect(ruling('stop-side', priced(Number.NaN), { stop: 90 }).passed).toBe(false);
    expect(ruling('stop-side', priced(undefined), { target: 110 }).passed).toBe(false);
  });

  it('reduce-only: closing nothing and closing on the wrong side are refused', () => {
    const close: Partial<Draft> = { side: 'sell', sizing: { kind: 'close' } };
    expect(ruling('reduce-only', riskView(), close).reason.en).toBe('There is no position in SPX to close.');
    const short = riskView({ portfolio: account(11_000, held(-10)) });
    expect(ruling('reduce-only', short, close).reason.en).toBe('This would do more than close the -10 held of SPX.');
    expect(ruling('reduce-only', short, { ...close, side: 'buy' }).passed).toBe(true);
    expect(ruling('reduce-only', short).passed, 'a plain order is not reduce-only').toBe(true);
  });
});
