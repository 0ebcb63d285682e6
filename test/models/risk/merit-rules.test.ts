import { describe, expect, it } from 'vitest';
import type { RiskView } from '../../../models/risk/risk-view.ts';
import { noCosts } from '../../kit/candles.ts';
import { account, held, limits, priced, riskView } from '../../kit/risk-view.ts';
import { ruling, switchedOff } from '../../kit/ruling.ts';

const costs = { ...noCosts, halfSpreadRate: 0.005 };
const long = account(9000, held(10));

describe('reward-to-risk', () => {
  const wanting = (minimumRewardToRisk: number | null, over: Partial<RiskView> = {}) =>
    riskView({ limits: limits({ minimumRewardToRisk }), ...over });
  const levels = { stop: 95, target: 110 };

  it('compares what the target brings with what the stop loses', () => {
    expect(ruling('reward-to-risk', wanting(2), levels), '10 / 5').toMatchObject({
      passed: true,
      numbers: { ratio: 2 },
    });
    expect(ruling('reward-to-risk', wanting(2.01), levels).passed).toBe(false);
    expect(ruling('reward-to-risk', wanting(2), { side: 'sell', stop: 105, target: 90 }).passed, 'the mirror').toBe(
      true,
    );
  });

  it('takes the cost of the round trip from the reward and adds it to the risk', () => {
    expect(ruling('reward-to-risk', wanting(2, { costs }), levels)).toMatchObject({
      passed: false,
      reason: {
        en: 'After costs the target brings 1.50 times what the stop loses; at least 2 is wanted.',
        fr: "Frais compris, l'objectif rapporte 1,50 fois ce que le stop perd ; il faut au moins 2,00.",
      },
      numbers: { ratio: 1.5, limit: 2 },
    });
  });

  it('judges drafts with both levels alone, and lets positions be reduced', () => {
    expect(ruling('reward-to-risk', wanting(9), { stop: 95 }).passed).toBe(true);
    expect(ruling('reward-to-risk', wanting(9), { target: 110 }).passed).toBe(true);
    expect(
      ruling('reward-to-risk', wanting(9, { portfolio: long }), { side: 'sell', stop: 105, target: 99 }).passed,
    ).toBe(true);
  });

  it('refuses without a price and with a stop on the winning side; null switches it off', () => {
    const unpriced = priced(Number.NaN, { limits: limits({ minimumRewardToRisk: 1 }) });
    expect(ruling('reward-to-risk', unpriced, levels).reason.en).toContain('is missing');
    expect(ruling('reward-to-risk', wanting(1), { stop: 100, target: 110 }).passed).toBe(false);
    expect(switchedOff('reward-to-risk', wanting(null))).toBe(true);
  });
});

describe('expected-move', () => {
  const wanting = (forecastSigma: number | undefined, over: Partial<RiskView> = {}) =>
    riskView({ costs, forecastSigma, limits: limits({ minimumMoveToCost: 3 }), ...over });

  it('wants a multiple of what the round trip costs', () => {
    expect(ruling('expected-move', wanting(0.03)).passed, 'a round trip costs 1 %').toBe(true);
    expect(ruling('expected-move', wanting(0.0299))).toMatchObject({
      passed: false,
      reason: {
        en: 'The forecast expects a move of 2.99%; a round trip costs 1.00%, and 3 times that is wanted.',
        fr: 'La prévision attend un mouvement de 2,99 % ; un aller-retour coûte 1,00 %, et il en faut 3,0 fois plus.',
      },
      numbers: { sigma: 0.0299, costShare: 0.01, limit: 3 },
    });
  });

  it('refuses without a forecast or a price, lets positions be reduced, and null switches it off', () => {
    expect(ruling('expected-move', wanting(undefined)).reason.en).toContain(
      'a volatility forecast or a price is missing',
    );
    expect(ruling('expected-move', wanting(Number.NaN)).passed).toBe(false);
    const unpriced = priced(Number.NaN, { forecastSigma: 0.1, limits: limits({ minimumMoveToCost: 3 }) });
    expect(ruling('expected-move', unpriced).reason.en).toContain('is missing');
    expect(ruling('expected-move', wanting(undefined, { portfolio: long }), { side: 'sell' }).passed).toBe(true);
    expect(switchedOff('expected-move', riskView())).toBe(true);
  });
});
