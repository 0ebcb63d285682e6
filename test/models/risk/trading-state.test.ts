import { describe, expect, it } from 'vitest';
import { closingDraft, flattenReason } from '../../../models/risk/flatten.ts';
import { drawdownOf, ladderStep } from '../../../models/risk/ladder.ts';
import { tradingStateOf } from '../../../models/risk/trading-state.ts';
import { account, held, limits, riskView } from '../../kit/risk-view.ts';

const ladder = { warn: 0.1, noNewRisk: 0.15, flatten: 0.2 };

describe('the drawdown ladder', () => {
  it.each([
    [12_000, 'none'],
    [9000.01, 'none'],
    [9000, 'warn'],
    [8500.01, 'warn'],
    [8500, 'no-new-risk'],
    [8000.01, 'no-new-risk'],
    [8000, 'flatten'],
    [-1, 'flatten'],
    [undefined, 'no-new-risk'],
    [Number.NaN, 'no-new-risk'],
  ] as const)('an equity of %s under a peak of 10,000 stands on the step %s', (equityUsd, step) => {
    expect(ladderStep(equityUsd, 10_000, ladder)).toBe(step);
  });

  it('without a peak takes no new risk and closes nothing; null has no steps', () => {
    for (const peak of [undefined, Number.NaN, 0, -5]) expect(ladderStep(10_000, peak, ladder)).toBe('no-new-risk');
    expect(ladderStep(1, 10_000, null)).toBe('none');
    expect(drawdownOf(8000, 10_000)).toBe(0.2);
    expect(drawdownOf()).toBeNaN();
  });

  it('gives the kill switch its numbers as the reason', () => {
    expect(flattenReason(7900, 10_000, 0.2)).toBe(
      'drawdown-ladder: equity 7900.00 USD is 21.0% below its peak of 10000.00 USD; from 20.0% on everything is closed',
    );
  });
});

describe('closing everything', () => {
  it('sells what is long and buys what is short', () => {
    const by = { accountId: 'paper', price: 70, decisionId: 'D' };
    expect(closingDraft(held(10), by)).toMatchObject({
      symbol: 'SPX',
      side: 'sell',
      sizing: { kind: 'close' },
      entry: 70,
    });
    expect(closingDraft(held(-10), by).side).toBe('buy');
  });
});

describe('the state of an account', () => {
  const lost = (share: number) => riskView({ dayStartEquityUsd: 10_000, portfolio: account(10_000 * (1 - share)) });

  it('is ACTIVE while neither the day nor the ladder stops it', () => {
    expect(tradingStateOf(riskView())).toBe('ACTIVE');
    expect(tradingStateOf(lost(0.0299))).toBe('ACTIVE');
    expect(tradingStateOf(riskView({ peakEquityUsd: 11_500 })), 'a warning').toBe('ACTIVE');
  });

  it('is REDUCING from the limit of a day and from 15 % below the peak on, and where that is not known', () => {
    expect(tradingStateOf(lost(0.03)), 'exactly 3 %').toBe('REDUCING');
    expect(tradingStateOf(riskView({ peakEquityUsd: 12_000 })), 'no new risk').toBe('REDUCING');
    expect(tradingStateOf(riskView({ peakEquityUsd: 20_000 })), 'flatten').toBe('REDUCING');
    expect(tradingStateOf(riskView({ peakEquityUsd: undefined }))).toBe('REDUCING');
    expect(tradingStateOf(riskView({ dayStartEquityUsd: undefined }))).toBe('REDUCING');
    expect(tradingStateOf(riskView({ portfolio: account(0, held(1)), priceOf: () => undefined }))).toBe('REDUCING');
  });

  it('without a ladder looks at the day alone', () => {
    const view = riskView({ peakEquityUsd: 50_000, limits: limits({ drawdownLadder: null }) });
    expect(tradingStateOf(view)).toBe('ACTIVE');
  });

  it('is HALTED by the kill switch, whatever the numbers', () => {
    expect(tradingStateOf(riskView({ portfolio: { ...account(10_000), halted: true } }))).toBe('HALTED');
  });
});
