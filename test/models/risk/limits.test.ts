import { describe, expect, it } from 'vitest';
import { takerPrice } from '../../../data/broker/costs.ts';
import { spx } from '../../kit/candles.ts';
import { account, held, limits, priced, riskView, units } from '../../kit/risk-view.ts';
import { ruling, switchedOff } from '../../kit/ruling.ts';
import { seeded } from '../../kit/seeded.ts';

describe('max-position', () => {
  it('a quarter of the equity passes exactly, one lot more does not, long and short alike', () => {
    for (const side of ['buy', 'sell'] as const) {
      expect(ruling('max-position', riskView(), { side, sizing: units(25) }).passed, '25 * 100 / 10000 = 0.25').toBe(
        true,
      );
      expect(ruling('max-position', riskView(), { side, sizing: units(25.01) }).passed).toBe(false);
    }
  });

  it('says how many units still pass, counting what is held', () => {
    const long = riskView({ portfolio: account(9000, held(10)) });
    expect(ruling('max-position', long, { sizing: units(20) }).reason).toEqual({
      en: 'The position in SPX would be 30.0% of equity; the limit is 25.0%. At most 15 more units pass.',
      fr: 'La position en SPX atteindrait 30,0 % des capitaux ; la limite est 25,0 %. Au plus 15 unités de plus passent.',
    });
    expect(
      ruling('max-position', long, { side: 'sell', sizing: units(36) }).numbers.room,
      'ten to close, 25 short',
    ).toBe(35);
    const full = riskView({ portfolio: account(7000, held(30)) });
    expect(ruling('max-position', full).numbers.room, 'nothing more passes').toBe(0);
  });

  it('the room that it names passes, and one lot more does not', () => {
    const random = seeded(7);
    for (let i = 0; i < 300; i += 1) {
      const price = Math.round(1 + random() * 5000 * 100) / 100;
      const view = priced(price, { portfolio: account(10_000 + random() * 1e6), priceOf: () => price });
      const { room = Number.NaN } = ruling('max-position', view, { sizing: units(1e9) }).numbers;
      if (room > 0)
        expect(ruling('max-position', view, { sizing: units(room) }).passed, `room ${room} at ${price}`).toBe(true);
      expect(ruling('max-position', view, { sizing: units(Number((room + 0.01).toFixed(2))) }).passed).toBe(false);
    }
  });

  it('reducing passes whatever is left, also above the limit', () => {
    const full = riskView({ portfolio: account(5000, held(50)) });
    expect(ruling('max-position', full, { side: 'sell', sizing: units(1) }).passed).toBe(true);
  });

  it('without a price, an instrument or an equity it refuses', () => {
    expect(ruling('max-position', priced(Number.NaN)).passed).toBe(false);
    expect(ruling('max-position', riskView({ instrument: undefined }), { sizing: units(30) }).numbers.room).toBe(25);
    const unpriced = riskView({ portfolio: account(9000, held(10)), priceOf: () => undefined });
    expect(ruling('max-position', unpriced).passed).toBe(false);
  });

  it('an account with nothing left takes no new risk', () => {
    for (const cash of [0, -500]) {
      const lost = riskView({ portfolio: account(cash), dayStartEquityUsd: cash });
      for (const rule of ['max-position', 'max-gross-exposure', 'max-daily-loss'])
        expect(ruling(rule, lost, { side: 'sell' }).passed, `${rule} with an equity of ${cash}`).toBe(false);
    }
  });
});

describe('max-gross-exposure', () => {
  const two = (quantity: number) =>
    riskView({ portfolio: account(10_000 - quantity * 100, held(quantity, { symbol: 'SPY' })) });

  it('adds the absolute values of all positions, long and short', () => {
    expect(ruling('max-gross-exposure', two(60), { sizing: units(40) }).passed, '60 % and 40 %').toBe(true);
    expect(ruling('max-gross-exposure', two(60), { sizing: units(40.01) }).passed).toBe(false);
    expect(ruling('max-gross-exposure', two(-60), { sizing: units(40) }).passed).toBe(true);
    expect(ruling('max-gross-exposure', two(-60), { side: 'sell', sizing: units(40.01) }).passed).toBe(false);
  });

  it('counts the own position once, as it will be', () => {
    const view = riskView({ portfolio: account(5000, held(50)) });
    expect(ruling('max-gross-exposure', view, { sizing: units(50) }).passed).toBe(true);
    expect(ruling('max-gross-exposure', view, { sizing: units(50.01) }).reason.en).toBe(
      'All positions together would be 100.0% of equity; the limit is 100.0%.',
    );
  });

  it('reducing passes', () => {
    const view = riskView({ portfolio: account(-10_000, held(200)) });
    expect(ruling('max-gross-exposure', view, { side: 'sell' }).passed).toBe(true);
  });
});

