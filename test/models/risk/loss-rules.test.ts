import { describe, expect, it } from 'vitest';
import { account, held, limits, lossAt, riskNow, riskView, withTrades } from '../../kit/risk-view.ts';
import { ruling, switchedOff } from '../../kit/ruling.ts';

const hourMs = 3_600_000;

describe('drawdown-ladder', () => {
  const at = (peakEquityUsd: number | undefined, cashUsd: number) =>
    ruling('drawdown-ladder', riskView({ peakEquityUsd, portfolio: account(cashUsd) }));

  it('passes below 10 %, warns from there, and refuses from 15 % on', () => {
    expect(at(10_000, 9000.01)).toMatchObject({ passed: true, reason: { en: 'ok' } });
    expect(at(10_000, 9000.01).warning).toBeUndefined();
    expect(at(10_000, 9000), 'exactly 10 %').toMatchObject({
      passed: true,
      warning: true,
      reason: {
        en: 'The account is 10.0% below its peak; from 15.0% on it takes no new risk.',
        fr: 'Le compte est à 10,0 % sous son plus haut ; à partir de 15,0 %, il ne prend plus de risque nouveau.',
      },
      numbers: { drawdown: 0.1, warn: 0.1, limit: 0.15 },
    });
    expect(at(10_000, 8500.01)).toMatchObject({ passed: true, warning: true });
    expect(at(10_000, 8500), 'exactly 15 %').toMatchObject({
      passed: false,
      reason: { en: 'The account is 15.0% below its peak; from 15.0% on no new risk is taken until it recovers.' },
    });
    expect(at(10_000, 5000).passed, 'the last step refuses as well').toBe(false);
    expect(at(10_000, 11_000).numbers.drawdown, 'a new peak').toBe(0);
  });

  it('refuses without an equity or a peak, and says which is missing', () => {
    for (const peak of [undefined, Number.NaN, 0]) {
      expect(at(peak, 10_000)).toMatchObject({
        passed: false,
        reason: { en: "This cannot be judged, so it is refused: the account's equity or its peak is missing." },
      });
    }
    const unpriced = riskView({ portfolio: account(9000, held(10)), priceOf: () => undefined });
    expect(ruling('drawdown-ladder', unpriced).passed).toBe(false);
  });

  it('lets positions be reduced, and null switches it off', () => {
    const view = riskView({ peakEquityUsd: 20_000, portfolio: account(9000, held(10)) });
    expect(ruling('drawdown-ladder', view, { side: 'sell' }).passed).toBe(true);
    expect(switchedOff('drawdown-ladder', riskView({ limits: limits({ drawdownLadder: null }) }))).toBe(true);
  });
});

describe('cooldown', () => {
  const resting = (hoursAgo: readonly number[], over = {}) =>
    riskView({
      booked: withTrades(account(10_000), ...hoursAgo.map(hours => lossAt(riskNow - hours * hourMs))),
      ...over,
    });

  it('rests for four hours after three losses in a row', () => {
    expect(ruling('cooldown', resting([3, 2, 1]))).toMatchObject({
      passed: false,
      reason: { en: 'The last 3 trades lost money; after 3 in a row the account pauses for 4 hours.' },
      numbers: { losses: 3, limit: 3, sinceHours: 1, pauseHours: 4 },
    });
    expect(ruling('cooldown', resting([3, 2])).passed, 'two losses').toBe(true);
    expect(ruling('cooldown', resting([6, 5, 4])).passed, 'exactly four hours later').toBe(true);
    expect(ruling('cooldown', resting([6, 5, 3.999])).passed).toBe(false);
    expect(ruling('cooldown', riskView()).passed, 'no trade at all').toBe(true);
  });

  it('counts losses within the lookback alone', () => {
    expect(ruling('cooldown', resting([24, 2, 1])).passed, 'exactly 24 hours').toBe(false);
    expect(ruling('cooldown', resting([24.001, 2, 1])).passed).toBe(true);
  });

  it('a trade without a loss ends the row', () => {
    const even = lossAt(riskNow - 2 * hourMs, { profitUsd: 0 });
    const booked = withTrades(account(10_000), lossAt(riskNow - 3 * hourMs), even, lossAt(riskNow), lossAt(riskNow));
    expect(ruling('cooldown', riskView({ booked })).numbers.losses).toBe(2);
    expect(ruling('cooldown', riskView({ booked })).passed).toBe(true);
  });

  it('refuses without a clock and with trades of the future, lets positions be reduced, and null switches it off', () => {
    expect(ruling('cooldown', resting([2, 1], { now: Number.NaN })).reason.en).toContain('the market clock is missing');
    expect(ruling('cooldown', resting([-1])).passed, 'a clock that ran backwards').toBe(false);
    const view = resting([3, 2, 1], { portfolio: account(9000, held(10)) });
    expect(ruling('cooldown', view, { side: 'sell' }).passed).toBe(true);
    expect(switchedOff('cooldown', riskView({ limits: limits({ cooldown: null }) }))).toBe(true);
  });
});

describe('max-daily-loss', () => {
  it('says what is missing where the loss is not known', () => {
    expect(ruling('max-daily-loss', riskView({ dayStartEquityUsd: undefined })).reason.en).toContain(
      "the equity at the day's start or now is missing",
    );
  });
});
