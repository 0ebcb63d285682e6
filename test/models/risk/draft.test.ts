import { describe, expect, it } from 'vitest';
import { wrongPrices } from '../../../data/ledger-row.ts';
import { Draft } from '../../../models/risk/draft.ts';
import { draftOf } from '../../kit/risk-view.ts';

const faults = (over: object): string[] => {
  const parsed = Draft.safeParse({ ...draftOf(), ...over });
  return parsed.success ? [] : parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
};

describe('a draft', () => {
  it.each(['quantity', 'notional', 'equity-percent', 'risk-percent', 'close'])('may be sized by %s', kind => {
    expect(faults({ sizing: { kind, ...(kind === 'close' ? {} : { amount: 1 }) } })).toEqual([]);
  });

  it.each(['buy', 'sell'])('may be a %s', side => {
    expect(faults({ side })).toEqual([]);
  });

  it.each([
    ['an unknown side', { side: '' }, 'side'],
    ['an unknown size', { sizing: { kind: '', amount: 1 } }, 'sizing.kind'],
    ['a field of the size that nobody knows', { sizing: { kind: 'close', all: true } }, 'sizing'],
    ['a field that nobody knows', { leverage: 3 }, ''],
    ['a size of zero', { sizing: { kind: 'quantity', amount: 0 } }, 'sizing.amount'],
    ['a stop of zero', { stop: 0 }, 'stop'],
    ['a thesis of 601 letters', { thesis: 'x'.repeat(601) }, 'thesis'],
    ['an invalidation of 601 letters', { invalidation: 'x'.repeat(601) }, 'invalidation'],
  ])('is refused with %s', (_, over, path) => {
    expect(faults(over)).toHaveLength(1);
    expect(faults(over)[0]).toMatch(new RegExp(`^${path}: `));
  });

  it('has the prices of its order type and no others', () => {
    expect(faults({ order: { type: 'limit', limitPrice: 99 } })).toEqual([]);
    expect(faults({ order: { type: 'limit' } })).toEqual([`order.type: ${wrongPrices}`]);
    expect(faults({ order: { type: 'market', trailShare: 0.1 } })).toEqual([`order.type: ${wrongPrices}`]);
  });

  it('may carry words of 600 and 300 letters', () => {
    expect(faults({ thesis: 'x'.repeat(600), invalidation: 'x'.repeat(300) })).toEqual([]);
  });
});