describe('max-daily-loss', () => {
  it('refuses from the limit on, and lets positions be reduced', () => {
    const lost = (start: number | undefined) =>
      riskView({ dayStartEquityUsd: start, limits: limits({ maxDailyLossShare: 0.5 }) });
    expect(ruling('max-daily-loss', lost(19_999)).passed).toBe(true);
    expect(ruling('max-daily-loss', lost(20_000)).passed, 'exactly half is lost').toBe(false);
    expect(ruling('max-daily-loss', lost(undefined)).passed, 'an unknown start').toBe(false);
    expect(ruling('max-daily-loss', lost(Number.NaN)).passed).toBe(false);
    const long = { ...lost(20_000), portfolio: account(9000, held(10)) };
    expect(ruling('max-daily-loss', long, { side: 'sell' }).passed).toBe(true);
    expect(ruling('max-daily-loss', lost(5000)).numbers.lossShare, 'a gain is a negative loss').toBe(-1);
  });
});

describe('free-cash', () => {
  const wide = limits({ maxPositionShare: 10 });

  it('all the cash passes, one lot more does not', () => {
    expect(ruling('free-cash', riskView({ limits: wide }), { sizing: units(100) }).passed).toBe(true);
    expect(ruling('free-cash', riskView({ limits: wide }), { sizing: units(100.01) }).reason.en).toBe(
      'The order needs $10001.00 with costs; free cash is $10000.00.',
    );
  });

  it('counts spread, slippage, the tick and the commission', () => {
    const costs = { commissionRate: 0.001, commissionMinimumUsd: 1, halfSpreadRate: 0.001, slippageRate: 0.001 };
    const { numbers } = ruling('free-cash', riskView({ costs }), { sizing: units(99) });
    expect(numbers.neededUsd, '99 * 100.20 + 9.92').toBe(9929.72);
    const tick = spx({ tick: 5 });
    expect(
      ruling('free-cash', riskView({ costs, instrument: tick }), { sizing: units(1) }).numbers.neededUsd,
      'filled at 105',
    ).toBe(106);
  });

  it('what it lets through never costs more than the cash, at the price of a fill now', () => {
    const random = seeded(19);
    for (let i = 0; i < 500; i += 1) {
      const costs = {
        commissionRate: random() * 0.01,
        commissionMinimumUsd: Math.round(random() * 5),
        halfSpreadRate: random() * 0.01,
        slippageRate: random() * 0.01,
      };
      const price = 1 + random() * 4000;
      const quantity = Math.max(0.01, Math.round(random() * (10_000 / price) * 100) / 100);
      const { passed, numbers } = ruling('free-cash', priced(price, { costs }), { sizing: units(quantity) });
      const paid = takerPrice(price, 'buy', costs, 0.01) * quantity;
      if (passed) expect(paid, `${quantity} at ${price}`).toBeLessThanOrEqual(10_000);
      expect(numbers.neededUsd).toBeGreaterThanOrEqual(paid - 1e-6);
    }
  });

  it('selling and reducing need no cash; an unknown instrument is refused', () => {
    expect(ruling('free-cash', riskView(), { side: 'sell', sizing: units(1000) }).passed).toBe(true);
    const short = riskView({ portfolio: account(0, held(-10)) });
    expect(ruling('free-cash', short, { side: 'buy' }).passed).toBe(true);
    expect(ruling('free-cash', riskView({ instrument: undefined })).passed).toBe(false);
    expect(ruling('free-cash', priced(Number.NaN)).passed).toBe(false);
  });
});

