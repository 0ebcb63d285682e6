import { describe, expect, it } from 'vitest';
import type { Exposed } from '../../../data/broker/margin.ts';
import { simpleLiquidation } from '../../../data/broker/margin.ts';
import type { RiskView } from '../../../models/risk/risk-view.ts';
import { account, held, limits, priced, riskView, units } from '../../kit/risk-view.ts';
import { ruling, switchedOff } from '../../kit/ruling.ts';

describe('price-band', () => {
  const limit = (limitPrice: number) => ({ order: { type: 'limit', limitPrice } }) as const;

  it('passes a price up to a fifth from the quote, on either side', () => {
    expect(ruling('price-band', riskView(), limit(80)).passed).toBe(true);
    expect(ruling('price-band', riskView(), limit(120)).passed).toBe(true);
    expect(ruling('price-band', riskView(), limit(79.99)).passed).toBe(false);
    expect(ruling('price-band', riskView(), limit(121))).toMatchObject({
      passed: false,
      reason: { en: "The order's price 121 is 21.0% away from 100.00; at most 20.0% is allowed." },
      numbers: { level: 121, price: 100, band: 0.2 },
    });
    expect(ruling('price-band', riskView()).passed, 'a market order has no price').toBe(true);
  });

  it('looks at the trigger as well', () => {
    const stop = (triggerPrice: number) => ({ order: { type: 'stop', triggerPrice } }) as const;
    expect(ruling('price-band', riskView(), stop(120)).passed).toBe(true);
    expect(ruling('price-band', riskView(), stop(120.01)).numbers.level).toBe(120.01);
    const both = { order: { type: 'stop-limit', limitPrice: 130, triggerPrice: 110 } } as const;
    expect(ruling('price-band', riskView(), both).numbers.level).toBe(130);
  });

  it('refuses without a quote, lets positions be reduced, and null switches it off', () => {
    for (const price of [undefined, Number.NaN]) {
      expect(ruling('price-band', priced(price), limit(100)).reason.en).toContain('the price of SPX is missing');
    }
    const long = riskView({ portfolio: account(9000, held(10)) });
    expect(ruling('price-band', long, { side: 'sell', ...limit(150) }).passed).toBe(true);
    expect(switchedOff('price-band', riskView({ limits: limits({ priceBandShare: null }) }))).toBe(true);
  });
});

describe('stop-beyond-liquidation', () => {
  // At a leverage of 10: a long from 100 is taken over at 100 * (1 - (0.1 - 0.004)) = 90.4, a short at 109.6.
  const levered = (over: Partial<RiskView> = {}) =>
    riskView({ liquidation: position => simpleLiquidation(position, 10), ...over });

  it('wants the stop on the near side of the liquidation price', () => {
    expect(ruling('stop-beyond-liquidation', levered(), { stop: 90.41 }).passed).toBe(true);
    expect(ruling('stop-beyond-liquidation', levered(), { stop: 90.4 })).toMatchObject({
      passed: false,
      reason: {
        en: 'The stop 90.4 lies beyond the liquidation price 90.40: the position would be gone before it acts.',
      },
    });
    expect(ruling('stop-beyond-liquidation', levered(), { side: 'sell', stop: 109.59 }).passed).toBe(true);
    expect(ruling('stop-beyond-liquidation', levered(), { side: 'sell', stop: 109.61 }).passed).toBe(false);
    expect(ruling('stop-beyond-liquidation', levered()).passed, 'no stop').toBe(true);
  });

  it('asks for the position as it will be: its size and its average price', () => {
    const asked: Exposed[] = [];
    const liquidation = (position: Exposed) => {
      asked.push(position);
      return undefined;
    };
    const view = levered({ liquidation, portfolio: account(9000, held(10, { averagePrice: 70 })) });
    expect(ruling('stop-beyond-liquidation', view, { sizing: units(5), stop: 60 }).passed, 'never taken over').toBe(
      true,
    );
    ruling('stop-beyond-liquidation', view, { side: 'sell', sizing: units(25), stop: 130 });
    ruling('stop-beyond-liquidation', view, { side: 'sell', sizing: units(15), stop: 130 });
    expect(asked).toEqual([
      { symbol: 'SPX', quantity: 15, averagePrice: 80 },
      { symbol: 'SPX', quantity: -15, averagePrice: 100 },
      { symbol: 'SPX', quantity: -5, averagePrice: 100 },
    ]);
  });

  it('refuses where the liquidation price is not known, lets positions be reduced', () => {
    const unknown = levered({ liquidation: () => ({ price: Number.NaN, bankruptcyPrice: Number.NaN }) });
    expect(ruling('stop-beyond-liquidation', unknown, { stop: 95 }).reason.en).toContain(
      'the liquidation price is missing',
    );
    const long = levered({ portfolio: account(9000, held(10)) });
    expect(ruling('stop-beyond-liquidation', long, { side: 'sell', stop: 150 }).passed).toBe(true);
  });

  it('says nothing in an account in which nothing is liquidated', () => {
    expect(switchedOff('stop-beyond-liquidation', riskView())).toBe(true);
  });
});
