import { describe, expect, it } from 'vitest';
import { roundTripCost } from '../../../data/broker/costs.ts';
import type { Draft } from '../../../models/risk/draft.ts';
import { quantityOf, type SizingInput } from '../../../models/risk/sizing.ts';
import { noCosts } from '../../kit/candles.ts';
import { seeded } from '../../kit/seeded.ts';

type Over = Partial<Omit<SizingInput, 'draft'>> & { sizing: Draft['sizing']; stop?: number; side?: Draft['side'] };

const sized = ({ sizing, stop, side = 'buy', ...over }: Over): number =>
  quantityOf({
    draft: stop === undefined ? { side, sizing } : { side, sizing, stop },
    price: 40,
    equityUsd: 10_000,
    held: 0,
    lot: 0.01,
    costs: noCosts,
    ...over,
  });

describe('the size of a draft', () => {
  it('in units is what was said', () => {
    expect(sized({ sizing: { kind: 'quantity', amount: 7 } })).toBe(7);
  });

  it('in money is rounded down to the lot', () => {
    expect(sized({ sizing: { kind: 'notional', amount: 1000 } }), '1000 / 40').toBe(25);
    expect(sized({ sizing: { kind: 'notional', amount: 1000 }, price: 30 }), '33.333').toBe(33.33);
    expect(sized({ sizing: { kind: 'notional', amount: 1000 }, price: 30, lot: 1 })).toBe(33);
    expect(
      sized({ sizing: { kind: 'notional', amount: 0.3 }, price: 1, lot: 0.1 }),
      '0.3 / 0.1 is 2.99 in doubles',
    ).toBe(0.3);
  });

  it('in percent of equity is rounded down to the lot', () => {
    expect(sized({ sizing: { kind: 'equity-percent', amount: 20 } }), '2000 / 40').toBe(50);
    expect(sized({ sizing: { kind: 'equity-percent', amount: 95 }, price: 7 }), '9500 / 7 = 1357.142').toBe(1357.14);
  });

  it('in percent at risk loses that share at the stop, on both sides', () => {
    const sizing = { kind: 'risk-percent', amount: 1 } as const;
    expect(sized({ sizing, stop: 38 }), '100 USD / 2').toBe(50);
    expect(sized({ sizing, stop: 42, side: 'sell' }), 'the mirror').toBe(50);
    expect(sized({ sizing, stop: 39.7 }), '100 / 0.3 = 333.33').toBe(333.33);
  });

  it('in percent at risk stays within the budget with the costs of both sides, and one more lot would not', () => {
    const random = seeded(11);
    for (let i = 0; i < 500; i += 1) {
      const price = 5 + 3000 * random();
      const distance = price * (0.002 + 0.2 * random());
      const costs = {
        commissionRate: 0.002 * random(),
        commissionMinimumUsd: 2 * random(),
        halfSpreadRate: 0.0005 * random(),
        slippageRate: 0.0005 * random(),
      };
      const lot = [1, 0.01, 0.0001][i % 3] ?? 1;
      const percent = 0.2 + 2 * random();
      const units = sized({
        sizing: { kind: 'risk-percent', amount: percent },
        stop: price - distance,
        price,
        costs,
        lot,
      });
      const loss = (held: number) => held * distance + roundTripCost(price, held, costs);
      const budget = 100 * percent;
      if (units > 0) expect(loss(units)).toBeLessThanOrEqual(budget + 1e-9);
      expect(loss(units + 2 * lot), 'no room is left unused').toBeGreaterThan(budget - 0.02);
    }
  });

  it('in percent at risk is nothing where the commissions alone exceed it', () => {
    const costs = { ...noCosts, commissionMinimumUsd: 60 };
    expect(
      sized({ sizing: { kind: 'risk-percent', amount: 1 }, stop: 38, costs }),
      '100 USD of risk, 120 of commissions',
    ).toBe(0);
  });

  it('of a close is what is held, of either sign', () => {
    expect(sized({ sizing: { kind: 'close' }, held: 12.5 })).toBe(12.5);
    expect(sized({ sizing: { kind: 'close' }, held: -12.5 })).toBe(12.5);
    expect(sized({ sizing: { kind: 'close' } }), 'nothing is held').toBe(0);
  });

  it.each<[string, Over]>([
    ['no amount', { sizing: { kind: 'notional' } }],
    ['no price', { sizing: { kind: 'notional', amount: 5 }, price: Number.NaN }],
    ['no equity', { sizing: { kind: 'equity-percent', amount: 5 }, equityUsd: Number.NaN }],
    ['risk without a stop', { sizing: { kind: 'risk-percent', amount: 1 } }],
    ['a stop at the price', { sizing: { kind: 'risk-percent', amount: 1 }, stop: 40 }],
    ['no lot', { sizing: { kind: 'notional', amount: 5 }, lot: Number.NaN }],
  ])('with %s is not a number', (_name, over) => {
    expect(sized(over)).toBeNaN();
  });
});