describe('max-net-exposure', () => {
  const net = (over = {}) =>
    riskView({
      limits: limits({ maxNetExposureShare: 0.5 }),
      portfolio: account(13_000, held(-30, { symbol: 'SPY' })),
      ...over,
    });

  it('lets long and short cancel each other out, up to the limit on either side', () => {
    expect(ruling('max-net-exposure', net(), { sizing: units(80) }).passed, '80 % - 30 % = 50 %').toBe(true);
    expect(ruling('max-net-exposure', net(), { sizing: units(80.01) }).reason.en).toBe(
      'Long and short together would be 50.0% of equity in one direction; the limit is 50.0%.',
    );
    expect(ruling('max-net-exposure', net(), { side: 'sell', sizing: units(20) }).passed, '-50 %').toBe(true);
    expect(ruling('max-net-exposure', net(), { side: 'sell', sizing: units(20.01) }).passed).toBe(false);
  });

  it('lets positions be reduced, refuses without a price, and null switches it off', () => {
    const long = net({ portfolio: account(0, held(100)) });
    expect(ruling('max-net-exposure', long, { side: 'sell' }).passed).toBe(true);
    expect(ruling('max-net-exposure', net({ priceOf: () => undefined })).passed).toBe(false);
    expect(switchedOff('max-net-exposure', riskView({ limits: limits({ maxNetExposureShare: null }) }))).toBe(true);
  });
});

describe('max-leverage', () => {
  it('counts what a contract stands for', () => {
    const view = riskView({ multiplierOf: symbol => (symbol === 'SPX' ? 5 : 1) });
    expect(ruling('max-leverage', view, { sizing: units(20) }).numbers.leverage, '20 * 100 * 5 / 10000').toBe(1);
    expect(ruling('max-leverage', view, { sizing: units(20) }).passed).toBe(true);
    expect(ruling('max-leverage', view, { sizing: units(20.01) }).reason).toEqual({
      en: "The account's leverage would be 1.00; the limit is 1.00.",
      fr: "L'effet de levier du compte serait de 1,00 ; la limite est 1,00.",
    });
  });

  it('refuses where a multiplier is not known, lets positions be reduced, and null switches it off', () => {
    const view = riskView({ multiplierOf: () => undefined });
    expect(ruling('max-leverage', view).passed).toBe(false);
    expect(ruling('max-leverage', { ...view, portfolio: account(9000, held(10)) }, { side: 'sell' }).passed).toBe(true);
    expect(ruling('max-leverage', priced(Number.NaN)).passed).toBe(false);
    expect(
      ruling('max-leverage', riskView({ portfolio: account(9000, held(10)), priceOf: () => undefined })).passed,
    ).toBe(false);
    expect(switchedOff('max-leverage', riskView({ limits: limits({ maxLeverage: null }) }))).toBe(true);
  });
});

describe('correlated-exposure', () => {
  const with40 = (correlation: number | undefined, over = {}) =>
    riskView({ portfolio: account(14_000, held(-40, { symbol: 'SPY' })), correlationWith: () => correlation, ...over });

  it('adds the absolute values of what moves together, above the correlation and up to the share', () => {
    expect(ruling('correlated-exposure', with40(0.81), { sizing: units(10) }).passed, '40 % + 10 %').toBe(true);
    expect(ruling('correlated-exposure', with40(0.81), { sizing: units(10.01) }).reason.en).toBe(
      'Positions that move with SPX would be 50.0% of equity; the limit is 50.0%.',
    );
    expect(ruling('correlated-exposure', with40(0.8), { sizing: units(60) }).passed, 'exactly the correlation').toBe(
      true,
    );
    expect(ruling('correlated-exposure', with40(-1), { sizing: units(60) }).passed).toBe(true);
  });

  it('leaves a position that stands alone to the other limits', () => {
    expect(ruling('correlated-exposure', riskView(), { sizing: units(80) }).passed).toBe(true);
    expect(
      ruling('correlated-exposure', riskView({ portfolio: account(9000, held(10)) }), { sizing: units(80) }).passed,
    ).toBe(true);
  });

  it('refuses where a correlation, a price or the equity is missing, and says so', () => {
    for (const view of [with40(undefined), with40(Number.NaN), with40(0.9, { priceOf: () => undefined })]) {
      const { passed, reason } = ruling('correlated-exposure', view);
      expect(passed).toBe(false);
      expect(reason.en).toContain(
        'the correlation of SPX with what is held (60 daily returns that both have) is missing',
      );
    }
  });

  it('lets positions be reduced, and null switches it off', () => {
    const both = with40(undefined, { portfolio: account(9000, held(10), held(40, { symbol: 'SPY' })) });
    expect(ruling('correlated-exposure', both, { side: 'sell' }).passed).toBe(true);
    expect(switchedOff('correlated-exposure', riskView({ limits: limits({ correlatedExposure: null }) }))).toBe(true);
  });
});
