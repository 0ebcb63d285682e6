import { describe, expect, it } from 'vitest';
import { Gate } from '../../../models/risk/gate.ts';
import { heldWhenChecked, meaningOf, refusalOf, Verdict, warningsOf } from '../../../models/risk/verdict.ts';
import { account, draftOf, held, riskView } from '../../kit/risk-view.ts';

const check = (names: readonly string[], over = {}) => new Gate(names).check(draftOf(), 'O-1', riskView(over));

describe('a verdict', () => {
  it('names the first refusal and every warning, and is what its schema says', () => {
    const fallen = check(['stale-data', 'drawdown-ladder'], { peakEquityUsd: 11_500 });
    expect(warningsOf(fallen).map(({ rule }) => rule)).toEqual(['drawdown-ladder']);
    expect(refusalOf(fallen)).toBeUndefined();
    expect(Verdict.parse(fallen)).toEqual(fallen);
    const refused = check(['stale-data', 'drawdown-ladder'], { peakEquityUsd: 20_000 });
    expect([refusalOf(refused)?.rule, warningsOf(refused)]).toEqual(['drawdown-ladder', []]);
  });

  it('remembers what was held', () => {
    expect(heldWhenChecked(check(['reduce-only'], { portfolio: account(9000, held(10)) }))).toBe(10);
    expect(heldWhenChecked(check(['stale-data']))).toBe(0);
  });

  it.each([
    [10, 'sell', 10, 'less'],
    [10, 'sell', 10.01, 'reverse'],
    [10, 'buy', 1, 'more'],
    [-10, 'buy', 10, 'less'],
    [-10, 'buy', 11, 'reverse'],
    [-10, 'sell', 1, 'more'],
    [0, 'sell', 1, 'more'],
    [0, 'buy', 1, 'more'],
  ] as const)('of %s held, to %s %s means %s', (before, side, quantity, meaning) => {
    expect(meaningOf(before, { side, quantity })).toBe(meaning);
  });
});
